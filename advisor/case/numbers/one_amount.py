"""The one amount that the numbers which fit a fact make: a single one, the largest, or their sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from advisor.case.fact_type import Fact
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units
from advisor.case.numerals.number_words import Number, TwoMeanings

SPANS = ("ms", "months")
"""Units that are spans of time."""
Ends = tuple[Fraction, Fraction]
"""The two ends of a number: the same unless a range was said."""


def one_amount(fits: Sequence[Mention], said: Sequence[Mention], fact: Fact, *, sure: bool) -> Amount:
    """What the numbers that fit make, among all that are `said`. Raises TwoMeanings where they make none."""
    amounts = [converted(m, fact) for m in fits]
    if len(fits) == 1:
        times = _times(said, fits[0])
        foreign = "" if fits[0].currency in ("", "usd") else fits[0].currency
        parts = fact.name == "retrieved_tokens" and _counts_parts(said, fits[0])
        return Amount(amounts[0][0] * times, amounts[0][1] * times, sure and (times == 1 or parts), foreign)
    if fact.name.startswith("longest"):
        return Amount(*max(amounts))
    if fact.unit == "examples" and _parts_of_a_set(fits):
        return Amount(*_sum(amounts))
    if fact.unit.startswith("tokens") and (_added(fits) or all(m.lead for m in fits)):
        return Amount(*_sum(amounts), sure and _added(fits))
    named = [a for m, a in zip(fits, amounts, strict=True) if m.noun and fact.unit.startswith("tokens")]
    if len(named) == 1:
        return Amount(*named[0])
    raise TwoMeanings("several numbers", "one number")


def _sum(amounts: Sequence[Ends]) -> Ends:
    """The ends of several ranges together."""
    return sum((low for low, _ in amounts), Fraction(0)), sum((high for _, high in amounts), Fraction(0))


def _parts_of_a_set(fits: Sequence[Mention]) -> bool:
    """Whether each counts one part of a set of examples: "300 to train and 100 to test"."""
    return all(says(m.noun[:2], "example_parts") for m in fits)


def _counts_parts(said: Sequence[Mention], one: Mention) -> bool:
    """Whether what stands before a number counts pieces of text: "ten chunks of 400"."""
    before = said[: said.index(one)][-1:]
    return any(says(m.noun, "pieces") for m in before)


def converted(m: Mention, fact: Fact) -> Ends:
    """The ends of a number in the fact's unit. Raises BadInput and WrongUnit where it has another."""
    sign = "$" if m.currency and fact.unit.startswith("USD") else m.currency
    low, high = Number(m.low, currency=sign), Number(m.high, currency=sign)
    if m.percent:
        unit = "%"
    elif fact.unit in SPANS:
        unit = m.noun[0] if m.noun else m.per
    else:
        unit = "tokens" if fact.unit.startswith("tokens") else ""
    if m.per and fact.unit not in SPANS:
        unit = f"{unit}/{m.per}"
    return units.convert(low, unit, fact), units.convert(high, unit, fact)


def _times(said: Sequence[Mention], one: Mention) -> Fraction:
    """How many of it there are, as in "3 documents of 4k"; 1 where that is not said."""
    before = said[: said.index(one)]
    if not before or before[-1].clause != one.clause or one.lead[-1:] != ("of",):
        return Fraction(1)
    return before[-1].value / (100 if before[-1].percent else 1)


def _added(fits: Sequence[Mention]) -> bool:
    return all("plus" in m.lead for m in fits[1:])
