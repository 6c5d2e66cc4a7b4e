"""Volumes of the present month in words; prices use the mean over the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.breakeven import is_fixed
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement
    from advisor.rules import RuleSet

_NOT_KNOWN = "a volume not known"


def todays_volume(money: Comparison, mean: float) -> float:
    """Requests in the first month of a workload with the same growth and this `mean` over the horizon."""
    load = money.load
    if load is None or not float(load.volume):
        return mean
    return mean * float(load.first_volume) / float(load.volume)


def volume_words(judgement: Judgement, rules: RuleSet) -> dict[str, str]:
    """Where the volume stands compared with break-even, and from which volume training pays."""
    facts, edges = judgement.evaluation.facts, rules.bands
    at, times = facts.get("break_even_requests_per_month"), facts.get("break_even_multiple")
    asked = todays_volume(judgement.money, float(at)) if isinstance(at, int | float) else None
    return {
        "position": f"volume is {words.times(float(times))} break-even"
        if isinstance(times, int | float)
        else _at_which(judgement.money),
        "stay_volume": _requests(judgement, asked, edges.stay),
        "train_volume": _requests(judgement, asked, edges.train),
    }


def _at_which(money: Comparison) -> str:
    """At which volumes a route without a break-even costs less: a stated bill holds for this volume only."""
    other = money.reference
    return f"it costs less at {'this' if other is not None and is_fixed(other) else 'any'} volume"


def _requests(judgement: Judgement, at: float | None, times: float) -> str:
    """A volume in words: `about 3,640,000 requests a month`; of a one-off job in all."""
    if at is None:
        return _NOT_KNOWN
    period = "in all" if judgement.evaluation.facts.get("one_off") is True else "a month"
    return f"about {words.count(float(f'{at * times:.3g}'))} requests {period}"
