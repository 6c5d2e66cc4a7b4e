"""The ruling: the first concluding rule of the policy that holds, and the bill that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.case.routes import ROUTES, UNTRAINED
from advisor.decision.model_facts import first_to_measure
from advisor.decision.other_models import next_stronger_model
from advisor.errors import BadInput
from advisor.rules import Conclude

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.rules import Evaluation, Rule, RuleSet

REFERENCE, TUNED_ROUTE = "reference", "tuned"
"""What a rule may say instead of a route: costing picks which one that is."""
MOVING = ("switch_pays", "boundary_closed", "prompt_meets_bar")
"""The facts that decide whether the workload moves to the cheapest acceptable route."""
STRONGER = "stronger"
"""What a rule may say instead of a model: the next larger one of the vendor."""
CANDIDATE = "candidate"
"""What a rule may say instead of a model: the one to measure first."""
TODAY = "today"
"""What a rule may say instead of a model if none runs: whatever does the work today, by its bill."""
SELF_HOST = "self-host"


class Ruling(NamedTuple):
    """The rule that concludes, the route it leads to, and whether a tuned model runs there."""

    rule: Rule
    route: str
    trained: bool


def find_ruling(rules: RuleSet, evaluation: Evaluation, tuned: str | None) -> Ruling:
    """The conclusion of the first concluding rule that holds. Raises BadInput if none does."""
    rule = next((r for r in rules.concluding if evaluation.state(r.id)), None)
    if rule is None:
        raise BadInput("the rules reach no verdict for this case", expected="a policy without a gap")
    assert isinstance(rule.then, Conclude)
    values = rule.then.values
    route = resolve_route(str(values["route"]), reference_route(evaluation.facts), tuned)
    if route not in ROUTES:
        raise BadInput("the verdict names no route", file=rule.file, line=rule.line, text=values["route"])
    return Ruling(rule, route, bool(values["trained"]))


def resolve_route(route: str, reference: str, tuned: str | None) -> str | None:
    """The route that a rule's `route` stands for; `reference` and `tuned` are replaced by the picked ones."""
    return {REFERENCE: reference, TUNED_ROUTE: tuned}.get(route, route)


def reference_route(facts: Mapping[str, Any]) -> str:
    """The cheapest acceptable untrained route; the prompt if that is unknown or if moving does not pay."""
    cheapest = str(facts.get("reference_route", UNTRAINED[0]))
    inside, misses = facts.get("boundary_closed") is True, facts.get("prompt_meets_bar") is False
    stays = facts.get("switch_pays") is False and cheapest != "rag" and not inside and not misses
    return UNTRAINED[0] if stays else cheapest


def stays_inside(money: Comparison, route: str) -> bool:
    """Whether `route` keeps today's model on the GPUs of one's own that it runs on."""
    return money.now is not None and money.now.own and route == UNTRAINED[0]


def verdict_bill(money: Comparison, ruling: Ruling) -> Bill | None:
    """The bill that the verdict names; None while nothing is priced."""
    if ruling.trained:
        return money.chosen.get(ruling.route)
    values = ruling.rule.then.values if isinstance(ruling.rule.then, Conclude) else {}
    if values.get("model") == STRONGER:
        return stronger_bill(money)
    if values.get("model") == TODAY:
        return money.today
    if values.get("model") == CANDIDATE:
        return first_to_measure(money, money.reference)
    if money.reference is not None and money.reference.route == ruling.route:
        return money.reference
    return money.untrained_own if ruling.route == SELF_HOST else money.chosen.get(ruling.route)


def stronger_bill(money: Comparison) -> Bill | None:
    """The bill of the next stronger model; None if it is not priced."""
    model = next_stronger_model(money)
    rows = (b for b in money.ways.get("other-model", ()) if model is not None and b.model == model.id)
    return next(rows, None)
