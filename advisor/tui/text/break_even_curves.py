"""Which curves, marks and volumes the break-even chart shows for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.text import words
from advisor.text.braille_chart import Curve, Mark, decades, spread

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

POINTS = 96
_MARGIN = 10.0
_DASHES = (0, 4, 1)


@dataclass(frozen=True)
class Picture:
    """What the chart widget draws: monthly USD against requests a month."""

    xs: Sequence[float]
    lines: tuple[Curve, ...]
    marks: tuple[Mark, ...]


def picture(decision: Decision) -> Picture | None:
    """Today's prompt, the reference and the tuned route against volume; None while they cannot be priced."""
    from advisor.decision.money.cost_tables import (
        cost_curve,
    )  # the costing is for later than the first screen

    volume = decision.volume
    even = decision.break_even
    if not volume:
        return None
    meets = even.requests_per_month
    around = [volume / _MARGIN, volume * _MARGIN]
    if meets:
        around += [meets / _MARGIN, meets * _MARGIN]
    low, high = decades([v for v in around if v >= 1] or [1.0])
    xs = spread(low, high, POINTS)
    wanted = dict.fromkeys(["prompt", even.reference_route, even.tuned_route, decision.verdict.route])
    curves = [(r, cost_curve(decision, r, xs)) for r in wanted if r]
    known = [(r, ys) for r, ys in curves if ys is not None][: len(_DASHES)]
    lines = tuple(Curve(r, ys, dash) for (r, ys), dash in zip(known, _DASHES, strict=False))
    marks = [Mark("you", volume, "┊", on_axis=True)]
    if meets:
        marks += [Mark(f"{words.count(times)}×", times * meets, "╎") for times in (1.0, *decision.bands)]
    return Picture(xs, lines, tuple(marks)) if lines else None
