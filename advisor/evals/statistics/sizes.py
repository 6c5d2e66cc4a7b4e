"""How many examples would settle a question."""

from __future__ import annotations

import math

from advisor.evals.statistics.bounds import HELD_BACK
from advisor.evals.statistics.distributions import normal_quantile
from advisor.evals.statistics.pairs import tango_score
from advisor.evals.statistics.proportions import exact_interval

_MOST = 1_000_000


def pairs_needed(spread: float, distance: float, error: float, power: float) -> int | None:
    """Pairs that show with `power` that a difference lies `distance` away from a margin; None where it does not.

    `spread`: standard deviation of the difference of one pair; `error`: one-sided.
    """
    if distance <= 0:
        return None
    return math.ceil(((normal_quantile(1 - error) + normal_quantile(power)) * spread / distance) ** 2)


def agreeing_pairs_needed(margin: float, error: float) -> int | None:
    """The fewest pairs, without one on which the models differ, whose bound lies within `margin`."""
    if not 0 < margin < 1:
        return None
    z = normal_quantile(1 - error)
    n = math.ceil(z * z * (1 / margin - 1))
    while tango_score(0, HELD_BACK, n, -margin) < z:
        n += 1
    return n


def examples_needed(truth: float, bar: float, error: float, power: float) -> int | None:
    """Examples that show with `power` on which side of `bar` a rate of `truth` lies; None where it lies on it.

    By the normal approximation, and never fewer than the exact bound can show at that rate.
    """
    if truth == bar:
        return None
    spread = math.sqrt(bar * (1 - bar)) * normal_quantile(1 - error)
    spread += math.sqrt(truth * (1 - truth)) * normal_quantile(power)
    n = min(math.ceil((spread / (truth - bar)) ** 2), _MOST)
    while n < _MOST and not _shown(truth, n, bar, error):
        n = math.ceil(n * 1.02) + 1
    return n if n < _MOST else None


def _shown(truth: float, n: int, bar: float, error: float) -> bool:
    low, high = exact_interval(round(truth * n), n, 1 - 2 * error)
    return low >= bar if truth > bar else high < bar
