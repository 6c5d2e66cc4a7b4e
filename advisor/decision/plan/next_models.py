"""The stronger models to measure next if the first one misses the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.model_class import level_of, older
from advisor.decision.model_facts import plausible_candidates, repays
from advisor.decision.money.money_words import a_month, at_least, monthly_usd
from advisor.decision.plan.moving_work import paid_over_all
from advisor.decision.plan.same_run import beside_what_runs

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_MOST = 2


def next_models_words(money: Comparison, first: Bill | None) -> str:
    """`measure gpt-6.1-terra ($6,750 a month) next; if that misses too: `; empty if no other is worth it.

    Those of a higher class than `first`, which missed, or of its class and dearer, that repay their measuring; the
    cheapest come first.
    """
    same_run = [] if first is None else beside_what_runs(money, first)
    found = same_run or sorted(_above(money, first), key=lambda b: float(money.horizon_cost(b)))
    told = [f"{b.model} ({at_least(money, b)}{a_month(money, monthly_usd(money, b))})" for b in found[:_MOST]]
    if not told:
        return ""
    either = " or ".join(told)
    if same_run:
        return f"take {either} where that meets it; if none does: "
    return f"measure {either} next; if that misses too: "


def _above(money: Comparison, first: Bill | None) -> list[Bill]:
    if first is None:
        return []
    return [b for b in plausible_candidates(money) if _stronger(money, b, first) and _worth_it(money, b)]


def _stronger(money: Comparison, bill: Bill, first: Bill) -> bool:
    own, missed = (level_of(money.inputs, str(b.model)) for b in (bill, first))
    if own is None or missed is None or bill.model == first.model:
        return False
    if own != missed:
        return own > missed
    dearer = float(money.horizon_cost(bill)) > float(money.horizon_cost(first))
    return dearer and not older(money.inputs, str(bill.model), str(first.model))


def _worth_it(money: Comparison, bill: Bill) -> bool:
    """Whether moving to `bill` would repay measuring it, compared with what is paid today.

    Where nothing runs yet there is nothing to stay on.
    """
    if money.inputs.facts.get("serving_today") == "nothing-yet":
        return True
    if money.inputs.facts.get("serving_today") == "not-an-llm":
        return float(money.horizon_cost(bill)) < paid_over_all(money)
    staying = money.reference
    open_ = staying is not None and staying.lines and not staying.closed
    return staying is not None and bool(open_) and repays(money, staying, bill, "unmeasured_switch_hours")
