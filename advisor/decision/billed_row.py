"""The row of today's model where its bill is all that was said of it: no volume, no tokens, no price a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing import tuning_project
from advisor.costing.availability import horizon_end
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.routes.own_today import on_own_gpus
from advisor.decision.decision import RouteCost, StatementLine
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison

_ITEM = "today's bill, as said"


def billed_row(money: Comparison) -> RouteCost | None:
    """Today's model by its bill in USD a month, on own GPUs with their upkeep; None where it ends, or none was said.

    Over the horizon it has a sum only where neither volume nor price is known to move.
    """
    inputs, now = money.inputs, money.now
    bill, own = inputs.number("bill_today"), on_own_gpus(inputs)
    if (
        money.load is not None
        or bill is None
        or not (own or inputs.facts.get("serving_today") == "vendor-api")
    ):
        return None
    if now is not None and now.retires:
        return None
    said = LineItem(_ITEM, "month", (Factor(float(bill), "USD/month"),))
    lines = (said, *((tuning_project.own_inference(inputs),) if own else ()))
    shown = tuple(StatementLine(x.item, "month", float(x.usd), x.formula, x.cites, x.as_of) for x in lines)
    month = sum(line.usd for line in shown)
    whole = month * float(inputs.facts["horizon_months"]) if own or _stays(money) else None
    return RouteCost(
        "prompt", "prompt", True, (), 0.0, month, None, whole, shown, asides=upkeep_beside(money)
    )


def upkeep_beside(money: Comparison) -> tuple[str, ...]:
    """That the month of own GPUs is their bill as it was said and the people who run them; empty elsewhere."""
    inputs, bill = money.inputs, money.inputs.number("bill_today")
    if bill is None or not on_own_gpus(inputs) or inputs.facts.get("one_off") is True:
        return ()
    people = words.dollars(float(tuning_project.own_inference(inputs).usd))
    return (
        f"the bill of {words.dollars(float(bill))} as you say it and {people} for the people who run the GPUs",
    )


def _stays(money: Comparison) -> bool:
    """Whether what is paid a month stays as it is, as far as is known."""
    inputs, now = money.inputs, money.now
    if now is None or inputs.facts.get("growth_per_month"):
        return False
    today, then = (inputs.model_price(now.model, on) for on in (inputs.as_of, horizon_end(inputs)))
    return today is not None and then is not None and today.amounts() == then.amounts()
