"""The row of today's model if only its bill is known: no volume, no tokens, no price a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing import tuning_project
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.availability import horizon_end
from advisor.costing.routes.own_today import on_own_gpus
from advisor.decision.decision import RouteCost, StatementLine
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison

_ITEM = "today's bill, as said"


def billed_row(money: Comparison) -> RouteCost | None:
    """Today's model by its stated bill in USD a month; None if it ends or no bill was stated.

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
    month = float(said.usd)
    shown = (StatementLine(said.item, "month", month, said.formula, said.cites, said.as_of),)
    whole = month * float(inputs.facts["horizon_months"]) if own or bill_stays(money) else None
    return RouteCost(
        "prompt",
        "prompt",
        available=True,
        why_not=(),
        one_time_usd=0.0,
        monthly_usd=month,
        horizon_usd=whole,
        lines=shown,
        asides=people_beside(money),
    )


def people_beside(money: Comparison) -> tuple[str, ...]:
    """That the bill of own GPUs is taken to include the people who run them, and their cost; else empty."""
    inputs = money.inputs
    if inputs.number("bill_today") is None or not on_own_gpus(inputs) or inputs.facts.get("one_off") is True:
        return ()
    people = words.dollars(float(tuning_project.own_inference(inputs).usd))
    return (
        "the people who run the GPUs are taken to be in your bill; where they are not, add about"
        f" {people} a month to it and to every row on the same GPUs",
    )


def bill_stays(money: Comparison) -> bool:
    """Whether the monthly bill stays the same as far as is known."""
    inputs, now = money.inputs, money.now
    if now is None or inputs.facts.get("growth_per_month"):
        return False
    today, then = (inputs.model_price(now.model, on) for on in (inputs.as_of, horizon_end(inputs)))
    return today is not None and then is not None and today.amounts() == then.amounts()
