"""decide(): from a case to a verdict with its proof. The whole way on one screen."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor import __version__
from advisor.case.consistency import misfits
from advisor.case.model_answers import name_models
from advisor.costing.comparison import compare
from advisor.costing.inputs import Inputs
from advisor.decision.basis import DecisionBasis, load_world
from advisor.decision.costs import (
    attribution,
    break_even,
    prices_used,
    routes,
    used_assumptions,
)
from advisor.decision.decision import Decision, Provenance
from advisor.decision.defaults import fill
from advisor.decision.evidence import conflicts, findings, notes
from advisor.decision.notes import remarks, risks
from advisor.decision.triggers import triggers
from advisor.decision.tuned_route import weigh
from advisor.decision.verdict import conclude

if TYPE_CHECKING:
    from advisor.case.case import Case

__all__ = ["decide", "load_world"]


def decide(case: Case, world: DecisionBasis, as_of: datetime.date) -> Decision:
    """The one verdict for `case` with what was known on `as_of`. Pure: same arguments, same result.

    Raises BadInput for a model or a negotiated price that the price book does not know, EngineUnavailable
    where durable-rules is missing.
    """
    case, book = name_models(case, world.knowledge)
    facts, assumed = fill(case, book)
    inputs = Inputs(book, as_of, facts, case.prices)
    inputs.check_rates()
    money = compare(inputs)
    full, tuned = weigh(world.rules, money)
    verdict = conclude(world, full, money, tuned)
    return Decision(
        title=case.title,
        as_of=as_of,
        verdict=verdict,
        break_even=break_even(money, tuned),
        against_today=break_even(money, tuned, money.today),
        routes=routes(money, full, verdict),
        attribution=attribution(money, tuned),
        findings=findings(full),
        conflicts=conflicts(world, full),
        plan=notes(full, "plan"),
        risks=notes(full, "risk") + risks(money),
        notes=notes(full, "memo") + remarks(money, full, tuned),
        assumptions=assumed + used_assumptions(money),
        revisit=triggers(money, verdict, tuned),
        prices=prices_used(money),
        warnings=tuple(misfits(case.facts)),
        provenance=Provenance(__version__, world.rules.sha256, world.knowledge.sha256, world.own_rules),
        case=case,
        facts=full.facts,
        evaluation=full,
        comparison=money,
    )
