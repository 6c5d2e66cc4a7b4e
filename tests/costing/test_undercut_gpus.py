"""GPUs that others undercut at any volume are left out of sums that they cannot change."""

from random import Random

import pytest
from likely_workloads import workload
from workloads import priced

from advisor.costing.gpus.gpu_serving import ever_cheapest, lowest


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_costs_at_every_volume_what_the_cheapest_of_all_does(seed):
    case = workload(Random(seed), answered=0.4, ready=1)
    bills = [b for b in priced(case).ways["self-host"] if len(b.fleets) > 1]
    for bill in bills:
        left = ever_cheapest(bill.fleets)
        for volume in (0.0, *(10.0**k for k in range(1, 11))):
            assert lowest(left, volume) == lowest(bill.fleets, volume)
    assert seed or any(len(ever_cheapest(b.fleets)) < len(b.fleets) for b in bills)
