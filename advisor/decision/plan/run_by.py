"""The day by which to run a one-off job: before its model gets dearer or is shut down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import announced, base_rates_of, rates_of
from advisor.costing.routes.untrained import by_tokens
from advisor.decision.money.money_words import a_month
from advisor.decision.plan.triggers import review_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.token_prices import TokenRates
    from advisor.knowledge.market import Model


def run_by(money: Comparison, *bills: Bill | None) -> tuple[str, ...]:
    """The days that a one-off job on one of `bills` should not miss; empty for work that goes on."""
    if money.inputs.facts.get("one_off") is not True or money.load is None:
        return ()
    calls = [b for b in bills if b is not None and b.lines and not b.closed and not b.trained and b.model]
    found = {str(b.model): (b, money.inputs.known_model(str(b.model))) for b in calls}
    return tuple(
        said
        for bill, model in found.values()
        if model is not None
        for said in (*_dearer(money, bill, model), *_ends(money, model))
    )


def _dearer(money: Comparison, bill: Bill, model: Model) -> Iterator[str]:
    """Each announced price that makes the job dearer."""
    inputs, load = money.inputs, money.load
    rates = rates_of(inputs, model)
    if load is None or rates is None:
        return
    now, counted = float(bill.monthly(load.first_volume)), _job(money, model, rates)
    for entry in model.prices:
        if not (entry.scheduled and inputs.as_of < entry.as_of <= review_day(money)):
            continue
        price = inputs.model_price(model, entry.as_of)
        later = base_rates_of(inputs, model, price) if price is not None else None
        then = now * _job(money, model, later) / counted if later is not None and counted else now
        if then > now:
            yield (
                f"On {model.id} run the job before {entry.as_of}: {a_month(money, then)} from then on,"
                f" {a_month(money, now)} until then."
            )


def _ends(money: Comparison, model: Model) -> Iterator[str]:
    """The day on which the model is shut down, and the cost of the job on its replacement."""
    inputs, end = money.inputs, announced(money.inputs, model)
    if end is None or not inputs.as_of < end.on <= review_day(money):
        return
    name = inputs.knowledge.replacement(end, model.id, inputs.as_of)
    after = inputs.known_model(name) if name is not None else None
    rates = rates_of(inputs, after) if after is not None else None
    named = ""
    if after is not None and rates is not None:
        named = f"; {after.id}, named in its place, costs {a_month(money, _job(money, after, rates))}"
    ends = "its calls are rerouted" if end.what == "rerouted" else "it shuts down"
    yield f"On {model.id} run the job before {end.on}, when {ends}{named}."


def _job(money: Comparison, model: Model, rates: TokenRates) -> float:
    """USD of the whole job by its tokens, as its row counts it."""
    assert money.load is not None
    return float(by_tokens(money.load, model, rates, savings=True).monthly(money.load.first_volume))
