"""A cascade of a cheap model and one that meets the bar: when it is worth measuring, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.measured_gaps import measured_gap
from advisor.costing.routes.cascade import rest_elsewhere
from advisor.decision.model_facts import repays
from advisor.decision.money.money_words import a_month, monthly_usd
from advisor.rules import Conclude
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement


def shared_work_bill(judgement: Judgement) -> Bill | None:
    """The cascade worth measuring: what fell slightly short, or runs, before what the verdict stays on or moves to.

    None if none repays that measuring, or its share is known.
    """
    money, shared = judgement.money, judgement.money.chosen.get("cascade")
    staying = money.reference
    if shared is None or not shared.candidate or not shared.lines or shared.closed or staying is None:
        return None
    slightly = measured_gap(money.inputs.facts, str(shared.model)) == "small" or _runs(money, shared)
    before = _stays_on_what_is_good(judgement, staying) or _moves_to_the_rest(judgement, staying, shared)
    pays = slightly and before and repays(money, staying, shared, "unmeasured_switch_hours")
    return shared if pays else None


def _runs(money: Comparison, shared: Bill) -> bool:
    """Whether the first model of the cascade is today's, although it misses the bar."""
    return money.now is not None and shared.model == money.now.model.id


def _stays_on_what_is_good(judgement: Judgement, staying: Bill) -> bool:
    """Whether the verdict keeps a prompt that meets the bar."""
    stays = (
        concluded_action(judgement) == "stay"
        and judgement.ruling.route == "prompt"
        and staying.route == "prompt"
    )
    return stays and judgement.evaluation.facts.get("prompt_meets_bar") is True


def _moves_to_the_rest(judgement: Judgement, staying: Bill, shared: Bill) -> bool:
    """Whether the verdict moves to the model that would serve the rest of the cascade."""
    return (
        concluded_action(judgement) == "switch"
        and staying.model is not None
        and rest_elsewhere(shared) == staying.model
    )


def is_cheaper(money: Comparison, bill: Bill, other: Bill | None) -> bool:
    """Whether `bill` costs less over the horizon than `other`, or there is no other."""
    return other is None or float(money.horizon_cost(bill)) < float(money.horizon_cost(other))


def measure_share_words(money: Comparison, shared: Bill, own: Bill | None) -> str:
    """That the share it passes on is to be measured, with the saving if it is as assumed."""
    staying = monthly_usd(money, own)
    against = f" instead of {words.dollars(staying)}" if staying is not None else ""
    share = words.share(money.inputs.knowledge.assumption("cascade_escalated").likely)
    cost = a_month(money, monthly_usd(money, shared))
    what = f"Measure what share of the requests {shared.model} has to pass on"
    return f"{what}: {cost}{against} if it is {share}, as assumed."


def pass_on_words(money: Comparison, shared: Bill, *, more: bool) -> str:
    """That the cheap model passes on as much as assumed, or `more`."""
    share = words.share(money.inputs.knowledge.assumption("cascade_escalated").likely)
    return f"{shared.model} has to pass on {'more' if more else 'no more'} than {share} of the requests"


def concluded_action(judgement: Judgement) -> object:
    """The action of the rule that concluded."""
    then = judgement.ruling.rule.then
    return then.values.get("action") if isinstance(then, Conclude) else None
