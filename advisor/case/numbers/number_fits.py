"""Which numbers of a sentence may be the one of a fact."""

from __future__ import annotations

from advisor.case.fact_type import Fact
from advisor.case.lexicon import own_words
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units

_SPANS = ("ms", "months")


def may_be_of(m: Mention, fact: Fact) -> bool:
    """Whether the number counts what the fact counts, by its sign, its span and the words after it."""
    first = m.noun[0] if m.noun else ""
    match fact.unit.split("/")[0]:
        case "USD":
            return not (m.percent or m.each) and (bool(m.currency) or not m.noun)
        case "fraction":
            return not m.currency and (m.percent or (not m.noun and m.high <= 1))
        case "ms" | "months":
            return _is_plain(m) and (bool(m.span or m.per) or first in units.MILLIS or not m.noun)
        case "tokens":
            said = bool(set(m.noun[:3]) & units.TOKENS)  # "2k reasoning tokens"
            part = first in own_words.load().lists["prompt_parts"]
            tokens = not first or said or part or first in units.TOKEN_SIDE
            return _is_plain(m) and tokens and not m.per and (not m.each or _is_of_a_call(m))
    things = not (m.span or m.per) and not counted_kinds.counts(m, "actors") and first not in units.SIZES
    return _is_plain(m) and things


def _is_of_a_call(m: Mention) -> bool:
    """Whether it is said for each call: "each call carries 18k tokens"."""
    named = Sentence.of(" ".join(m.lead[:2]))
    return m.lead[:1] in (("each",), ("every",)) and says(named, "calls")


def _is_plain(m: Mention) -> bool:
    return not (m.currency or m.percent)
