"""Dated exchange rates: those a case gives, else the shipped ones; without one a figure stays in its own currency."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping

from msgspec import Struct

from advisor.errors import BadInput
from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE

_DATED = re.compile(r"([A-Z]{3})@(\d{4}-\d{2}-\d{2})")
_USD = "usd"


class ExchangeRate(Struct, frozen=True):
    """US dollars for one unit of a currency, on the day and by whom it was published."""

    usd: float
    day: datetime.date
    source: str


def known_rate(currency: str, rates: Mapping[str, Mapping[str, float]]) -> ExchangeRate | None:
    """The case's newest rate of `currency`, else the one of knowledge/exchange_rates.yaml; None without any."""
    if own := usd_per(currency, rates, datetime.date.max):
        return ExchangeRate(*own, "the case's rate")
    return shipped_rates().get(currency)


@functools.cache
def shipped_rates() -> Mapping[str, ExchangeRate]:
    """The rate of every currency in knowledge/exchange_rates.yaml, by its code."""
    data = yaml_cache.read(KNOWLEDGE / "exchange_rates.yaml").data
    dollars, day, source = data["per_euro"]["USD"], data["as_of"], data["source"]
    return {code: ExchangeRate(dollars / units, day, source) for code, units in data["per_euro"].items()}


def is_rate(entry: str) -> bool:
    """Whether a negotiated entry is an exchange rate: `GBP@2026-11-20`."""
    return _DATED.fullmatch(entry) is not None


def usd_per(
    currency: str, rates: Mapping[str, Mapping[str, float]], on: datetime.date
) -> tuple[float, datetime.date] | None:
    """USD for one unit of `currency` by the case's newest rate not after `on`, and its date; None without one.

    Raises BadInput for a rate without `usd` or with a day that does not exist.
    """
    found: dict[datetime.date, float] = {}
    for entry, values in rates.items():
        written = _DATED.fullmatch(entry)
        if written is None or written[1] != currency:
            continue
        try:
            day = datetime.date.fromisoformat(written[2])
        except ValueError:
            raise BadInput("prices: no such day", text=entry, expected=f"{currency}@2026-11-20") from None
        if set(values) != {_USD}:
            raise BadInput(f"prices: {entry} takes one value", text=", ".join(values), expected="usd: number")
        found[day] = values[_USD]
    known = [day for day in found if day <= on]
    return (found[max(known)], max(known)) if known else None
