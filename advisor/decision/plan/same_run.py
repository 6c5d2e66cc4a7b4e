"""Other unmeasured models to include in the run that measures one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.decision.model_facts import first_to_measure, plausible_candidates
from advisor.decision.money.money_words import a_month, at_least, monthly_usd
from advisor.decision.plan.moving_work import paid_over_all
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_MOST = 2


def same_run(money: Comparison, bill: Bill | None) -> str:
    """` Run it over nova-micro ($190 a month) too.`; empty if nothing cheaper than `bill` is worth a look.

    Beside what is no language model, dearer ones too: against its bill the price of any of them hardly counts.
    """
    if bill is None or not bill.lines or money.load is None:
        return ""
    found = beside_what_runs(money, bill) or _cheaper(money, bill)
    told = [f"{b.model} ({at_least(money, b)}{a_month(money, monthly_usd(money, b))})" for b in found[:_MOST]]
    return f" Run it over {words.listed(told)} too." if told else ""


def beside_what_runs(money: Comparison, bill: Bill) -> list[Bill]:
    """The models that cost little compared with work done without a model today, without `bill`, cheapest first."""
    if money.inputs.facts.get("serving_today") != "not-an-llm":
        return []
    most = money.inputs.knowledge.assumption("small_part_of_bill").likely * paid_over_all(money)
    found = [
        b
        for b in plausible_candidates(money)
        if b.model != bill.model and float(money.horizon_cost(b)) < most
    ]
    return sorted(found, key=lambda b: float(money.horizon_cost(b)))


def _cheaper(money: Comparison, bill: Bill) -> list[Bill]:
    first = first_to_measure(money, money.reference)
    named, least = {bill.model, first.model if first else None}, float(money.horizon_cost(bill))
    found = [
        b
        for b in plausible_candidates(money)
        if b.model not in named and float(money.horizon_cost(b)) < least
    ]
    return sorted(found, key=lambda b: float(money.horizon_cost(b)))
