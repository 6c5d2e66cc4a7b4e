"""Which numbers of a description are tokens, on which side of a call, and which are tokens of a whole month."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, number_of, said_at, says
from advisor.case.numbers import counted_kinds
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import text_sizes
from advisor.case.numerals import time_spans, units
from advisor.case.reading_bounds import bound

_SIGNS = (":", "=")
"""What may stand between a side and its number."""

_A_CALL = ("prompt", "prompts")
_NO_TOKENS = (("one", "in"), ("list", "of"), ("set", "of"))
"""Right before a number they tell that it counts something else: "one in twenty", "a closed list of 31"."""
_OF_ONES_OWN = tuple(("of", whose) for whose in ("his", "her", "our", "their", "my"))
"""Right behind a number they tell the same: "740 of his own replies"."""
_NEAR = 3
_ONE_OF = (("one", "out", "of"), ("in", "one", "of"))
_LARGEST_WHOLE = bound("largest_whole_of_one")
_FEW = 10
"""What a share is told of at most where something stands behind it: "3 out of 10 answers"."""
OF_ALL_CALLS = "more than one call holds"
_IN_ALL = (("in", "all"), ("in", "total"), ("all", "told"), ("tokens", "altogether"), ("tokens", "overall"))
_TOTAL = (("altogether",), ("total",), ("overall",))
PARTS = (("it",), ("which",), ("that",), ("them",), ("those",), ("these",))


def sides(said: Sequence[Mention]) -> dict[int, str]:
    """Which numbers are tokens in and which tokens out, by id: "1500 in", "output: 100", "1500/100"."""
    found: dict[int, str] = {}
    used = ""
    said = _without_summands(said)
    sided = any(set(m.noun[:1]) & units.TOKENS or side_of(m.tail) for m in said)
    for i, m in enumerate(said):
        fresh = not (used and i and said[i - 1].clause == m.clause)
        lead = m.lead if fresh else _joined_by_and(m.lead)
        before = _without_fillers(lead)[-1:]
        side = _before(before, m) if not m.per and is_tokens(m) else ""
        used = ""
        if not side and not m.per and is_tokens(m):
            used = side = side_of(_own_tail(m, said[i + 1 : i + 2]))
        if not m.per and is_tokens(m) and _is_typed(m):
            side = "input_tokens"
        if not side and counted_kinds.is_written(m):
            side = "output_tokens"
        if not side and not m.per and m.doubt in text_sizes.DOUBTS:
            side = "output_tokens" if _is_of_each_result(m, said[:i]) else _of_text(m)
        if not side and (_is_piece(m) or (sided and _is_total(m)) or _is_source(m)):
            side = "input_tokens"
        joined = i and said[i - 1].tail == m.lead[-1:] == ("/",) and is_tokens(m) and not m.per
        joined = joined and m.tail[:1] != ("of",)  # "wrong 1/4 of the time"
        if joined and (not side or names_both(m.tail)):
            found[id(said[i - 1])], side = "input_tokens", "output_tokens"
        if side:
            found[id(m)] = side
    return found


def _is_source(m: Mention) -> bool:
    """Whether something is made from it: "250 words each, from 1,900 tokens of quote data"."""
    return m.lead[-1:] == ("from",) and bool({*m.noun[:1]} & units.TOKENS) and not m.per


def _is_typed(m: Mention) -> bool:
    """Whether it is what people write to the model: "users type about 60 tokens"."""
    return says(m.lead, "typed_by")


def _of_text(m: Mention) -> str:
    """The side of a size of text, which is read back: what is written or comes out, else what is read."""
    written = {
        *entries("writes"),
        *entries("output_side"),
        "into",
        *([] if m.each else entries("output_names")),
    }
    return "output_tokens" if written & {*m.lead, *m.tail[:_NEAR]} else "input_tokens"


def _is_of_each_result(m: Mention, before: Sequence[Mention]) -> bool:
    """Whether it is said of each of what comes out: "900 explanations a day, 250 words each"."""
    out, written = {*entries("output_names", "output_side")}, {*entries("writes")}
    return m.each and any(out & {*other.noun} or written & {*other.lead} for other in before)


def _joined_by_and(words: Sequence[str]) -> Sequence[str]:
    """The words behind the last "and", which are not of the number before it; none without one."""
    return words[len(words) - words[::-1].index("and") :] if "and" in words else ()


def _without_summands(said: Sequence[Mention]) -> list[Mention]:
    """`said` without tokens that a total right behind them holds: "it adds 1,800 tokens, so 2,600 in all"."""
    totals = [i for i, m in enumerate(said) if _is_total(m)]
    held = [i - 1 for i in totals if i and is_tokens(said[i - 1]) and said[i - 1].high < said[i].low]
    return [m for i, m in enumerate(said) if i not in held]


def _is_total(m: Mention) -> bool:
    """Whether it is said to be the sum of tokens: "2,600 in all"."""
    return (m.tail[:2] in _IN_ALL or m.tail[:1] in _TOTAL) and is_tokens(m) and not (m.per or m.each)


def _own_tail(m: Mention, following: Sequence[Mention]) -> Sequence[str]:
    """The words after a number that are not those before the next: "30k tokens and gives back 900"."""
    shared = any(n.clause == m.clause for n in following) and "and" in m.tail
    return m.tail[: m.tail.index("and")] if shared else m.tail


def names_both(words: Sequence[str]) -> bool:
    """Whether the words after two numbers name both sides, in this order: "900/150 tokens in/out"."""
    sides = [w in entries("output_side") for w in words[:5] if w in entries("input_side", "output_side")]
    return sides[:2] == [False, True]


def _before(words: Sequence[str], m: Mention) -> str:
    """The side that the word right before a number names: "prompt 900", "summary 200", "spits out 200"."""
    if not set(words).isdisjoint(entries("output_names")):
        return "output_tokens"
    done = m.noun or not m.tail  # "reads a dozen on Fridays" is of no tokens
    if done and not set(words).isdisjoint(entries("writes")):
        return "output_tokens"
    read = done and not set(words).isdisjoint(entries("reads"))
    return "input_tokens" if read else side_of(words)


def _is_piece(m: Mention) -> bool:
    """Whether it is the size of what a text is cut into, as in "chunks of 2,000 tokens"."""
    cut = m.lead[-1:] == ("of",) and says(m.lead[-2:-1], "pieces")
    return cut and not m.per and bool(m.noun) and is_tokens(m)


def without_parts(said: Sequence[Mention]) -> list[Mention]:
    """`said` without what is only a part of another number, and without prices of so many tokens ("$3/1M")."""
    kept: list[Mention] = []
    for m in said:
        if kept and kept[-1].clause == m.clause and (_is_share(kept[-1], m) or _is_price(kept[-1], m)):
            kept.pop()
        elif _is_of_one(m):
            continue
        elif side_of(m.lead[-1:]) or not (_is_of_other(m) and any(not k.is_money for k in kept)):
            kept.append(m)
    return kept


def _is_of_other(m: Mention) -> bool:
    """Whether it counts some of what is named beside it: "1.4k of it is the same", "1.9k of which 1.4k is the same"."""
    return m.tail[:1] == ("of",) and m.tail[1:2] in PARTS


def _is_price(one: Mention, whole: Mention) -> bool:
    return one.is_money and whole.lead in (("/",), ("per",))


def _is_share(one: Mention, whole: Mention) -> bool:
    """Whether two numbers tell a share, as in "wrong 1 of 4", "9 out of 10 are right", "2 in 100 need a human"."""
    if one.tail == ("in",):
        told = whole.noun or not side_of(whole.tail)  # "8 in 120 out" is no share
        few = one.high <= _FEW and one.high < whole.low and (whole.low >= _FEW or not whole.noun)
        return bool(told) and few and not whole.span
    behind = one.tail[-2:] == ("out", "of") and len(one.tail) <= _NEAR  # "4 calls out of 5"
    counted = (
        one.tail[1:] == ("of",) and one.high == 1 and whole.high <= _LARGEST_WHOLE
    )  # "1 mail of 20 is Chinese"
    joined = (one.tail == ("of",) or behind or counted) and one.high < whole.low
    return joined and (not whole.noun or whole.high <= _FEW) and not whole.per


def _is_of_one(whole: Mention) -> bool:
    """Whether one in so many is told: "fix one in five", "wrong in one of 12", where the one is no number."""
    told = whole.lead[-2:] == ("one", "in") or whole.lead[-3:] in _ONE_OF or _is_first_share(whole)
    return told and not (whole.span or whole.is_money)


def _is_first_share(whole: Mention) -> bool:
    """Whether a clause begins with a share of what is done: "one of 40 tickets comes back"."""
    labels = said_at(whole.noun, "label_words")
    return whole.lead == ("one", "of") and counted_kinds.counts(whole, "events") and not labels


def telling_words(words: Sequence[str]) -> list[str]:
    """The words around a number that say something of it."""
    return [w for w in _without_fillers(words) if w != "/"]


def is_tokens(m: Mention) -> bool:
    """Whether it counts tokens, or nothing that is named."""
    first = m.noun[0] if m.noun else ""
    if m.lead[-2:] in _NO_TOKENS or m.tail[:2] in _OF_ONES_OWN:
        return False
    thing = counted_kinds.counts(m, "events") or counted_kinds.counts(m, "actors")
    written = first in entries("sides") and not (m.per or m.each)  # "150 reply"
    side = first in units.TOKEN_SIDE or written or (not thing and bool(side_of(m.noun[:1])))
    if first in _A_CALL and m.high < _FEW:  # "1 prompt each"
        return False
    side = side or counted_kinds.is_written(m)
    return not (m.is_money or m.percent or m.span) and (not first or first in units.TOKENS or side)


def is_corpus(m: Mention) -> bool:
    """Whether it counts the tokens of what is searched: "over 10M tokens of policy text"."""
    around = Sentence.of(" ".join([*m.lead, "1", *m.tail]))
    tokens = bool(m.noun) and is_tokens(m) and not (m.per or m.each)
    return tokens and says(around, "corpus")


def side_of(words: Sequence[str]) -> str:
    """The fact whose tokens these words name, the first of five; "" where they name none."""
    if says(words[:5], "comes_in"):  # "300 in winter come in by mail"
        return ""
    words = [w for w, after in itertools.zip_longest(words[:6], words[1:7]) if (w, after) != ("of", "which")]
    for word, following in itertools.zip_longest(words[:5], words[1:6], fillvalue=""):
        if word in entries("output_side"):
            return "" if following == "of" else "output_tokens"
        if word in entries("input_side") and not (word == "in" and following in entries("no_side")):
            return "input_tokens"
    return ""


def sharing_rates(said: Sequence[Mention]) -> list[Mention]:
    """`said`, with the span of time of the last of several token counts: "50M in and 4M out a month"."""
    shared = list(said)
    for i in range(len(shared) - 2, -1, -1):
        one, after = shared[i], shared[i + 1]
        joined = one.clause == after.clause and after.lead[-1:] in (("and",), ("+",), ("/",))
        if joined and not one.per and after.per and after.noun and is_tokens(after):
            shared[i] = replace(one, per=after.per)
    return shared


def of_all_calls(said: Sequence[Mention]) -> list[Mention]:
    """`said`, with token counts that no single call holds as those of a month: "84M prompt tokens"."""
    most = number_of("beyond_one_call")
    return [
        replace(m, per="month", doubt=m.doubt or OF_ALL_CALLS)
        if m.low > most and m.noun and not (m.per or m.each) and is_tokens(m) and not is_corpus(m)
        else m
        for m in said
    ]


def of_a_month(said: Sequence[Mention]) -> Iterator[tuple[Mention, str, Fraction]]:
    """The counts of all tokens of a month: the number, its side, and how many such spans a month has."""
    for m in said:
        if m.per and is_tokens(m) and (side := side_of(m.noun) or side_of(m.lead[-1:])):
            yield m, side, 1 / time_spans.SPANS[m.per]


def _without_fillers(words: Sequence[str]) -> list[str]:
    """`words` without those, and the signs, that may stand between a side and its number."""
    fillers = (*_SIGNS, *entries("token_fillers"))
    return [w for w in words if w not in fillers]
