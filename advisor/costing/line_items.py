"""The lines of a bill. A line is a product of factors: its value and its formula come from the same factors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from msgspec import Struct

from advisor.costing.arrays import Num, is_plain

Period = Literal["once", "month", "call"]

PER_MILLION = 1e-6
GIGA, TERA = 1e9, 1e12
SECONDS_PER_DAY = 86_400


class Factor(Struct, frozen=True):
    """One number of a formula with its unit. Units: `USD...` (money), `USD/1M ...` (per million), or a count."""

    value: Num
    unit: str
    divides: bool = False

    @property
    def amount(self) -> Num:
        """The value as it enters the product."""
        scaled = self.value * PER_MILLION if self.unit.startswith("USD/1M") else self.value
        return 1 / scaled if self.divides else scaled

    def __str__(self) -> str:
        if not is_plain(self.value):
            shown = "(samples)"
        elif self.unit.startswith("USD"):
            shown = f"${_digits(float(self.value), cents=True)}"
        else:
            shown = _digits(float(self.value))
        unit = self.unit.removeprefix("USD")
        joint = "" if unit.startswith("/") or not unit else " "
        return f"{'÷ ' if self.divides else ''}{shown}{joint}{unit}"


SECONDS_AN_HOUR = Factor(3600.0, "s/h", divides=True)


def _digits(value: float, *, cents: bool = False) -> str:
    """The value in full up to six decimals (two from 1,000 on), so that a reader can compute along."""
    places = 2 if abs(value) >= 1000 else 6 if abs(value) >= 1e-4 or value == 0 else 10
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    rest = rest.rstrip("0")
    if not rest:
        return whole
    return f"{whole}.{rest.ljust(2, '0') if cents else rest}"


class LineItem(Struct, frozen=True, dict=True):
    """One item of a bill. `period`: once; month; or call (per request, times the volume a month)."""

    item: str
    period: Period
    factors: tuple[Factor, ...]
    cites: tuple[str, ...] = ()
    as_of: str | None = None
    kind: str = ""

    @cached_property
    def usd(self) -> Num:
        """USD once, a month, or a call."""
        product: Num = 1.0
        for factor in self.factors:
            product = product * factor.amount
        return product

    @property
    def formula(self) -> str:
        """The factors as text."""
        return " × ".join(str(f) for f in self.factors).replace("× ÷", "÷")


def total(lines: Iterable[LineItem], period: Period, kind: str | None = None) -> Num:
    """Sum in USD of the lines of one period (and one kind)."""
    amount: Num = 0.0
    for line in lines:
        if line.period == period and (kind is None or line.kind == kind):
            amount = amount + line.usd
    return amount
