"""A forest plot in characters: intervals on one axis in braille dots, the middle as a point, marks as lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_LEFT, _RIGHT, _BOTH = "⠂", "⠐", "⠒"
_POINT, _MARK, _EMPTY = "●", "┊", " "
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_MOST_STEPS = 5


@dataclass(frozen=True)
class PlottedInterval:
    """One interval and its middle, on any scale."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class PlotAxis:
    """From `low` to `high`, with `ticks` at round values."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the low end to 1 at the high one; beyond the ends at the end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def plot_axis(
    intervals: Sequence[PlottedInterval], marks: Sequence[float], low_end: float, high_end: float
) -> PlotAxis:
    """The shortest axis of round ends within the scale that holds every interval and mark."""
    values = [*(x for i in intervals for x in (i.low, i.high)), *marks] or [low_end, high_end]
    span = max(max(values) - min(values), _STEPS[0])
    step = next((s for s in _STEPS if span / s <= _MOST_STEPS), _STEPS[-1])
    low = max(math.floor(min(values) / step + 1e-9) * step, low_end)
    high = min(math.ceil(max(values) / step - 1e-9) * step, high_end)
    if high <= low:
        low, high = max(low - step, low_end), min(high + step, high_end)
    first, count = math.ceil(low / step - 1e-9), math.floor((high - low) / step + 1e-9)
    return PlotAxis(low, high, tuple(round((first + i) * step, 6) for i in range(count + 1)))


def plot_line(interval: PlottedInterval, axis: PlotAxis, marks: Sequence[float], width: int) -> str:
    """One interval in `width` characters of two dots each."""
    dots = width * 2
    low, high = (round(axis.share(x) * (dots - 1)) for x in (interval.low, interval.high))
    cells = [_EMPTY] * width
    for mark in marks:
        cells[_cell(mark, axis, width)] = _MARK
    for at in range(low // 2, high // 2 + 1):
        left, right = low <= at * 2 <= high, low <= at * 2 + 1 <= high
        cells[at] = _BOTH if left and right else _LEFT if left else _RIGHT
    cells[_cell(interval.middle, axis, width)] = _POINT
    return "".join(cells)


def plot_ticks(axis: PlotAxis, labels: Sequence[str], width: int) -> str:
    """The labels of the ticks in `width` characters, the ends first, others where there is room."""
    line = [" "] * width
    placed = sorted(
        zip(axis.ticks, labels, strict=True), key=lambda t: t[0] not in (axis.ticks[0], axis.ticks[-1])
    )
    for tick, label in placed:
        start = min(max(_cell(tick, axis, width) - len(label) // 2, 0), width - len(label))
        around = line[max(start - 1, 0) : start + len(label) + 1]
        if all(c == " " for c in around):
            line[start : start + len(label)] = label
    return "".join(line)


def _cell(value: float, axis: PlotAxis, width: int) -> int:
    return round(axis.share(value) * (width - 1))
