"""Today's bill as it was said, in the place of its tokens at their price, and how far the two are apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from advisor.costing.arrays import Num, divide, larger, largest, smaller, where
from advisor.costing.line_items import Factor, LineItem, total
from advisor.costing.workload import Workload


def as_said(lines: Sequence[LineItem], load: Workload, times: Sequence[Factor] = ()) -> tuple[LineItem, ...]:
    """One line in the place of `lines`, the calls of today's model and their hosting; `lines` where no bill was said.

    What its people cost stays beside it.

    `times`: what a later month, or a list that moved, makes of what is paid today.
    """
    if load.said_bill is None:
        return tuple(lines)
    bill = Factor(load.said_bill, "USD/month today's bill, as said")
    calls = Factor(load.first_volume, "requests/month", divides=True)
    said = LineItem("today's bill, as said", "call", (bill, calls, *times), kind="inference")
    return (said, *(line for line in lines if line.kind == "overhead"))


def later_as_said(
    lines: Sequence[LineItem],
    later: Sequence[tuple[float, tuple[LineItem, ...]]],
    load: Workload,
    times: Sequence[Factor] = (),
    lasts: float = math.inf,
) -> tuple[tuple[LineItem, ...], tuple[tuple[float, tuple[LineItem, ...]], ...]]:
    """Calls of today's model as said, which its announced prices move by ratio.

    From month `lasts` on another model serves: nobody said a bill for that, so it costs what its tokens do.
    """
    if load.said_bill is None or not lines:
        return tuple(lines), tuple(later)
    first = total(lines, "call")
    known = largest(first) > 0
    found = []
    for month, then in later:
        if month >= lasts:
            found.append((month, then))
            continue
        share = total(then, "call") / first if known else 1.0
        found.append((month, as_said(then, load, (Factor(share, "of today's price"), *times))))
    return as_said(lines, load, times), tuple(found)


def times_apart(said: Num, one: Num, other: Num) -> Num:
    """How many times the said bill is what its tokens cost, by the nearer of two computed ones; 1 between them."""
    low, high = smaller(one, other), larger(one, other)
    nearest = smaller(larger(said, low), high)
    return where(low > 0, divide(said, nearest), 1.0)


def left_of(said: Num, listed: Num, least: Num) -> Num:
    """The share of the said bill that is paid once calls cost `least` in place of `listed`.

    A bill below the list may hold a part of that already: it falls to `least`, or stays where it is below that.
    """
    most = where(listed > 0, divide(least, listed), 1.0)
    sure = smaller(divide(least, said), 1.0)
    return smaller(where(said >= listed, most, sure), 1.0)


class StillSaved(NamedTuple):
    """USD a month that a step saves of a said bill: at `least` where that holds it already, and at `most`."""

    least: float
    most: float


def still_saved(said: float, listed: float, before: float, after: float) -> StillSaved:
    """What a step from `before` to `after`, computed as `listed` without any saving is, leaves to save of `said`.

    By the ratio of the bill to the list, as negotiated prices go. A bill below the list may hold the step already:
    it saves at least what the bill is above `after`.
    """
    most = said * (before - after) / listed if listed > 0 else 0.0
    if said >= listed:
        return StillSaved(most, most)
    return StillSaved(max(min(min(said, before) - after, most), 0.0), most)
