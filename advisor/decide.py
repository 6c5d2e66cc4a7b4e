"""decide(): from a case to a verdict with its evidence. The whole pipeline on one screen."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor import __version__
from advisor.decision.assess import assess
from advisor.decision.basis import DecisionBasis, load_basis
from advisor.decision.cautions.judge_risk import judge_risk
from advisor.decision.cautions.money_remarks import money_remarks, price_risks
from advisor.decision.cautions.warnings import warnings
from advisor.decision.decision import Consequences, Decision, Provenance
from advisor.decision.evidence import conflicts, findings, fired_notes
from advisor.decision.money.cost_tables import (
    attribution,
    break_even,
    prices_used,
    route_rows,
    used_assumptions,
)
from advisor.decision.money.paid_today import paid_today, today_usd
from advisor.decision.plan.triggers import triggers
from advisor.decision.telling.headline import sentence_blanks
from advisor.decision.telling.tell_verdict import facts_with_verdict, plan_blanks, tell_verdict
from advisor.sensitivity.settling.why_unsettled import why_unsettled

if TYPE_CHECKING:
    from advisor.case.case import Case

__all__ = ["decide", "load_basis"]


def decide(case: Case, basis: DecisionBasis, as_of: datetime.date) -> Decision:
    """Decide `case` with what was known on `as_of`. Pure: the same arguments give the same result.

    Raises BadInput for a model or a negotiated price that is not in the price book, EngineUnavailable
    if durable-rules is not installed.
    """
    assessment = assess(case, basis, as_of)
    money, evaluation, tuned = assessment.money, assessment.evaluation, assessment.tuned
    blanks = sentence_blanks(assessment, basis.rules)
    verdict = tell_verdict(assessment, blanks, why_unsettled)
    blanks = {**blanks, **plan_blanks(assessment, verdict)}
    known = facts_with_verdict(assessment, verdict)
    following, warned = basis.rules.evaluate(known, evaluation), warnings(assessment)
    return Decision(
        title=case.title,
        as_of=as_of,
        verdict=verdict,
        break_even=break_even(money, tuned),
        against_today=break_even(money, tuned, money.today),
        routes=route_rows(assessment),
        attribution=attribution(money, tuned),
        findings=findings(evaluation),
        conflicts=conflicts(basis, evaluation),
        plan=fired_notes(following, "plan", blanks),
        risks=judge_risk(assessment.case, basis.knowledge)
        + fired_notes(following, "risk", blanks)
        + price_risks(money, warned),
        consequences=Consequences(
            fired_notes(following, "good", blanks), fired_notes(following, "bad", blanks)
        ),
        notes=fired_notes(following, "memo", blanks) + money_remarks(money, evaluation, tuned),
        assumptions=assessment.assumed + used_assumptions(money),
        revisit=triggers(money, verdict, tuned),
        prices=prices_used(money),
        warnings=warned,
        bands=basis.rules.bands,
        today_usd=today_usd(money),
        provenance=_provenance(basis),
        case=assessment.case,
        facts=evaluation.facts,
        known=known,
        fired=evaluation.holding,
        now=money.now,
        load=money.load,
        bills=money.chosen,
        today=money.today,
        missing=money.missing,
        at_once=paid_today(money),
    )


def _provenance(basis: DecisionBasis) -> Provenance:
    return Provenance(
        advisor=__version__,
        rules_sha256=basis.rules.sha256,
        knowledge_sha256=basis.knowledge.sha256,
        own_rules=basis.own_rules,
        own_prices=basis.knowledge.own_prices,
    )
