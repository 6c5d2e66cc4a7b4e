"""Forest plots of a report: scores on the scale with the bar as a line, differences with the margin as one."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.evals.quality_report import ModelQuality, QualityGap
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.forest_plot import PlotAxis, PlottedInterval, plot_axis, plot_line, plot_ticks

NAME = 26
WIDTH = 22


class ScorePlot:
    """Scores of models on one axis; `bar` as a share of the scale, where there is one."""

    def __init__(self, models: Sequence[ModelQuality], bar: float | None) -> None:
        self._marks = [] if bar is None else [bar]
        self._axis = plot_axis([_scored(m) for m in models if m.score is not None], self._marks, 0.0, 1.0)

    def line(self, model: ModelQuality) -> str:
        """One model: name, score, interval, and its bounds."""
        shown = plot_line(_scored(model), self._axis, self._marks, WIDTH)
        span = f"{words.share(model.low)} to {words.share(model.high)}"
        return f"  {one_line(model.name, NAME):<{NAME}}  {words.share(model.score or 0):>7}  {shown}  {span}"

    @property
    def ticks(self) -> str:
        """The line under the intervals."""
        *first, last = [words.share(t) for t in self._axis.ticks]
        labels = [*(t.removesuffix(" %") for t in first), last]
        return " " * (NAME + 13) + plot_ticks(self._axis, labels, WIDTH).rstrip()


class GapPlot:
    """Differences from another model on one axis, with no difference and the margin marked."""

    def __init__(self, gaps: Sequence[QualityGap]) -> None:
        self._marks = sorted({0.0, *(-g.margin for g in gaps)})
        known = [i for g in gaps if (i := _differs(g)) is not None]
        self._axis: PlotAxis = plot_axis(known, self._marks, -1.0, 1.0)

    def line(self, gap: QualityGap) -> str:
        """One comparison: name, interval, and its bounds in points."""
        interval = _differs(gap)
        assert interval is not None
        shown = plot_line(interval, self._axis, self._marks, WIDTH)
        span = f"{points(interval.low, sign=True, unit='')} to {points(interval.high, sign=True)}"
        return f"  {one_line(gap.model, NAME):<{NAME}}  {shown}  {span}"

    @property
    def ticks(self) -> str:
        """The line under the intervals."""
        labels = [points(t, sign=bool(t), unit="") for t in self._axis.ticks]
        return " " * (NAME + 4) + plot_ticks(self._axis, labels, WIDTH).rstrip()


def points(share: float, *, sign: bool = False, unit: str = " point") -> str:
    """A share in points: 0.03 is 3 points."""
    shown = f"{share * 100:{'+' if sign else ''}.1f}".replace("-", "−").removesuffix(".0")
    return shown + (unit if not unit or abs(share) == 0.01 else f"{unit}s")


def _scored(model: ModelQuality) -> PlottedInterval:
    return PlottedInterval(model.low, model.score or 0.0, model.high)


def _differs(gap: QualityGap) -> PlottedInterval | None:
    if gap.low is None or gap.high is None or gap.difference is None:
        return None
    return PlottedInterval(gap.low, gap.difference, gap.high)
