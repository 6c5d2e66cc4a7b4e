"""Geometry of the tornado: what one input alone makes of the saving, as bars around the likely one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.report import confidence
from advisor.report.charts.chart_geometry import WIDTH, ChartBar, Segment
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.decision.decision import Decision
    from advisor.report.confidence import SwingRow
    from advisor.sensitivity import Outlook
    from advisor.sensitivity.tornado import Bar

_LEFT, _VALUES = 350.0, 125.0
_TOP, _ROW = 32.0, 36.0
_SHORTEST = 0.5
"""A segment that is shorter would not be seen."""


@dataclass(frozen=True)
class TornadoDrawing:
    """`left`: where bars may begin; `likely`: the line they stand on; `zero`: nothing saved, None when out of sight."""

    height: float
    left: float
    likely: float
    label: str
    zero: float | None
    bars: tuple[ChartBar, ...]


def tornado_chart(decision: Decision, outlook: Outlook) -> TornadoDrawing | None:
    """The widest bars; None if no tuned route is compared or nothing moves the saving."""
    found = outlook.tornado
    rows = confidence.swing_words(outlook)
    if found is None or not rows:
        return None
    widest = confidence.swing_rows(outlook)
    every = [found.likely, *(v for b in widest for v in (b.at_low, b.at_high))]
    low, high = min(every), max(every)
    scale = (WIDTH - _LEFT - _VALUES) / (high - low)

    def x(usd: float) -> float:
        return _LEFT + (usd - low) * scale

    bars = [
        _chart_bar(bar, row, _TOP + n * _ROW, found.likely, x)
        for n, (bar, row) in enumerate(zip(widest, rows, strict=True))
    ]
    return TornadoDrawing(
        height=_TOP + len(bars) * _ROW,
        left=_LEFT,
        likely=x(found.likely),
        label=f"likely {words.money(found.likely)}",
        zero=x(0.0) if low < 0 < high else None,
        bars=tuple(bars),
    )


def _chart_bar(bar: Bar, row: SwingRow, top: float, likely: float, x: Callable[[float], float]) -> ChartBar:
    """The bar of one input: a segment to each end of its range that is far enough from the likely saving."""
    segments = []
    for usd, end in ((bar.at_low, bar.input.low), (bar.at_high, bar.input.high)):
        left, right = sorted((x(usd), x(likely)))
        if right - left >= _SHORTEST:
            at = fact_words.amount(end, bar.input.unit)
            kind = "saved" if usd > likely else "added"
            title = f"{row.name} at {at}: {words.dollars(usd)} saved"
            segments.append(Segment(left, right - left, kind, title))
    least, most = sorted((bar.at_low, bar.at_high))
    value = f"{words.money(least)} to {words.money(most)}"
    return ChartBar(row.name, top, tuple(segments), value, max(x(most), x(likely)) + 6.0, row.ends)
