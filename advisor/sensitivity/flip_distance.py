"""How far a change of a number is, and how far one can be that is still plausible."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from advisor.case.facts import VOCABULARY
from advisor.costing.longest_prefix import PREFIX, longest_prefix

A_MONTH = "fraction/month"
FARTHEST = 10.0
"""A number is no doubt where it would have to be more than so many times another: nobody who signs asks about it."""
SWITCHED = math.log(2)
"""How far off another choice counts: as far as twice a number, or half of it."""


def distance(fact: str, now: float, to: float, months: float) -> float:
    """The ratio as a logarithm, of growth over the whole horizon; for what begins at zero the difference as one.

    A prefix of which nothing is known is as far as a choice.
    """
    if fact == PREFIX and now == 0:
        return SWITCHED
    if VOCABULARY[fact].unit == A_MONTH:
        return abs(math.log((1 + to) / (1 + now))) * months
    if now > 0:
        return math.inf if to <= 0 else abs(math.log(to / now))
    return math.log1p(abs(to - now))


def reach(fact: str, facts: Mapping[str, Any], *, said: bool) -> tuple[float, float]:
    """The lowest and the highest value of one of `facts` that is worth a look; what is the same in every call at most,
    where nobody said how much is.
    """
    now, months = float(facts[fact]), float(facts["horizon_months"])
    if fact == PREFIX and not said:
        return now, longest_prefix(facts)
    if VOCABULARY[fact].unit == A_MONTH:
        over_all = FARTHEST ** (1 / months)
        return (1 + now) / over_all - 1, (1 + now) * over_all - 1
    if now > 0:
        return now / FARTHEST, now * FARTHEST
    return now - (FARTHEST - 1), now + (FARTHEST - 1)
