"""Lines on log-log axes in braille cells: numbers in, characters with a role out, no terminal needed.

Dots of different lines are merged, so a crossing stays visible, and dashes keep lines apart without colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.text.words import MAGNITUDES

_DOT = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800

Kind = Literal["blank", "axis", "line", "mark"]


@dataclass(frozen=True)
class Curve:
    """A curve: `ys` follow the chart's xs, None is a gap; `dash` dots on and two off, 0 is solid."""

    name: str
    ys: Sequence[float | None]
    dash: int = 0


@dataclass(frozen=True)
class Mark:
    """A vertical line at `x`. `on_axis` writes its name on the x axis, else above the plot."""

    name: str
    x: float
    char: str = "┊"
    on_axis: bool = False


@dataclass(frozen=True)
class Cell:
    """One character, and what it belongs to: `index` counts within the lines or the marks."""

    char: str = " "
    kind: Kind = "blank"
    index: int = 0


Grid = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class _Scale:
    """A log axis: values `low` to `high` onto dots 0 to `dots - 1`."""

    low: float
    high: float
    dots: int

    def dot(self, value: float) -> float:
        return (math.log10(value) - self.low) / (self.high - self.low) * (self.dots - 1)

    def holds(self, value: float) -> bool:
        return value > 0 and self.low - 1e-9 <= math.log10(value) <= self.high + 1e-9

    def ticks(self, most: int) -> list[float]:
        """Decades on this axis, thinned to at most `most`; 1-2-5 steps where there are under two decades."""
        decades = range(math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9) + 1)
        if len(decades) < 2:
            whole = range(math.floor(self.low), math.ceil(self.high) + 1)
            return [v for d in whole for m in (1, 2, 5) if self.holds(v := m * 10.0**d)][: max(1, most)]
        step = max(1, math.ceil(len(decades) / max(1, most)))
        return [10.0**d for d in decades[::step]]


def short(value: float) -> str:
    """A tick label: 1500 -> "1.5k", 2e6 -> "2M"."""
    for size, letter in MAGNITUDES:
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


_LARGEST_DECADE = 308


def decades(values: Sequence[float], most: int = 8) -> tuple[float, float]:
    """Whole powers of ten that hold every positive value of `values`, at most `most` decades from the top."""
    logs = [math.log10(v) for v in values if v > 0 and math.isfinite(v)]
    low, high = math.floor(min(logs) + 1e-9), math.ceil(max(logs) - 1e-9)
    top = min(max(high, low + 1), _LARGEST_DECADE)
    return 10.0 ** min(max(low, high - most), top - 1), 10.0**top


def spread(low: float, high: float, count: int) -> list[float]:
    """`count` values from `low` to `high`, evenly spaced on a log axis."""
    a, b = math.log10(low), math.log10(high)
    return [10 ** (a + (b - a) * i / (count - 1)) for i in range(count)]


