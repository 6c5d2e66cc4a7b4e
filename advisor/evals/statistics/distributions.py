"""The normal, Student's t and the beta distribution, without a scientific library at run time."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from statistics import NormalDist

_NORMAL = NormalDist()
_TINY = 1e-300
_STEPS = 500
_HALVINGS = 72
_WIDEST_T = 1e6


def normal_quantile(p: float) -> float:
    """The value that a standard normal stays under with probability `p`."""
    return _NORMAL.inv_cdf(p)


def normal_cdf(x: float) -> float:
    """The probability that a standard normal stays under `x`."""
    return _NORMAL.cdf(x)


def t_cdf(t: float, df: float) -> float:
    """The probability that Student's t with `df` degrees of freedom stays under `t`."""
    tail = 0.5 * beta_cdf(df / (df + t * t), df / 2, 0.5)
    return 1 - tail if t > 0 else tail


@functools.cache
def t_quantile(p: float, df: float) -> float:
    """The value that Student's t with `df` degrees of freedom stays under with probability `p`."""
    return root(lambda t: t_cdf(t, df) - p, -_WIDEST_T, _WIDEST_T)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction; `a` and `b` above 0."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log) * _fraction(a, b, x) / a
    return 1 - math.exp(log) * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for factor in (even, odd):
            d = 1 / _away(1 + factor * d)
            c = _away(1 + factor / c)
            total *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return total


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a monotonic `function` changes its sign between `low` and `high`, by halving."""
    rising = function(low) > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (function(middle) > 0) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2
