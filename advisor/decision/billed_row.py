"""The row of today's model where its bill is all that was said of it: no volume, no tokens, no price a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.availability import horizon_end
from advisor.decision.decision import RouteCost, StatementLine

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison

_ITEM = "today's bill, as said"


def billed_row(money: Comparison) -> RouteCost | None:
    """Today's model by the bill of a vendor's calls, USD a month; None where it ends, or where none was said.

    Over the horizon it has a sum only where neither volume nor price is known to move.
    """
    facts, now = money.inputs.facts, money.now
    bill = money.inputs.number("bill_today")
    if money.load is not None or bill is None or facts.get("serving_today") != "vendor-api":
        return None
    if now is not None and (now.retires or now.own):
        return None
    months = float(facts["horizon_months"])
    total = float(bill) * months if _stays(money) else None
    line = StatementLine(_ITEM, "month", float(bill), f"${float(bill):,.2f}/month", (), None)
    return RouteCost("prompt", "prompt", True, (), 0.0, float(bill), None, total, (line,))


def _stays(money: Comparison) -> bool:
    """Whether what is paid a month stays as it is, as far as is known."""
    inputs, now = money.inputs, money.now
    if now is None or inputs.facts.get("growth_per_month"):
        return False
    today, then = (inputs.model_price(now.model, on) for on in (inputs.as_of, horizon_end(inputs)))
    return today is not None and then is not None and today.amounts() == then.amounts()
