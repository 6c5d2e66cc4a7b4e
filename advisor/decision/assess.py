"""From answers to a verdict: fill in defaults, price the routes, apply the rules. There is no second way."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.case.model_answers import name_models
from advisor.costing.comparison import compare_routes
from advisor.costing.inputs import Inputs
from advisor.decision.defaults import facts_for_rules, with_defaults
from advisor.decision.model_facts import model_facts
from advisor.decision.outcome_drivers import outcome_drivers
from advisor.decision.tuned_route import closed_routes, tuned_route, tuned_route_facts
from advisor.decision.verdict import Ruling, find_ruling
from advisor.rules.facts_from_answers import with_derived

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.case.fact_type import Value
    from advisor.case.routes import BandEdges
    from advisor.costing.comparison import Comparison
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Assumption
    from advisor.knowledge.store import Knowledge
    from advisor.rules import Evaluation, RuleSet


class Judgement(Struct, frozen=True):
    """The rules applied to priced answers.

    `known`: the facts given to the rules; `closed`: route -> the reasons why rules close it; `tuned`: the tuned
    route that is compared with the reference, None if every one is closed or none can be named yet.
    """

    money: Comparison
    known: Mapping[str, Value]
    evaluation: Evaluation
    closed: Mapping[str, tuple[str, ...]]
    tuned: str | None
    ruling: Ruling


class Assessment(Judgement, frozen=True):
    """The judgement of one case on one date, with the inputs and the rules that led to it.

    `inputs`: the facts with defaults filled in; `assumed`: the values among them that nobody said.
    """

    case: Case
    rules: RuleSet
    inputs: Inputs
    assumed: tuple[Assumption, ...]

    @property
    def facts(self) -> Mapping[str, Value]:
        """All known facts: answers, defaults, and what rules derive from them."""
        return self.evaluation.facts


def assess(case: Case, basis: DecisionBasis, as_of: datetime.date) -> Assessment:
    """Judge `case` with what was known on `as_of`. Pure: the same arguments give the same result.

    Raises BadInput for a model or a negotiated price that is not in the price book, EngineUnavailable
    if durable-rules is not installed.
    """
    case, inputs, assumed = prepare_inputs(case, basis.knowledge, as_of, basis.rules.bands)
    judgement = judge(basis.rules, compare_routes(inputs))
    return Assessment(
        money=judgement.money,
        known=judgement.known,
        evaluation=judgement.evaluation,
        closed=judgement.closed,
        tuned=judgement.tuned,
        ruling=judgement.ruling,
        case=case,
        rules=basis.rules,
        inputs=inputs,
        assumed=assumed,
    )


def prepare_inputs(
    case: Case, book: Knowledge, as_of: datetime.date, bands: BandEdges | None = None
) -> tuple[Case, Inputs, tuple[Assumption, ...]]:
    """The case with model names resolved to ids, the inputs of costing, and the values that were assumed.

    Raises BadInput like `assess`.
    """
    case, book = name_models(case, book)
    facts, assumed = with_defaults(case, book)
    inputs = Inputs(book, as_of, facts, case.prices, bands=bands, said=frozenset(case.answers))
    inputs.check_negotiated_prices()
    return case, inputs, assumed


def known_facts(money: Comparison) -> dict[str, Value]:
    """The facts that rules may test before a tuned route is chosen."""
    return {**with_derived(facts_for_rules(money.inputs)), **money_facts(money)}


def money_facts(money: Comparison) -> dict[str, Value]:
    """The facts that follow from the prices of the routes."""
    return {**money.facts(), **model_facts(money)}


def judge(rules: RuleSet, money: Comparison, base: Evaluation | None = None) -> Judgement:
    """Apply `rules` to priced answers: choose the tuned route, then conclude. Raises BadInput if no rule concludes.

    `base`: an evaluation of other answers to the same workload, to start from.
    """
    known = known_facts(money)
    before_choice = rules.policy.before_choice.evaluate(known, base)
    closed = closed_routes(before_choice)
    tuned = tuned_route(money, closed, before_choice.facts)
    known |= tuned_route_facts(money, closed, tuned) | outcome_drivers(money, tuned)
    evaluation = rules.evaluate(known, base or before_choice)
    return Judgement(
        money=money,
        known=known,
        evaluation=evaluation,
        closed=closed_routes(evaluation),
        tuned=tuned,
        ruling=find_ruling(rules, evaluation, tuned),
    )