def draw(
    xs: Sequence[float],
    lines: Sequence[Curve],
    marks: Sequence[Mark] = (),
    *,
    width: int,
    height: int,
) -> Grid:
    """The chart as `height` rows of `width` cells: names of marks, plot, x axis, x labels.

    `xs` are positive and rising. Values that are unknown, not positive or not finite leave a gap. A box
    too small for axes (under 16 x 5), or no point at all, gives blank cells.
    """
    points = [y for line in lines for y in line.ys if y is not None and y > 0 and math.isfinite(y)]
    if width < 16 or height < 5 or not points or len(xs) < 2:
        return tuple(tuple(Cell() for _ in range(width)) for _ in range(height))
    rows = height - 3
    low, high = decades(points)
    y_scale = _Scale(math.log10(low), math.log10(high), rows * 4)
    ticks = y_scale.ticks(max(2, rows // 2))
    y_ticks = {rows - 1 - round(y_scale.dot(v)) // 4: f"${short(v)}" for v in ticks}
    margin = max(len(t) for t in y_ticks.values()) + 1
    columns = width - margin
    x_scale = _Scale(math.log10(xs[0]), math.log10(xs[-1]), columns * 2)
    plot = _plot(xs, lines, marks, x_scale, y_scale)
    return (
        tuple([Cell()] * margin + _names(marks, x_scale, columns)),
        *(
            tuple([Cell(c, "axis") for c in _y_label(y_ticks.get(i), margin)] + row)
            for i, row in enumerate(plot)
        ),
        tuple([Cell(c, "axis") for c in " " * (margin - 1) + "└"] + _axis(marks, x_scale, columns)),
        tuple(Cell(c, "axis") for c in _x_labels(x_scale, margin, width)),
    )


def _column(scale: _Scale, value: float) -> int:
    return min(scale.dots // 2 - 1, round(scale.dot(value)) // 2)


def _plot(
    xs: Sequence[float], lines: Sequence[Curve], marks: Sequence[Mark], x_scale: _Scale, y_scale: _Scale
) -> list[list[Cell]]:
    columns, rows = x_scale.dots // 2, y_scale.dots // 4
    dots = [[0] * columns for _ in range(rows)]
    owner = [[0] * columns for _ in range(rows)]
    for index, line in enumerate(lines):
        for x, y in _trace(xs, line, x_scale, y_scale):
            if 0 <= x < x_scale.dots and 0 <= y < y_scale.dots:
                dots[y // 4][x // 2] |= _DOT[y % 4][x % 2]
                owner[y // 4][x // 2] = index
    grid = [
        [Cell(chr(_BRAILLE + d), "line", o) if d else Cell() for d, o in zip(ds, os, strict=True)]
        for ds, os in zip(dots, owner, strict=True)
    ]
    for index, mark in enumerate(marks):
        if x_scale.holds(mark.x):
            column = _column(x_scale, mark.x)
            for row in grid:
                if row[column].kind == "blank":
                    row[column] = Cell(mark.char, "mark", index)
    return grid


def _trace(xs: Sequence[float], line: Curve, x_scale: _Scale, y_scale: _Scale) -> list[tuple[int, int]]:
    """Dots of one line, from the top left; its dashes count along the line, so steep parts keep them."""
    found: list[tuple[int, int]] = []
    previous: tuple[float, float] | None = None
    walked = 0
    for x, y in zip(xs, line.ys, strict=True):
        if y is None or not y > 0 or not math.isfinite(y):
            previous = None
            continue
        here = (x_scale.dot(x), y_scale.dots - 1 - y_scale.dot(y))
        start = previous or here
        steps = max(1, math.ceil(max(abs(here[0] - start[0]), abs(here[1] - start[1]))))
        for k in range(steps):
            walked += 1
            if not line.dash or walked % (line.dash + 2) < line.dash:
                x_dot, y_dot = (a + (b - a) * (k + 1) / steps for a, b in zip(start, here, strict=True))
                found.append((round(x_dot), round(y_dot)))
        previous = here
    return found


def _names(marks: Sequence[Mark], scale: _Scale, columns: int) -> list[Cell]:
    row = [Cell()] * columns
    for index, mark in enumerate(marks):
        if mark.on_axis or not scale.holds(mark.x):
            continue
        start = max(0, min(_column(scale, mark.x), columns - len(mark.name)))
        around = row[max(0, start - 1) : start + len(mark.name) + 1]
        if all(c.kind == "blank" for c in around) and len(mark.name) <= columns:
            row[start : start + len(mark.name)] = [Cell(c, "mark", index) for c in mark.name]
    return row


def _axis(marks: Sequence[Mark], scale: _Scale, columns: int) -> list[Cell]:
    row = [Cell("─", "axis")] * columns
    for value in scale.ticks(columns):
        row[_column(scale, value)] = Cell("┬", "axis")
    for index, mark in enumerate(marks):
        if mark.on_axis and scale.holds(mark.x):
            text, at = f"▲{mark.name}", _column(scale, mark.x)
            if at + len(text) > columns:
                text, at = f"{mark.name}▲", at - len(mark.name)
            row[at : at + len(text)] = [Cell(c, "mark", index) for c in text]
    return row[:columns]


def _y_label(label: str | None, margin: int) -> str:
    return f"{label or '':>{margin - 1}}" + ("┤" if label else "│")


def _x_labels(scale: _Scale, margin: int, width: int) -> str:
    row = [" "] * width
    free = 0
    for value in scale.ticks(max(2, (width - margin) // 6)):
        label = short(value)
        start = max(0, min(margin + _column(scale, value) - len(label) // 2, width - len(label)))
        if start >= free:
            row[start : start + len(label)] = label
            free = start + len(label) + 1
    return "".join(row)
