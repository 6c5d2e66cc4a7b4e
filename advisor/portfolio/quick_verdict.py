"""The verdict of a case and its money, without the proof that a memo needs: for when there are many."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.fact_type import Value
from advisor.decision.assess import assess
from advisor.decision.basis import DecisionBasis
from advisor.decision.money.cost_tables import break_even
from advisor.decision.plan.shared_work import concluded_action
from advisor.decision.telling.next_steps import NextSteps
from advisor.decision.telling.tell_verdict import next_step
from advisor.decision.verdict import verdict_bill
from advisor.sensitivity.settling.why_unsettled import why_unsettled

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


@dataclass(frozen=True)
class QuickVerdict:
    """What `decide` says of route, money and gates.

    `action`: what the verdict has one do, as its rule calls it; `training_ahead`: whether training follows once the
    gates that wait are passed, or may, as far as nothing is priced.
    """

    route: str
    trained: bool
    model: str | None
    action: str
    training_ahead: bool
    settled: bool
    next_route: str | None
    bill: Bill | None
    money: Comparison
    facts: Mapping[str, Value]
    band: str | None


def verdict_rules_only(basis: DecisionBasis) -> DecisionBasis:
    """`basis` with the rules that a verdict rests on and no others."""
    return DecisionBasis(basis.rules.policy, basis.knowledge)


def quick_verdict(case: Case, basis: DecisionBasis, as_of: datetime.date) -> QuickVerdict:
    """`case` on `as_of`, with a basis made by `verdict_rules_only`. Raises what `decide` raises."""
    assessment = assess(case, basis, as_of)
    ahead, bill = NextSteps(assessment, None), verdict_bill(assessment.money, assessment.ruling)
    following, _, doubt = next_step(assessment, ahead, why_unsettled)
    return QuickVerdict(
        assessment.ruling.route,
        assessment.ruling.trained,
        bill.model if bill is not None else None,
        str(concluded_action(assessment)),
        ahead.trains or bool(assessment.money.missing),
        doubt is None,
        following.route,
        bill,
        assessment.money,
        assessment.facts,
        break_even(assessment.money, assessment.tuned).band,
    )
