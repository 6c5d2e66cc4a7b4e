"""Geometry of the page's charts: where lines, bars and labels go. The templates draw them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.case.routes import BandEdges
from advisor.decision.decision import Decision, RouteCost
from advisor.decision.money.cost_tables import cost_curve
from advisor.report import wording
from advisor.text import words

WIDTH = 720
_POINTS = 121
_LABEL_GAP = 15.0


@dataclass(frozen=True)
class Tick:
    """A labelled position on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class ChartLine:
    """One route's cost by volume. `rank` 0 is the verdict, 1 a route it is compared with, 2 any other."""

    route: str
    points: str
    label_y: float
    end_y: float
    rank: int


@dataclass(frozen=True)
class Band:
    """A stretch of volumes between two multiples of break-even."""

    label: str
    left: float
    width: float
    kind: str


@dataclass(frozen=True)
class BreakEvenDrawing:
    """USD a month, one-time cost spread over the horizon, by requests a month; both logarithmic."""

    left: float
    right: float
    top: float
    bottom: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[ChartLine, ...]
    bands: tuple[Band, ...]
    here: float
    crossing: float | None


@dataclass(frozen=True)
class Segment:
    """One part of a bar."""

    left: float
    width: float
    kind: str
    title: str


@dataclass(frozen=True)
class ChartBar:
    """One bar with its labels; `top` is its upper edge."""

    label: str
    top: float
    segments: tuple[Segment, ...]
    value: str
    value_x: float
    note: str
    chosen: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from a common zero."""

    height: float
    zero: float
    bars: tuple[ChartBar, ...]


def break_even(decision: Decision) -> BreakEvenDrawing | None:
    """The lines of all available routes around this workload's volume; None without it, or with one line alone."""
    volume = decision.facts.get("requests_per_month")
    if not isinstance(volume, int | float) or volume <= 0:
        return None
    crossing = decision.break_even.requests_per_month
    if crossing is not None and not 0 < crossing < math.inf:
        crossing = None
    low, high = _volumes(float(volume), crossing, decision.bands)
    steps = [low * (high / low) ** (i / (_POINTS - 1)) for i in range(_POINTS)]
    curves = {
        r.id: costs
        for r in decision.weighed
        if r.available and (costs := _curve(decision, r.id, steps)) is not None
    }
    if len(curves) < 2:
        return None
    top_cost = max(max(c) for c in curves.values())
    low_cost = max(min(min(c) for c in curves.values()), top_cost / 1e5, 0.01)
    frame = _Frame(low, high, low_cost, max(top_cost, low_cost * 10))
    return BreakEvenDrawing(
        left=frame.left,
        right=frame.right,
        top=frame.top,
        bottom=frame.bottom,
        x_ticks=tuple(Tick(frame.x(t), words.short(t)) for t in _decades(low, high)),
        y_ticks=tuple(Tick(frame.y(t), words.money(t)) for t in _decades(frame.y_low, frame.y_high)),
        lines=_lines(decision, frame, steps, curves),
        bands=_bands(frame, crossing, decision.bands) if crossing is not None else (),
        here=frame.x(float(volume)),
        crossing=frame.x(crossing) if crossing is not None else None,
    )


def breakdown(decision: Decision) -> BarChart | None:
    """The horizon cost of each priced route: once, monthly, and what follows after a tuned model ends."""
    months = wording.horizon(decision)
    priced = [r for r in decision.weighed if r.horizon_usd is not None]
    if months is None or not priced:
        return None
    largest = max(r.horizon_usd or 0.0 for r in priced)
    if largest <= 0:
        return None
    zero, room = 110.0, WIDTH - 110.0 - 90.0
    bars = tuple(
        _cost_bar(decision, r, _Axis(zero, room / largest, months), 10.0 + i * 46.0)
        for i, r in enumerate(priced)
    )
    return BarChart(20.0 + len(bars) * 46.0, zero, bars)


def waterfall(decision: Decision) -> BarChart | None:
    """The steps from today's bill to the tuned bill, each starting where the last one ended."""
    steps = decision.attribution
    if not steps:
        return None
    levels = [0.0]
    for s in steps:
        levels.append(levels[-1] + s.usd_per_month)
    low, high = min(levels), max(levels)
    if high == low:
        return None
    room, left = WIDTH - 360.0 - 80.0, 360.0
    scale = room / (high - low)
    zero = left - low * scale
    bars = []
    total = wording.total_saving(decision)
    spans = [(s.step, a, b) for s, a, b in zip(steps, levels, levels[1:], strict=False)]
    for i, (label, a, b) in enumerate([*spans, ("all of it", 0.0, total)]):
        begin, end = sorted((zero + a * scale, zero + b * scale))
        kind = "total" if i == len(steps) else "saved" if b >= a else "added"
        shown = f"{'+' if b < a else '−'}{words.money(abs(b - a))}" if b != a else words.money(0)
        title = f"{label}: {words.dollars(b - a)} a month saved"
        segment = Segment(begin, max(end - begin, 1.0), kind, title)
        bars.append(ChartBar(label, 10.0 + i * 30.0, (segment,), shown, end + 6.0, ""))
    return BarChart(16.0 + len(bars) * 30.0, zero, tuple(bars))


