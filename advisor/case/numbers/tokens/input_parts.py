"""Parts of one input that are counted apart: "900 tokens of system prompt, 300 tokens of user message"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import counted_kinds
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import token_sides
from advisor.case.numerals import units
from advisor.case.reading_bounds import bound

OF_PARTS = "made of several parts"
"""Why a sum is read back."""
_FEWEST_TOKENS = bound("fewest_tokens")
_TWO = 2
_MOST_PIECES = bound("most_pieces_in_prompt")
_WORDS = 5
"""So many words beside a number may name what it counts."""
_PARTS = ("instruction_parts", "request_parts")
_NAMED = (*_PARTS, "events")
"""Lists of words that name parts."""
_OF_FACT = {"input_tokens": (True, False), "shared_prefix_tokens": (True,), "payload_tokens": (False,)}
"""Whether instructions make up a fact, what is new with each request, or both."""


class InputPart(NamedTuple):
    """Some of the tokens that go in, the words that name them, and the numbers that tell them."""

    tokens: Mention
    name: str
    told_by: tuple[Mention, ...]


def found(said: Sequence[Mention]) -> list[InputPart]:
    """The parts of one input that `said` counts apart; none where fewer than two are, or the whole is said too."""
    parts = [p for before, m in zip((None, *said), said, strict=False) if (p := _part(m, before))]
    if len(parts) < 2 or any(map(_is_whole, _others(said, parts))) or _has_whole(parts):
        return []
    return parts


def _has_whole(parts: Sequence[InputPart]) -> bool:
    """Whether one holds the others: "context 8k with 3 documents of 2k", "2k (1.5k instructions + 500 question)"."""
    total = sum(p.tokens.low for p in parts)
    summed = len(parts) > _TWO and any(2 * p.tokens.low == total for p in parts)
    return summed or any(_is_whole(p.told_by[-1]) and not _says_prompt(p.told_by[-1]) for p in parts)


def _says_prompt(m: Mention) -> bool:
    return bool({"prompt", "prompts"} & {*m.lead[-2:], *m.tail[:2]})


def whole(parts: Sequence[InputPart], name: str = "input_tokens") -> Mention | None:
    """Those that make up a fact, added up and to be read back; None where none does."""
    ours = [p.tokens for p in parts if says(p.name, "instruction_parts") in _OF_FACT[name]]
    low, high = (sum((getattr(m, end) for m in ours), Fraction(0)) for end in ("low", "high"))
    plain = {"noun": ("tokens",), "each": False, "lead": (), "tail": ("tokens",), "doubt": OF_PARTS}
    return replace(ours[0], low=low, high=high, **plain) if ours else None


def makes(name: str) -> bool:
    """Whether a fact is made up of such parts."""
    return name in _OF_FACT


def joined(said: Sequence[Mention], parts: Sequence[InputPart], tokens: Mention) -> list[Mention]:
    """`said` with `tokens` in the place of what tells the parts."""
    return [*_others(said, parts), tokens]


def _others(said: Sequence[Mention], parts: Sequence[InputPart]) -> list[Mention]:
    told = {id(m) for p in parts for m in p.told_by}
    return [m for m in said if id(m) not in told]


def _part(m: Mention, before: Mention | None) -> InputPart | None:
    if pieces := _pieces(m, before):
        count, times = pieces
        return InputPart(replace(m, low=m.low * times, high=m.high * times), " ".join(m.lead), (count, m))
    if m.each:
        name = "text" if _is_of_each(m, before) else ""
    else:
        things = m.noun and units.TOKENS.isdisjoint(m.noun) and _is_counted(m)
        name = "" if things else _name(m, before)
    return InputPart(m, name, (m,)) if name and _may_be_part(m) else None


def _is_of_each(m: Mention, before: Mention | None) -> bool:
    """Whether each of what comes in has so many tokens: "3,000 documents a day with 4k tokens each"."""
    if before is None or before.clause != m.clause or not before.per:
        return False
    return bool(units.TOKENS & set(m.noun)) and says(before.noun, "events")


def _pieces(m: Mention, before: Mention | None) -> tuple[Mention, Fraction] | None:
    """The number of pieces that are a part, as in "6 examples of 200 tokens each"; None where there is none."""
    joined = before is not None and before.clause == m.clause and m.lead[-1:] in (("of",), ("x",), ("at",))
    if before is None or not joined or not before.low == before.high <= _MOST_PIECES:
        return None
    return (before, before.low) if says(m.lead, *_NAMED) and _may_be_part(m) else None


def _may_be_part(m: Mention) -> bool:
    if m.per or m.is_money or m.percent or m.span or m.low < _FEWEST_TOKENS:
        return False
    return not says((*m.lead[-_WORDS:], "#", *m.tail[:_WORDS]), "no_part")


def _name(m: Mention, before: Mention | None) -> str:
    """The words behind a number that name a part, else those before it that no other number has; "" without any."""
    behind, ahead = _behind(m), _ahead(m, before)
    if says(ahead, "typed_by"):
        return "text"
    if _is_written(behind, ahead):
        return ""
    sided = behind in entries("input_side") or (m.noun[:1] and not behind)
    if _joins(m.tail) and sided:
        return "text"  # "150 in plus 1,000 of instructions", "90 tokens plus a 2,500-token codebook"
    return next((words for words in (behind, ahead) if says(words, *_NAMED)), "")


def _is_counted(m: Mention) -> bool:
    """Whether things are counted one by one: "3,000 tickets", "30 rules"; "700 instruction" are tokens."""
    if any(w.endswith("s") for w in m.noun):
        return "plus" not in (*m.lead[-1:], *m.tail[:_WORDS])
    part = says(m.noun, *_PARTS)
    return counted_kinds.counts(m, "events") and not (part or _joins(m.lead) or _joins(m.tail))


def _is_written(*beside: str) -> bool:
    """Whether it is what comes out: "writes 200 tokens of notes", "300 tokens of reply"."""
    words = {w for text in beside for w in text.split()}
    return not words.isdisjoint(entries("writes", "output_side", "output_names"))


def _behind(m: Mention) -> str:
    """The words behind a number up to where something else is added, but for those of tokens."""
    text = Sentence.of(" ".join(m.tail)).words
    words = text[: _joins(m.tail)[0][0] if _joins(m.tail) else None].strip("| ").split()
    return " ".join(w for w in words if w not in units.TOKENS)


def _ahead(m: Mention, before: Mention | None) -> str:
    """The words before a number that are its own: "plus the email, about 900 tokens" has those of the clause before."""
    if before is not None and before.clause == m.clause:
        return _added(m.lead)
    continued = before is not None and before.clause == m.clause - 1 and not token_sides.telling_words(m.lead)
    return _added(before.tail) if before is not None and continued else " ".join(m.lead)


def _added(lead: Sequence[str]) -> str:
    """The words of a lead behind the last that says that something is added."""
    joins = _joins(lead)
    return Sentence.of(" ".join(lead)).words[joins[-1][1] :].strip("| ") if joins else ""


def _joins(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where `words` say that something is added, by place in their sentence."""
    return sorted(said_at(words, "added_by"))


def _is_whole(m: Mention) -> bool:
    """Whether it is said to be all that goes in: "input 2,500 tokens (1,800 transcript, 700 instruction)"."""
    ahead = _added(m.lead).split() if _joins(m.lead) else m.lead
    return token_sides.is_tokens(m) and "plus" not in m.tail and "input_tokens" in (
        token_sides.side_of(m.tail[:2]), token_sides.side_of(ahead[-2:]),
    )  # fmt: skip
