"""Which numbers of a sentence may be the one of a fact."""

from __future__ import annotations

from advisor.case.fact_type import Fact
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers import counted_kinds, no_count
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units
from advisor.case.reading_bounds import bound

_SIZED = frozenset({"is", "are", "has", "have", "takes", "averages"})
"""Words between a text and its size."""
_ONE = (("a",), ("an",), ("one",))
_SINGLE_TEXT_FROM = bound("single_text_from")


def may_be_of(m: Mention, fact: Fact) -> bool:
    """Whether the number counts what the fact counts, by its sign, its span and the words after it."""
    if no_count.counts_nothing(m) and not m.percent:
        return False
    return not (no_count.points_back(m) and not fact.whole) and _is_in_unit(m, fact)


def _is_in_unit(m: Mention, fact: Fact) -> bool:
    first = m.noun[0] if m.noun else ""
    match fact.unit.split("/")[0]:
        case "USD":
            return not (m.percent or m.each) and (bool(m.currency) or not m.noun)
        case "fraction":
            return not m.currency and (m.percent or (not m.noun and m.high <= 1))
        case "ms" | "months":
            return _is_plain(m) and not m.per and (bool(m.span) or first in units.MILLIS or not m.noun)
        case "tokens":
            return _is_plain(m) and _is_of_tokens(m, fact)
        case "peak ":
            return _is_plain(m) and not m.span and (not m.noun or first in units.TIMES_OVER)
    things = not (m.span or m.per or no_count.is_factor(m)) and first not in units.MEASURES
    return _is_plain(m) and things and not counted_kinds.counts(m, "actors")


def _is_of_tokens(m: Mention, fact: Fact) -> bool:
    first = m.noun[0] if m.noun else ""
    said = bool(set(m.noun[:3]) & units.TOKENS)  # "2k reasoning tokens"
    part = first in entries("prompt_parts")
    written = "output" in fact.name and counted_kinds.is_written(m)
    tokens = not first or said or part or first in units.TOKEN_SIDE or written or _is_size(m)
    return tokens and not m.per and (not m.each or _is_of_a_call(m))


def _is_size(m: Mention) -> bool:
    """Whether it is the size of one text: "a 64k deposition"."""
    return m.lead[-1:] in _ONE and len(m.noun) == 1 and m.low >= _SINGLE_TEXT_FROM


def _is_of_a_call(m: Mention) -> bool:
    """Whether it is said for each call, or is the size of each text: "each call carries 18k", "each tweet is 60"."""
    named = Sentence.of(" ".join(m.lead[:2]))
    sized = not _SIZED.isdisjoint(m.lead[2:4])
    return m.lead[:1] in (("each",), ("every",)) and (says(named, "calls") or sized)


def _is_plain(m: Mention) -> bool:
    return not (m.currency or m.percent)
