"""decide(): from a case to a verdict with its proof. The whole way on one screen."""

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
    """The one verdict for `case` with what was known on `as_of`. Pure: same arguments, same result.

    Raises BadInput for a model or a negotiated price that the price book does not know, EngineUnavailable
    where durable-rules is missing.
    """
    found = assess(case, basis, as_of)
    money, full, tuned = found.money, found.evaluation, found.tuned
    said = sentence_blanks(found, basis.rules)
    verdict = tell_verdict(found, said, why_unsettled)
    known, said = facts_with_verdict(found, verdict), {**said, **plan_blanks(found, verdict)}
    told, warned = found.rules.evaluate(known, full), warnings(found)
    return Decision(
        title=case.title,
        as_of=as_of,
        verdict=verdict,
        break_even=break_even(money, tuned),
        against_today=break_even(money, tuned, money.today),
        routes=route_rows(found),
        attribution=attribution(money, tuned),
        findings=findings(full),
        conflicts=conflicts(basis, full),
        plan=fired_notes(told, "plan", said),
        risks=judge_risk(found.case, basis.knowledge)
        + fired_notes(told, "risk", said)
        + price_risks(money, warned),
        consequences=Consequences(fired_notes(told, "good", said), fired_notes(told, "bad", said)),
        notes=fired_notes(told, "memo", said) + money_remarks(money, full, tuned),
        assumptions=found.assumed + used_assumptions(money),
        revisit=triggers(money, verdict, tuned),
        prices=prices_used(money),
        warnings=warned,
        bands=basis.rules.bands,
        today_usd=today_usd(money),
        provenance=Provenance(
            __version__,
            basis.rules.sha256,
            basis.knowledge.sha256,
            basis.own_rules,
            basis.knowledge.own_prices,
        ),
        case=found.case,
        facts=full.facts,
        known=known,
        fired=full.holding,
        now=money.now,
        load=money.load,
        bills=money.chosen,
        today=money.today,
        missing=money.missing,
        at_once=paid_today(money),
    )
