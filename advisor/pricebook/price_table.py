"""Cells of the price book's tables: figures and the names of values."""

from __future__ import annotations

from collections.abc import Sequence

NONE = "–"


def figure(value: float | None) -> str:
    """A count or a price in full: `730`, `2.50`, `0.000075`; a dash for none."""
    if value is None:
        return NONE
    whole, _, digits = f"{value:,.9f}".rstrip("0").partition(".")
    return f"{whole}.{digits.ljust(2, '0')}" if digits else whole


def figures(column: Sequence[float | None], *, cents: bool) -> list[str]:
    """The figures of a column; with `cents`, all of them have two digits after the point at least."""
    shown = [figure(value) for value in column]
    return [c + ".00" if cents and c != NONE and "." not in c else c for c in shown]


def name(key: str) -> str:
    """A value's name for people: `cached_input` is `cached input`."""
    return key.replace("_", " ")
