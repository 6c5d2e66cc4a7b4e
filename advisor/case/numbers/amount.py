"""A number that answers a question."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct


class Amount(Struct, frozen=True):
    """A number in its fact's unit, between `low` and `high`; `sure`: nothing was guessed.

    `currency`: the money is in another one than the unit says.
    """

    low: Fraction
    high: Fraction
    sure: bool = False
    currency: str = ""
