"""The one way from answers to a verdict: facts, costs, rules, closed routes, the tuned route, the ruling."""

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
    """What the rules make of priced answers.

    `known`: what they were asked about; `closed`: route -> why rules close it; `tuned`: the tuned route that is
    compared, None where there is none.
    """

    money: Comparison
    known: Mapping[str, Value]
    evaluation: Evaluation
    closed: Mapping[str, tuple[str, ...]]
    tuned: str | None
    ruling: Ruling


class Assessment(Judgement, frozen=True):
    """A case judged on a date, with what it was judged by.

    `inputs`: its facts with defaults filled in, `assumed` those among them that nobody said.
    """

    case: Case
    rules: RuleSet
    inputs: Inputs
    assumed: tuple[Assumption, ...]

    @property
    def facts(self) -> Mapping[str, Value]:
        """Everything that is known: answers, defaults, what follows from them."""
        return self.evaluation.facts


def assess(case: Case, basis: DecisionBasis, as_of: datetime.date) -> Assessment:
    """`case` judged with what was known on `as_of`. Pure: same arguments, same result.

    Raises BadInput for a model or a negotiated price that the price book does not know, EngineUnavailable
    where durable-rules is missing.
    """
    case, inputs, assumed = prepare_inputs(case, basis.knowledge, as_of, basis.rules.bands)
    found = judge(basis.rules, compare_routes(inputs))
    return Assessment(
        found.money,
        found.known,
        found.evaluation,
        found.closed,
        found.tuned,
        found.ruling,
        case,
        basis.rules,
        inputs,
        assumed,
    )


def prepare_inputs(
    case: Case, book: Knowledge, as_of: datetime.date, bands: BandEdges | None = None
) -> tuple[Case, Inputs, tuple[Assumption, ...]]:
    """The case with models by their ids, its facts with defaults filled in, and what was assumed.

    Raises BadInput like `assess`.
    """
    case, book = name_models(case, book)
    facts, assumed = with_defaults(case, book)
    inputs = Inputs(book, as_of, facts, case.prices, bands=bands, said=frozenset(case.answers))
    inputs.check_negotiated_prices()
    return case, inputs, assumed


def known_facts(money: Comparison) -> dict[str, Value]:
    """What rules may ask of priced answers, before a tuned route is chosen."""
    return {**with_derived(facts_for_rules(money.inputs)), **money_facts(money)}


def money_facts(money: Comparison) -> dict[str, Value]:
    """What rules may ask of the money alone."""
    return {**money.facts(), **model_facts(money)}


def judge(rules: RuleSet, money: Comparison, base: Evaluation | None = None) -> Judgement:
    """The verdict of `rules` on priced answers. Raises BadInput where they leave them without one.

    `base`: what the rules made of other answers to the same workload.
    """
    known = known_facts(money)
    first = rules.policy.before_choice.evaluate(known, base)
    closed = closed_routes(first)
    tuned = tuned_route(money, closed, first.facts)
    known |= tuned_route_facts(money, closed, tuned) | outcome_drivers(money, tuned)
    evaluation = rules.evaluate(known, base or first)
    return Judgement(
        money, known, evaluation, closed_routes(evaluation), tuned, find_ruling(rules, evaluation, tuned)
    )
