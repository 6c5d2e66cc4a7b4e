"""GPUs that others undercut at any volume are left out of sums that they cannot change."""

from random import Random

import numpy as np
import pytest
from likely_workloads import workload
from workloads import priced

from advisor.costing.gpus.gpu_serving import Fleet, ever_cheapest, lowest_monthly
from advisor.costing.inputs import SourcedValue


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_costs_at_every_volume_what_the_cheapest_of_all_does(seed):
    case = workload(Random(seed), answered=0.4, ready=1)
    bills = [b for b in priced(case).ways["self-host"] if len(b.fleets) > 1]
    for bill in bills:
        left = ever_cheapest(bill.fleets)
        for volume in (0.0, *(10.0**k for k in range(1, 11))):
            assert lowest_monthly(left, volume) == lowest_monthly(bill.fleets, volume)
    assert seed or any(len(ever_cheapest(b.fleets)) < len(b.fleets) for b in bills)


def _sampled(random, sharing):
    hour, capacity = random.uniform(1, 9, 300), random.uniform(1, 2) * random.uniform(1e5, 1e7)
    return Fleet("a", "A", SourcedValue(hour), SourcedValue(730.0), capacity, 2.0, sharing, 3.0)


@pytest.mark.parametrize("sharing", [1.0, 4.0])
def test_what_is_left_costs_in_every_sample_what_the_cheapest_of_all_does(sharing):
    random = np.random.default_rng(1)
    fleets = [_sampled(random, sharing) for _ in range(40)]
    fleets += [
        Fleet("b", "B", SourcedValue(f.hour.value + 1), f.hours, 1e5, 2.0, sharing, 3.0) for f in fleets
    ]
    left, volume = ever_cheapest(fleets), 10 ** random.uniform(2, 9, 300)
    assert 1 < len(left) <= 40
    np.testing.assert_allclose(lowest_monthly(left, volume), lowest_monthly(fleets, volume), rtol=1e-12)
