"""Warnings on negotiated prices: those that are unused, that end with their model, or that are old."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor.case.numbers.money_said import rate_named
from advisor.case.numerals.exchange import is_rate
from advisor.costing.models.availability import successor

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Assessment


def old_rates(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each currency whose rate is older than prices may be."""
    on = assessment.inputs.as_of
    limit = datetime.timedelta(days=assessment.inputs.knowledge.assumption("stale_after_days").likely)
    named = (rate_named(answer.note) for answer in assessment.case.answers.values())
    old = sorted({rate for rate in named if rate is not None and on - rate[1] > limit})
    return tuple(
        f"What you said in {currency} is counted at a rate of {day}, {(on - day).days} days before: give a newer one"
        f" beside the answers (prices: {{{currency}@{on}: {{usd: ...}}}})."
        for currency, day in old
    )


def unused_prices(money: Comparison) -> tuple[str, ...]:
    """A sentence for each negotiated price that no line of any route uses; none while nothing is priced."""
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
    """The price entries that the lines, GPUs and later months of `bill` use."""
    lines = [*bill.lines, *(line for _, later in bill.later for line in later)]
    cited = {cite for line in lines for cite in line.cites}
    return cited | {f.gpu for f in bill.fleets} | set(bill.price_entries)


def lost_rates(money: Comparison) -> tuple[str, ...]:
    """A sentence if today's model ends and its negotiated price does not carry over to the replacement."""
    now, rates = money.now, money.inputs.rates
    if now is None or now.end is None or now.model.id not in rates:
        return ()
    after = successor(money.inputs, now.model)
    ends = f"Your price of {now.model.id} ends with it on {now.end.on}"
    if after is None:
        return (f"{ends}: ask for the same terms on what you move to.",)
    if after.id in rates:
        return ()
    return (f"{ends}: {after.id} is counted at list price. Ask for the same terms there before you move.",)
