"""All warnings of a decision: inconsistent answers, odd bills, price changes, days not to miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.consistency import misfits
from advisor.costing.models.measured_gaps import tried_models
from advisor.costing.routes.cascade import SHARE
from advisor.decision.cautions.kept_words import kept_words
from advisor.decision.cautions.limit_words import limit_words
from advisor.decision.cautions.money_remarks import announced_prices
from advisor.decision.cautions.price_warnings import lost_rates, old_rates, unused_prices
from advisor.decision.cautions.tune_words import tune_words
from advisor.decision.money.bill_check import misplaced, odd_bill
from advisor.decision.plan.run_by import run_by
from advisor.decision.region_words import region_words
from advisor.decision.verdict import verdict_bill

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Assessment


def warnings(assessment: Assessment) -> tuple[str, ...]:
    """Every warning about the case and its prices, those about answers first."""
    money, own = assessment.money, verdict_bill(assessment.money, assessment.ruling)
    return (
        *misfits(assessment.case.facts),
        *_gone_model(money),
        *odd_bill(money),
        *misplaced(money),
        *old_rates(assessment),
        *unused_prices(money),
        *lost_rates(money),
        *limit_words(money, own),
        *announced_prices(money, own),
        *kept_words(money, own),
        *region_words(money, own),
        *_share_taken(money),
        *tune_words(money),
        *run_by(money, own, money.chosen.get("prompt")),
    )


def _gone_model(money: Comparison) -> tuple[str, ...]:
    """A sentence if the stated model of today was shut down: what does the work now is unknown."""
    now = money.now
    if now is None or now.end is None or not now.has_ended(money.inputs.as_of):
        return ()
    return (
        f"{now.model.id} was shut down on {now.end.on}, so it is not what runs today: say which model does the work"
        f" now. [{now.end.id}]",
    )


def _share_taken(money: Comparison) -> tuple[str, ...]:
    """Which model the stated share of a cascade is taken for; empty if there is only one."""
    own, tried = money.reference, tried_models(money.inputs.facts)
    if own is None or own.route != "cascade" or money.inputs.facts.get(SHARE) is None or len(tried) < 2:
        return ()
    return (
        f"The share you said is taken for {own.model}, the cheapest of the models you tried: say so where it was"
        " measured with another.",
    )
