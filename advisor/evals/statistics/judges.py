"""Scores of a judge, corrected where people's labels stand beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.evals.statistics.bounds import LEAST_FOR_T, Bounds
from advisor.evals.statistics.distributions import normal_cdf, normal_quantile
from advisor.evals.statistics.pairs import mean, variance

BY_PEOPLE = "judge corrected by people"
"""The method of such bounds."""
LEAST_LABELS = LEAST_FOR_T
"""Labelled examples from which on a judge is corrected by them."""


def corrected_bounds(
    judged: Sequence[float], labelled: Sequence[tuple[float, float]], level: float, least: float = 0.0
) -> Bounds:
    """Bounds of the mean that people would give, from a judge's scores of all examples and (label, score) of some.

    Prediction-powered inference with a tuned weight (Angelopoulos, Duchi and Zrnic, PPI++, arXiv 2311.01453).
    Where label and judge never differ, one difference among the labelled is taken, as none seen is not none.
    """
    labels, scores = [y for y, _ in labelled], [f for _, f in labelled]
    n, every = len(labelled), len(judged)
    weight = _weight(labels, scores, judged)
    left = [y - weight * f for y, f in labelled]
    middle = weight * mean(judged) + mean(left)
    spread = max(variance(left), 1 / n)
    error = math.sqrt(weight * weight * variance(judged) / every + spread / n)
    width = normal_quantile(0.5 + level / 2) * error
    return Bounds(
        middle, max(middle - width, least), min(middle + width, 1.0), BY_PEOPLE,
        lambda truth: 1 - normal_cdf((middle - truth) / error),
    )  # fmt: skip


def _weight(labels: Sequence[float], scores: Sequence[float], judged: Sequence[float]) -> float:
    n, middle, scored = len(labels), mean(labels), mean(scores)
    together = sum((y - middle) * (f - scored) for y, f in zip(labels, scores, strict=True)) / (n - 1)
    spread = variance([*scores, *judged])
    return min(1.0, max(0.0, together / ((1 + n / len(judged)) * spread))) if spread else 0.0
