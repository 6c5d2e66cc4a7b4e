"""Geometry of the forest plots: measured scores with the bar, and differences from today's model with the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.report.charts.chart_geometry import WIDTH, Tick
from advisor.report.quality_tables import points
from advisor.text import words
from advisor.text.forest_plot import PlotAxis, PlottedInterval, plot_axis

if TYPE_CHECKING:
    from advisor.case.eval_record import EvalRecord

_LEFT, _VALUES = 250.0, 150.0
_TOP, _ROW = 24.0, 26.0


@dataclass(frozen=True)
class ForestLine:
    """One interval from `low` to `high` with its point, on the line at `y`."""

    label: str
    y: float
    low: float
    middle: float
    high: float
    value: str


@dataclass(frozen=True)
class ForestDrawing:
    """`marks`: labelled lines across; `ticks`: of the axis under the intervals."""

    says: str
    height: float
    left: float
    right: float
    bottom: float
    lines: tuple[ForestLine, ...]
    marks: tuple[Tick, ...]
    ticks: tuple[Tick, ...]


def forest_charts(record: EvalRecord) -> tuple[ForestDrawing, ...]:
    """The scores, and the paired differences where there are any."""
    scores = [
        (m.name, PlottedInterval(m.low, m.score, m.high), f"{words.share(m.low)} to {words.share(m.high)}")
        for m in record.models
    ]
    bar = record.bar_share
    marks = [] if bar is None else [(bar, f"bar {words.share(bar)}")]
    found = [_drawing("Measured scores", scores, marks, (0.0, 1.0))] if scores else []
    gaps = [
        (m.name, PlottedInterval(p.low, p.difference, p.high), f"{points(p.low)} to {points(p.high)}")
        for m in record.models if (p := m.pairs) is not None
    ]  # fmt: skip
    if gaps:
        zero = [(0.0, "no difference")]
        found.append(_drawing(f"Points above or below {record.baseline}", gaps, zero, (-1.0, 1.0)))
    return tuple(found)


def _drawing(
    says: str,
    rows: Sequence[tuple[str, PlottedInterval, str]],
    marks: Sequence[tuple[float, str]],
    ends: tuple[float, float],
) -> ForestDrawing:
    axis = plot_axis([i for _, i, _ in rows], [m for m, _ in marks], *ends)
    bottom = _TOP + len(rows) * _ROW
    lines = tuple(
        ForestLine(
            label, _TOP + (n + 0.5) * _ROW, _x(axis, i.low), _x(axis, i.middle), _x(axis, i.high), value
        )
        for n, (label, i, value) in enumerate(rows)
    )
    shown = words.share if ends[0] == 0 else points
    return ForestDrawing(
        says, bottom + 24.0, _LEFT, WIDTH - _VALUES, bottom, lines,
        tuple(Tick(_x(axis, at), label) for at, label in marks),
        tuple(Tick(_x(axis, at), shown(at)) for at in axis.ticks),
    )  # fmt: skip


def _x(axis: PlotAxis, value: float) -> float:
    return _LEFT + axis.share(value) * (WIDTH - _VALUES - _LEFT)