@dataclass(frozen=True)
class _Frame:
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    left: float = 64.0
    right: float = WIDTH - 96.0
    top: float = 34.0
    bottom: float = 300.0

    def x(self, volume: float) -> float:
        part = math.log(volume / self.x_low) / math.log(self.x_high / self.x_low)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def y(self, cost: float) -> float:
        part = math.log(max(cost, self.y_low) / self.y_low) / math.log(self.y_high / self.y_low)
        return self.bottom - min(part, 1.0) * (self.bottom - self.top)


def _volumes(volume: float, crossing: float | None, bands: BandEdges) -> tuple[float, float]:
    shown = [volume] if crossing is None else [volume, crossing, crossing * bands.train]
    return min(shown) / 5, max(shown) * 5


def _curve(decision: Decision, route: str, volumes: Sequence[float]) -> list[float] | None:
    costs = cost_curve(decision, route, volumes)
    if costs is None or not all(math.isfinite(c) for c in costs):
        return None
    return [float(c) for c in costs]


def _lines(
    decision: Decision, frame: _Frame, steps: Sequence[float], curves: dict[str, list[float]]
) -> tuple[ChartLine, ...]:
    compared = {decision.break_even.reference_route, decision.break_even.tuned_route}
    ends = sorted((frame.y(costs[-1]), route) for route, costs in curves.items())
    label_at: dict[str, float] = {}
    last = -math.inf
    for y, route in ends:
        last = max(y, last + _LABEL_GAP)
        label_at[route] = last
    overshoot = max(0.0, last - frame.bottom)
    lines = []
    for route, costs in curves.items():
        points = " ".join(f"{frame.x(v):.1f},{frame.y(c):.1f}" for v, c in zip(steps, costs, strict=True))
        rank = 0 if route == decision.verdict.route else 1 if route in compared else 2
        lines.append(ChartLine(route, points, label_at[route] - overshoot, frame.y(costs[-1]), rank))
    return tuple(sorted(lines, key=lambda line: -line.rank))


def _bands(frame: _Frame, crossing: float, bands: BandEdges) -> tuple[Band, ...]:
    stay, train = (f"{words.count(times)}x" for times in bands)
    edges = (
        (f"1x to {stay}", crossing, bands.stay * crossing, "below"),
        (f"{stay} to {train}", bands.stay * crossing, bands.train * crossing, "between"),
        (f"{train} and more", bands.train * crossing, math.inf, "above"),
    )
    made = []
    for label, start, end, kind in edges:
        left, right = frame.x(start), frame.x(min(end, frame.x_high))
        if right > left:
            made.append(Band(label, left, right - left, kind))
    return tuple(made)


def _decades(low: float, high: float) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    stride = max(1, math.ceil((last - first + 1) / 8))
    return [10.0**e for e in range(first, last + 1, stride)]


@dataclass(frozen=True)
class _Axis:
    zero: float
    per_usd: float
    months: float


def _cost_bar(decision: Decision, r: RouteCost, scale: _Axis, top: float) -> ChartBar:
    segments: list[Segment] = []
    at, total = scale.zero, r.horizon_usd or 0.0
    spent = 0.0
    for line in sorted(r.lines, key=lambda x: x.period != "once"):
        usd = line.usd if line.period == "once" else line.usd * scale.months
        usd = min(max(usd, 0.0), max(total - spent, 0.0))
        spent += usd
        width = usd * scale.per_usd
        if width >= 0.5:
            period = "once" if line.period == "once" else "a month"
            segments.append(
                Segment(at, width, line.period, f"{line.item}: {words.dollars(line.usd)} {period}")
            )
        at += width
    if (rest := (total - spent) * scale.per_usd) >= 0.5:
        segments.append(Segment(at, rest, "rest", "the reference route, once the tuned model has ended"))
    biggest = sorted(r.lines, key=lambda x: -x.usd * (1 if x.period == "once" else scale.months))[:2]
    note = ", ".join(
        f"{x.item} {words.money(x.usd)}{'' if x.period == 'once' else '/month'}" for x in biggest
    )
    if not r.available:
        note = "closed; " + note if note else "closed"
    end = scale.zero + total * scale.per_usd
    return ChartBar(
        r.id, top, tuple(segments), words.money(total), end + 6.0, note, r.id == decision.verdict.route
    )
