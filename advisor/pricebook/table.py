"""Plain tables: columns as wide as their longest cell, numbers right-aligned."""

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


def lay_out(rows: Sequence[Sequence[str]], right: Sequence[int], indent: str = "  ") -> list[str]:
    """Lines of a table; the columns in `right` are right-aligned, the last one is not padded."""
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = [
            c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def name(key: str) -> str:
    """A value's name for people: `cached_input` is `cached input`."""
    return key.replace("_", " ")
