"""Today's bill as it was said, in the place of its tokens at their price, and how far the two are apart."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.costing.arrays import largest
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
    calls = Factor(load.first, "requests/month", divides=True)
    said = LineItem("today's bill, as said", "call", (bill, calls, *times), kind="inference")
    return (said, *(line for line in lines if line.kind == "overhead"))


def later_as_said(
    lines: Sequence[LineItem],
    later: Sequence[tuple[float, tuple[LineItem, ...]]],
    load: Workload,
    times: Sequence[Factor] = (),
) -> tuple[tuple[LineItem, ...], tuple[tuple[float, tuple[LineItem, ...]], ...]]:
    """Calls of today's model as said; its announced prices, and those of what takes its place, move them by ratio."""
    if load.said_bill is None or not lines:
        return tuple(lines), tuple(later)
    first = total(lines, "call")
    known = largest(first) > 0
    found = []
    for month, then in later:
        share = total(then, "call") / first if known else 1.0
        found.append((month, as_said(then, load, (Factor(share, "of today's price"), *times))))
    return as_said(lines, load, times), tuple(found)


def apart(said: float, computed: Sequence[float]) -> float:
    """How many times the said bill is what its tokens cost, by the nearest of the `computed` ones; 1 among them."""
    low, high = min(computed), max(computed)
    if low <= said <= high or low <= 0:
        return 1.0
    return said / (high if said > high else low)
