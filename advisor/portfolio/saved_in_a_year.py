"""What a verdict saves in a year, month by month at its own volume and prices, and when it has repaid its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from advisor.costing.bill import monthly_at, spent_between
from advisor.costing.routes.own_today import paid_months

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.workload import Workload

YEAR = 12


class YearSaving(NamedTuple):
    """`usd` in the months counted; `payback`: months from today until `once` is repaid, None if it never is."""

    usd: float
    payback: float | None


def months_counted(money: Comparison) -> float:
    """Months of a year in which the work is paid: no more than are compared; a job done once is paid once."""
    if money.inputs.facts.get("one_off") is True:
        return 1.0
    return YEAR if money.load is None else min(float(YEAR), float(money.load.horizon))


def saved_in_a_year(money: Comparison, bill: Bill, once: float, moving: float) -> YearSaving | None:
    """What `bill` saves against today's, `once` apart, of which `moving` is the move; None while one is not known.

    Nothing is saved while reserved GPUs are paid anyway. A move that saves nothing has nothing to repay.
    """
    today, load, months = money.today, money.load, months_counted(money)
    if today is None or load is None:
        return None
    start = min(paid_months(money.inputs, load), months)
    usd = float(spent_between(today, load, start, months)) - float(spent_between(bill, load, start, months))
    if once == 0 or (usd <= 0 and once == moving):
        return YearSaving(usd, 0.0)
    return YearSaving(usd, _payback(today, bill, load, start, once))


def _payback(today: Bill, bill: Bill, load: Workload, start: float, once: float) -> float | None:
    """Months until `once` is repaid by what is saved from `start` on; what the last month saves goes on."""
    left, saved = once, 0.0
    every = load.stretches(start, max(load.horizon, start + 1), tuple(at for at, _ in bill.later))
    for month in every:
        one, two = (float(monthly_at(b, month.start, month.volume)) for b in (today, bill))
        saved = one - two
        if saved * month.months >= left:
            return month.start + left / saved
        left -= saved * month.months
    return every[-1].end + left / saved if saved > 0 else None
