"""Today's bill as it was said, in the place of its tokens at their price, and how far the two are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.costing.arrays import largest
from advisor.costing.bill import Bill
from advisor.costing.line_items import Factor, LineItem, total
from advisor.costing.workload import Workload


def as_said(lines: Sequence[LineItem], load: Workload, times: Factor | None = None) -> tuple[LineItem, ...]:
    """One line in the place of `lines`, the calls of today's model; `lines` where no bill was said.

    `times`: what a later month costs, of one today.
    """
    if load.said_bill is None:
        return tuple(lines)
    bill = Factor(load.said_bill, "USD/month today's bill, as said")
    calls = Factor(load.first, "requests/month", divides=True)
    factors = (bill, calls, *(() if times is None else (times,)))
    return (LineItem("today's bill, as said", "call", factors, kind="inference"),)


def paid(bill: Bill, load: Workload) -> Bill:
    """`bill` of today's model as said; its announced prices move it in proportion, a later model is by tokens."""
    if load.said_bill is None or not bill.lines:
        return bill
    first = total(bill.lines, "call")
    later = []
    for month, lines in bill.later:
        if bill.model in lines[0].cites:
            share = total(lines, "call") / first if largest(first) > 0 else 1.0
            later.append((month, as_said(lines, load, Factor(share, "of today's price"))))
        else:
            later.append((month, lines))
    return replace(bill, lines=as_said(bill.lines, load), later=tuple(later))


def apart(said: float, computed: Sequence[float]) -> float:
    """How many times the said bill is what its tokens cost, by the nearest of the `computed` ones; 1 among them."""
    low, high = min(computed), max(computed)
    if low <= said <= high or low <= 0:
        return 1.0
    return said / (high if said > high else low)
