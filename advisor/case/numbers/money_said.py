"""Money that people name in their own currency, as US dollars at a dated rate."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from fractions import Fraction

from advisor.case.answer import Answer, number_answer
from advisor.case.fact_type import Fact
from advisor.case.numerals import exchange, quantity, units
from advisor.errors import BadInput

OWN_RATE = "the case's rate"
"""What the note of money says that was changed at a rate of the case itself."""
_NOTE = re.compile(r"([A-Z]{3}) [\d.,e+]+ at [\d.]+ USD, .+?(\d{4}-\d{2}-\d{2})?")


def in_dollars(
    low: Fraction, high: Fraction, fact: Fact, currency: str, rates: Mapping[str, Mapping[str, float]]
) -> Answer:
    """A number of `fact`; money of another currency at its dated rate, with that in the note.

    Raises BadInput where no rate is known: none is invented.
    """
    if not currency:
        read = quantity.between(low, high, fact, units.shown(low))
        return number_answer(read)
    shown = f"{currency.upper()} {float((low + high) / 2):,.6g}"
    rate = exchange.known_rate(currency.upper(), rates)
    if rate is None:
        dated = f"US dollars, or a rate in the case: prices: {currency.upper()}@2026-11-20: {{usd: 1.1}}"
        raise BadInput(f"{fact.name}: no exchange rate is known", text=shown, expected=dated)
    read = quantity.between(_cents(low, rate.usd), _cents(high, rate.usd), fact, shown)
    note = f"{shown} at {rate.usd:.4f} USD, {rate.source}, {rate.day}"
    return Answer(read.value, note=note, low=read.low, high=read.high)


def names_rate(note: str) -> bool:
    """Whether a note tells which money of another currency an answer was, and its dated rate."""
    return _NOTE.fullmatch(note) is not None


def rate_named(note: str) -> tuple[str, datetime.date] | None:
    """The currency and the day of the rate that a note tells of; None where it tells of none."""
    found = _NOTE.fullmatch(note)
    return (found[1], datetime.date.fromisoformat(found[2])) if found and found[2] else None


def _cents(amount: Fraction, usd: float) -> Fraction:
    return Fraction(round(float(amount) * usd, 2)).limit_denominator(100)
