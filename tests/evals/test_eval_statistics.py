"""The statistics against published values; sources stand beside each."""

import math
import random

import pytest

from advisor.evals.compare import zones
from advisor.evals.statistics.bounds import difference_bounds, rate_bounds
from advisor.evals.statistics.distributions import t_quantile
from advisor.evals.statistics.pairs import holm, ratio_interval, standard_error, tango_interval
from advisor.evals.statistics.proportions import chance_of_rate, exact_interval
from advisor.evals.statistics.sizes import agreeing_pairs_needed, examples_needed, pairs_needed


@pytest.mark.parametrize(
    ("passed", "n", "low", "high"),
    [(17, 20, 0.621073, 0.967929), (5, 5, 0.478176, 1), (0, 12, 0, 0.264648)],
)
def test_exact_interval(passed, n, low, high):
    """Clopper and Pearson at 95 %, as statsmodels has it."""
    assert exact_interval(passed, n, 0.95) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(
    ("gained", "lost", "n", "level", "low", "high"),
    [
        (9, 3, 32, 0.95, -0.027, 0.390),
        (0, 1, 44, 0.90, -0.096, 0.037),
        (16, 8, 86, 0.95, -0.020, 0.207),
        (1, 7, 21, 0.95, -0.517, -0.026),
    ],
)
def test_tango(gained, lost, n, level, low, high):
    """Published examples, asserted by the R package ratesci."""
    assert tango_interval(gained, lost, n, level) == pytest.approx((low, high), abs=5e-4)


def test_tango_without_a_discordant_pair_is_z_squared_over_n_plus_z_squared():
    z2 = 1.6448536**2
    assert tango_interval(0, 0, 60, 0.90)[0] == pytest.approx(-z2 / (60 + z2), abs=1e-6)


@pytest.mark.parametrize(("df", "value"), [(4, 2.776445), (9, 2.262157), (30, 2.042272)])
def test_quantiles_of_t(df, value):
    assert t_quantile(0.975, df) == pytest.approx(value, abs=1e-6)


def test_clustered_error():
    """Five clusters, as statsmodels has it with its correction; without clusters the usual error."""
    values = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1]
    clusters = list("aaabbcccddee")
    assert standard_error(values, clusters) == (pytest.approx(0.1075829, abs=1e-7), 4)
    assert standard_error(values) == (pytest.approx(0.1421338, abs=1e-7), 11)


def test_holm():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_ratio_of_means():
    """Fieller: about the ratio where the error is small, unknown where the lower mean may be 0."""
    upper, lower = [0.8, 0.9, 0.7, 0.85] * 10, [0.9, 0.95, 0.85, 0.9] * 10
    ratio, bounds = ratio_interval(upper, lower, 0.9)
    assert ratio == pytest.approx(3.25 / 3.6)
    assert bounds is not None
    assert bounds[0] < ratio < bounds[1] < 0.93
    assert ratio_interval([1.0, 0.0, 1.0], [1.0, -1.0, 0.1], 0.9)[1] is None


@pytest.mark.parametrize(
    ("discordant", "margin", "n"),
    [(0.05, 0.05, 124), (0.05, 0.03, 344), (0.1, 0.05, 248), (0.1, 0.02, 1546), (0.2, 0.03, 1374)],
)
def test_pairs_needed(discordant, margin, n):
    assert pairs_needed(math.sqrt(discordant), margin, 0.05, 0.8) == n


def test_fewest_examples_that_can_show_anything():
    assert [agreeing_pairs_needed(m, 0.05) for m in (0.05, 0.03, 0.02)] == [61, 104, 157]
    assert pairs_needed(0.3, 0, 0.05, 0.8) is None


def test_examples_needed_for_a_bar():
    """The exact bound needs as many as the normal approximation says, and a few more."""
    assert examples_needed(0.95, 0.9, 0.05, 0.8) == pytest.approx(184, rel=0.1)
    assert examples_needed(1.0, 0.9, 0.05, 0.8) == 29
    assert examples_needed(0.9, 0.9, 0.05, 0.8) is None


@pytest.mark.parametrize(
    ("low", "high", "open_"),
    [
        (-0.02, 0.05, ("none",)),
        (-0.09, -0.04, ("small",)),
        (-0.4, -0.2, ("large",)),
        (-0.13, 0.03, ("none", "small", "large")),
        (-0.037, 0.016, ("none", "small")),
        (-0.163, -0.079, ("small", "large")),
    ],
)
def test_zones(low, high, open_):
    assert zones(low, high, 0.03, 0.1) == open_


def test_a_few_perfect_repeats_show_next_to_nothing():
    """With no spread at all t would give a bound without width."""
    assert rate_bounds([1.0] * 4, None, 0.9).low < 0.5
    assert difference_bounds([0.0] * 30, None, 0.9).low < -0.08
    assert difference_bounds([0.0] * 28 + [0.5, -0.5], None, 0.9).low < -0.08


def test_examples_of_one_cluster_do_not_count_as_many():
    values, clusters = [1.0, 0.0] * 30, [f"doc-{i // 12}" for i in range(60)]
    alone, together = rate_bounds(values, None, 0.9), rate_bounds(values, clusters, 0.9)
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_graded_scores_of_many_examples_take_t():
    numbers = random.Random(1)
    scores = [min(1.0, max(0.0, numbers.gauss(0.7, 0.1))) for _ in range(100)]
    found = rate_bounds(scores, None, 0.9)
    assert found.method == "t"
    assert 0.01 < found.high - found.low < 0.05


def _pair(numbers, n, truth, discordant):
    """Differences of n pairs whose true mean is `truth` with this share of discordant pairs."""
    gained = (discordant + truth) / 2
    lost = discordant - gained
    return [1.0 if (u := numbers.random()) < gained else -1.0 if u < gained + lost else 0.0 for _ in range(n)]


@pytest.mark.parametrize(
    ("n", "margin", "discordant"), [(52, 0.05, 0.05), (100, 0.03, 0.1), (200, 0.05, 0.2)]
)
def test_a_model_at_the_margin_is_called_no_worse_in_at_most_one_of_twenty_files(n, margin, discordant):
    numbers = random.Random(7)
    runs = 600
    wrong = sum(
        difference_bounds(_pair(numbers, n, -margin, discordant), None, 0.9).chance(-margin) <= 0.05
        for _ in range(runs)
    )
    assert wrong / runs <= 0.05


def test_a_rate_at_the_bar_meets_it_in_at_most_one_of_twenty_files():
    numbers = random.Random(8)
    runs = 600
    meets = [exact_interval(k, 60, 0.9)[0] >= 0.9 for k in range(61)]
    wrong = sum(meets[sum(numbers.random() < 0.9 for _ in range(60))] for _ in range(runs))
    assert wrong / runs <= 0.05
    assert chance_of_rate(0, 10, 0.5) == 1
