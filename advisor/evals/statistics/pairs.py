"""Two models on the same examples: Tango's score interval for passes, t for scores, Fieller's for a ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.evals.statistics.distributions import normal_cdf, normal_quantile, root, t_cdf, t_quantile

_EDGE = 1e-12


def tango_interval(gained: float, lost: float, n: float, level: float) -> tuple[float, float]:
    """The score interval of a difference of paired rates (Tango 1998, Statistics in Medicine 17:891).

    `gained`: pairs that only the first passes, `lost`: that only the second passes, of `n` pairs. Sums of
    fractions are taken as well: they spread less than whole pairs do, so the bounds still hold.
    """
    z, seen = normal_quantile(0.5 + level / 2), (gained - lost) / n
    low, high = -1.0, 1.0
    if tango_score(gained, lost, n, -1 + _EDGE) >= z:
        low = root(lambda d: tango_score(gained, lost, n, d) - z, -1 + _EDGE, seen)
    if tango_score(gained, lost, n, 1 - _EDGE) <= -z:
        high = root(lambda d: tango_score(gained, lost, n, d) + z, seen, 1 - _EDGE)
    return low, high


def tango_score(gained: float, lost: float, n: float, difference: float) -> float:
    """How far the pairs are from a true `difference`, in standard errors under it."""
    b = -gained - lost + (2 * n - gained + lost) * difference
    c = -lost * difference * (1 - difference)
    nuisance = (math.sqrt(max(b * b - 8 * n * c, 0)) - b) / (4 * n)
    variance = n * (2 * nuisance + difference * (1 - difference))
    off = gained - lost - n * difference
    if variance <= 0:
        return 0.0 if off == 0 else math.copysign(math.inf, off)
    return off / math.sqrt(variance)


def tango_chance(gained: float, lost: float, n: float, difference: float) -> float:
    """One-sided chance of such pairs or better where the truth is `difference`."""
    return 1 - normal_cdf(tango_score(gained, lost, n, difference))


def mean(values: Sequence[float]) -> float:
    """The mean; of at least one value."""
    return math.fsum(values) / len(values)


def variance(values: Sequence[float]) -> float:
    """The sample variance; of at least two values."""
    middle = mean(values)
    return math.fsum((v - middle) ** 2 for v in values) / (len(values) - 1)


def standard_error(values: Sequence[float], clusters: Sequence[int] | None = None) -> tuple[float, int]:
    """The standard error of the mean and its degrees of freedom; values of one cluster may move together.

    Clustered as in Miller 2024 (arXiv 2411.00640), with the correction for few clusters, C / (C - 1).
    """
    if clusters is None:
        return math.sqrt(variance(values) / len(values)), len(values) - 1
    middle, sums = mean(values), dict.fromkeys(clusters, 0.0)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value - middle
    spread = math.fsum(s * s for s in sums.values()) * len(sums) / (len(sums) - 1)
    return math.sqrt(spread) / len(values), len(sums) - 1


def t_interval(middle: float, error: float, df: int, level: float) -> tuple[float, float]:
    """The interval of a mean with its standard error."""
    width = t_quantile(0.5 + level / 2, df) * error
    return middle - width, middle + width


def t_chance(middle: float, error: float, df: int, truth: float) -> float:
    """One-sided chance of such a mean or a higher one where the truth is `truth`."""
    return 1 - t_cdf((middle - truth) / error, df) if error > 0 else float(middle <= truth)


def holm(chances: Sequence[float]) -> list[float]:
    """The same chances, corrected for their number (Holm 1979), in the same order."""
    corrected, reached = [0.0] * len(chances), 0.0
    for rank, i in enumerate(sorted(range(len(chances)), key=lambda i: chances[i])):
        reached = max(reached, min(1.0, (len(chances) - rank) * chances[i]))
        corrected[i] = reached
    return corrected


def ratio_interval(
    upper: Sequence[float], lower: Sequence[float], level: float
) -> tuple[float, tuple[float, float] | None]:
    """The ratio of two paired means and Fieller's interval (1954); None where the lower mean may be 0."""
    n, top, bottom = len(upper), mean(upper), mean(lower)
    together = math.fsum((a - top) * (b - bottom) for a, b in zip(upper, lower, strict=True)) / (n - 1) / n
    t = t_quantile(0.5 + level / 2, n - 1)
    a = bottom * bottom - t * t * variance(lower) / n
    b = top * bottom - t * t * together
    c = top * top - t * t * variance(upper) / n
    if a <= 0 or b * b < a * c:
        return (top / bottom if bottom else math.nan), None
    width = math.sqrt(b * b - a * c)
    return top / bottom, ((b - width) / a, (b + width) / a)
