"""Money of another currency that was turned into dollars at a rate that is due to be read again."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor.case.numbers.money_said import rate_named

if TYPE_CHECKING:
    from advisor.decision.assess import Assessment


def old_rates(found: Assessment) -> tuple[str, ...]:
    """A sentence for each currency whose rate is older than prices may be on the day asked."""
    on = found.inputs.as_of
    limit = datetime.timedelta(days=found.inputs.knowledge.assumption("stale_after_days").likely)
    named = (rate_named(answer.note) for answer in found.case.answers.values())
    old = sorted({rate for rate in named if rate is not None and on - rate[1] > limit})
    return tuple(
        f"What you said in {currency} is counted at a rate of {day}, {(on - day).days} days before: give a newer one"
        f" beside the answers (prices: {{{currency}@{on}: {{usd: ...}}}})."
        for currency, day in old
    )
