"""Heads and a number beside them: what they make together, or each of them: "80 staff ask 20 questions a day"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from advisor.case.lexicon.word_lists import number_of
from advisor.case.numbers.counted_kinds import counts
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans, units
from advisor.case.numerals.number_words import TwoMeanings

HEADS = 3
"""A total that is at least so many times the heads named beside it is everybody's, not each one's."""


class EachOrAll(TwoMeanings):
    """It is not said whether so many are made by each of some heads or by all together."""


def total(counted: Sequence[Mention]) -> tuple[Mention, Fraction, str, bool, None] | None:
    """What heads make together, said beside them; None where nothing is. Raises EachOrAll where that is open."""
    heads = [m for m in counted if counts(m, "actors")]
    made = [m for m in counted if not counts(m, "actors") and (m.per or counts(m, "events"))]
    if len(made) != 1 or len(heads) + 1 != len(counted):
        return None
    told_for = any("for" in m.lead for m in heads) or _says_each(made[0].tail[:3])  # "40 each, for 12 people"
    most = max((m.high for m in heads), default=Fraction(0))
    sure = made[0].low >= HEADS * (HEADS if told_for else 1) * most
    many = number_of("whole_things")  # nobody makes so many
    if not sure and (made[0].low < min(HEADS * most, Fraction(many)) or _says_each(made[0].tail[:3])):
        raise _of_each_or_all(made[0], most)
    return made[0], Fraction(1), made[0].per, sure and bool(made[0].per), None


def _of_each_or_all(made: Mention, heads: Fraction) -> EachOrAll:
    """The question whether so many are made by each head or by all, with the number of all either way."""
    per = f" a {made.per}" if made.per else ""
    all_, each = (units.counted(v) for v in (made.value, made.value * heads))
    return EachOrAll("for each of them or for all together", f"{all_}{per} in all, or {each}{per}")


def _says_each(tail: Sequence[str]) -> bool:
    """Whether "each" stands among words, and not before a span of time: "2,000 each month"."""
    return any(a == "each" and b not in time_spans.TIMES for a, b in itertools.pairwise((*tail, "")))
