"""When what a step saves has repaid its work: by the months in which one of the two bills changes."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, RouteCost

SavedFrom = Sequence[tuple[float, float]]
"""From which month on so many USD a month are saved at today's volume."""


def saved_from(decision: Decision, paid: float | RouteCost, row: RouteCost) -> SavedFrom:
    """What `row` saves against what is `paid` in its place, a sum or a row of its own, from each month on."""
    ahead = () if isinstance(paid, float) else paid.later
    days = sorted({decision.as_of, *(day for day, _ in (*ahead, *row.later))})
    each = (
        (day, (paid if isinstance(paid, float) else usd_on(paid, day)) - usd_on(row, day)) for day in days
    )
    return [(_month(decision, day), usd) for day, usd in each]


def usd_on(row: RouteCost, day: datetime.date) -> float:
    """USD a month of `row` on `day`."""
    return next((usd for on, usd in reversed(row.later) if on <= day), row.monthly_usd or 0.0)


def repaid_in(usd: float, saved: SavedFrom, growth: float) -> float:
    """Months until `usd` is repaid; what is saved grows by `growth` each month. Infinite where it never is."""
    left = usd
    for (start, rate), (end, _) in itertools.pairwise([*saved, (math.inf, 0.0)]):
        months = _months(left, rate * (1 + growth) ** start, growth)
        if start + months <= end:
            return start + months
        left -= _sum(rate * (1 + growth) ** start, growth, end - start)
    return math.inf


def _months(usd: float, rate: float, growth: float) -> float:
    """Months in which `rate` a month at first, growing, comes to `usd`."""
    if rate <= 0:
        return math.inf
    if not growth:
        return usd / rate
    grown = 1 + usd * growth / rate
    return math.log(grown) / math.log1p(growth) if grown > 0 and growth > -1 else math.inf


def _sum(rate: float, growth: float, months: float) -> float:
    """What `rate` a month at first, growing, comes to in so many months."""
    return rate * ((1 + growth) ** months - 1) / growth if growth else rate * months


def _month(decision: Decision, day: datetime.date) -> float:
    """Months from the date to `day`, as long as every price counts them."""
    if day == decision.as_of:
        return 0.0
    days = decision.known["month_days"]
    assert isinstance(days, int | float)
    return (day - decision.as_of).days / float(days)
