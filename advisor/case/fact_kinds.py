"""The kinds of fact that most are of, a line each."""

from __future__ import annotations

from typing import Any

from advisor.case.fact_type import LARGEST, Fact


def number(name: str, unit: str, says: str, low: float = 0, high: float = LARGEST, **more: Any) -> Fact:
    """A number of some unit, from `low` to `high`."""
    return Fact(name, "number", says, unit, low, high, **more)


def flag(name: str, says: str, **more: Any) -> Fact:
    """A yes or a no."""
    return Fact(name, "bool", says, **more)


def choice(name: str, says: str, *values: str, **more: Any) -> Fact:
    """One of some values."""
    return Fact(name, "choice", says, values=values, **more)
