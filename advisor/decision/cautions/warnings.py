"""What a reader has to take care of: answers that do not fit, odd bills, prices that change, days not to miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.consistency import misfits
from advisor.decision.cautions.gone_model import gone_model
from advisor.decision.cautions.limit_words import limit_words
from advisor.decision.cautions.lost_rates import lost_rates
from advisor.decision.cautions.notes import ahead
from advisor.decision.cautions.old_rates import old_rates
from advisor.decision.cautions.share_words import share_words
from advisor.decision.cautions.tune_words import tune_words
from advisor.decision.cautions.unused_prices import unused_prices
from advisor.decision.money.bill_check import misplaced, odd_bill
from advisor.decision.plan.run_by import run_by
from advisor.decision.region_words import region_words
from advisor.decision.verdict import verdict_bill

if TYPE_CHECKING:
    from advisor.decision.assess import Assessment


def warnings(found: Assessment) -> tuple[str, ...]:
    """Every warning about the case and its money, what was said first."""
    money, own = found.money, verdict_bill(found.money, found.ruling)
    return (
        *misfits(found.case.facts),
        *gone_model(money),
        *odd_bill(money),
        *misplaced(money),
        *old_rates(found),
        *unused_prices(money),
        *lost_rates(money),
        *limit_words(money, own),
        *ahead(money, own),
        *region_words(money, own),
        *share_words(money),
        *tune_words(money),
        *run_by(money, own, money.chosen.get("prompt")),
    )
