"""One pass rate: the exact interval, and the chance of such a rate where the truth is a bar."""

from __future__ import annotations

from advisor.evals.statistics.distributions import beta_cdf, root


def exact_interval(passed: float, n: float, level: float) -> tuple[float, float]:
    """Clopper and Pearson's interval (1934) for a rate; `level` such as 0.90 leaves half of the rest on each side.

    `passed` may be a fraction (a sum of means over repeats): scores within 0 to 1 spread less than passes and
    failures do, so the bounds still hold.
    """
    tail = (1 - level) / 2
    low = 0.0 if passed <= 0 else root(lambda p: beta_cdf(p, passed, n - passed + 1) - tail, 0, 1)
    high = 1.0 if passed >= n else root(lambda p: beta_cdf(p, passed + 1, n - passed) - (1 - tail), 0, 1)
    return low, high


def chance_of_rate(passed: float, n: float, truth: float) -> float:
    """The chance of at least `passed` of `n` where the true rate is `truth`."""
    return 1.0 if passed <= 0 else beta_cdf(truth, passed, n - passed + 1)
