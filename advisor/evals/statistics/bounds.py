"""From scores an example to bounds of a mean: the exact and Tango's where they are needed, t where it holds.

Scores lie within 0 to 1. One pass or fail an example takes the exact interval and, for pairs, Tango's. Repeats and
graded scores take t on the mean of each example (so the example is the cluster), from LEAST_FOR_T examples on of
which enough differ; under that, exact and score bounds on the sums, which are wider than they need be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from advisor.evals.statistics import pairs, proportions

LEAST_FOR_T = 20
"""Examples, or clusters of them, under which t is not trusted."""
DIFFERING_FOR_T = 15
"""Examples that must differ before their spread is taken as known: with nearly all alike, t calls too few enough."""

HELD_BACK = 0.25
"""Part of one example that counts against a model where it is called no worse. By Tango's bound alone one that is just
at the margin is called so in up to 6.9 % of files in which nearly all pairs agree; with it in at most 4.8 %: by
enumeration over 30 to 500 pairs, margins of 2, 3 and 5 points, and all shares of pairs that differ."""


@dataclass(frozen=True)
class Bounds:
    """A mean and its bounds; `chance`: the one-sided chance of such a mean or a higher one at a given truth,
    of a difference with HELD_BACK against it."""

    middle: float
    low: float
    high: float
    method: str
    chance: Callable[[float], float]


def rate_bounds(scores: Sequence[float], clusters: Sequence[int] | None, level: float) -> Bounds:
    """Bounds of one model's mean score."""
    grouped = _by_cluster(scores, clusters)
    whole = all(s in (0.0, 1.0) for s in grouped)
    if not whole and _spread_known(grouped, 1.0, 0.0):
        return _t(scores, clusters, level, 0.0)
    total, n = round(sum(grouped), 9), len(grouped)
    low, high = proportions.exact_interval(total, n, level)
    return Bounds(
        total / n, low, high, "exact", lambda truth: proportions.chance_of_rate(total, n, max(truth, 0.0))
    )


def difference_bounds(differences: Sequence[float], clusters: Sequence[int] | None, level: float) -> Bounds:
    """Bounds of a mean difference between two models on the same examples."""
    grouped = _by_cluster(differences, clusters)
    whole = all(d in (-1.0, 0.0, 1.0) for d in grouped)
    if not whole and _spread_known(grouped, 0.0):
        found = _t(differences, clusters, level, -1.0)
        differing = [abs(d) for d in differences if d]
        back = HELD_BACK * pairs.mean(differing) / len(differences)
        return replace(found, chance=lambda truth: found.chance(truth + back))
    gained = round(sum(d for d in grouped if d > 0), 9)
    lost = round(-sum(d for d in grouped if d < 0), 9)
    n = len(grouped)
    low, high = pairs.tango_interval(gained, lost, n, level)
    return Bounds(
        (gained - lost) / n,
        low,
        high,
        "Tango",
        lambda truth: pairs.tango_chance(gained, lost + HELD_BACK, n, max(truth, -1.0)),
    )


def _by_cluster(values: Sequence[float], clusters: Sequence[int] | None) -> Sequence[float]:
    """A mean a cluster, where examples stand in clusters."""
    if clusters is None:
        return values
    groups: dict[int, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        groups.setdefault(cluster, []).append(value)
    return [pairs.mean(g) for g in groups.values()]


def _spread_known(values: Sequence[float], *usual: float) -> bool:
    differing = all(sum(v != u for v in values) >= DIFFERING_FOR_T for u in usual)
    return len(values) >= LEAST_FOR_T and differing


def _t(values: Sequence[float], clusters: Sequence[int] | None, level: float, least: float) -> Bounds:
    middle, (error, df) = pairs.mean(values), pairs.standard_error(values, clusters)
    low, high = pairs.t_interval(middle, error, df, level)
    return Bounds(
        middle, max(low, least), min(high, 1.0), "t", lambda truth: pairs.t_chance(middle, error, df, truth)
    )
