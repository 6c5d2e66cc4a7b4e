"""What a month of a route costs from each day on which an announced price or end changes it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor.costing.bill import monthly_at
from advisor.decision.money.money_words import a_month
from advisor.decision.money.paid_today import same_bill
from advisor.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

LaterBill = tuple[datetime.date, float]
"""From this day on, USD a month."""


def later_bills(money: Comparison, bill: Bill) -> tuple[LaterBill, ...]:
    """USD a month at today's volume from each day on; a change that nobody would notice is none."""
    changes: list[LaterBill] = []
    if money.load is None or not bill.lines:
        return ()
    last, days = (
        float(bill.monthly(money.load.first_volume)),
        money.inputs.use_assumption("days_per_month").value,
    )
    for at, _ in bill.later:
        usd = float(monthly_at(bill, at, money.load.first_volume))
        if not same_bill(money, usd, last):
            changes.append((money.inputs.as_of + datetime.timedelta(days=round(at * float(days))), usd))
            last = usd
    return tuple(changes)


def later_words(bills: Sequence[LaterBill]) -> str:
    """`, $15,750 from 2027-01-01`; empty if nothing changes."""
    return "".join(f", {words.dollars(usd)} from {day}" for day, usd in bills)


def in_brackets(money: Comparison, bill: Bill | None) -> str:
    """` ($15,750 from 2027-01-01)`; empty if nothing changes."""
    told = later_words(later_bills(money, bill)) if bill is not None else ""
    return f" ({told.removeprefix(', ')})" if told else ""


def months_ahead(money: Comparison, bill: Bill | None, usd: float | None) -> str:
    """What a month costs and will cost, as it stands within brackets: `$1,200 a month, $2,400 from 2027-01-01`."""
    return f"{a_month(money, usd)}{later_words(later_bills(money, bill)) if bill is not None else ''}"


def month_and_later(money: Comparison, bill: Bill | None, usd: float | None) -> str:
    """The same as it stands in a sentence: `$1,200 a month ($2,400 from 2027-01-01)`."""
    return f"{a_month(money, usd)}{in_brackets(money, bill)}"


def forecast(money: Comparison, bill: Bill | None, usd: float) -> str:
    """What the verdict will cost a month: `usd`, and what takes its place once all that is announced holds."""
    at, later = a_month(money, usd), later_bills(money, bill) if bill is not None else ()
    return f"{at}, {words.dollars(later[-1][1])} once all that is announced holds" if later else at
