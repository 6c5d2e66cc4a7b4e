"""Negotiated prices that change nothing: a reader would believe they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.numerals.exchange import is_rate

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def unused_prices(money: Comparison) -> tuple[str, ...]:
    """A sentence for each negotiated entry that no line of any route rests on; none while nothing is priced."""
    if money.load is None:
        return ()
    used = {name for bills in money.ways.values() for bill in bills if bill.lines for name in _entries(bill)}
    if money.today is not None:
        used.update(_entries(money.today))
    return tuple(
        f"The price given for {entry} is used by no route."
        for entry in money.inputs.rates
        if entry not in used and not is_rate(entry)
    )


def _entries(bill: Bill) -> set[str]:
    """The price entries that the lines, the rented GPUs and the later months of `bill` rest on."""
    lines = [*bill.lines, *(line for _, later in bill.later for line in later)]
    cited = {cite for line in lines for cite in line.cites}
    return cited | {f.gpu for f in bill.fleets} | set(bill.price_entries)
