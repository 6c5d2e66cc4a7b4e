"""The few rules that are asked before a tuned route is chosen say of it what all of them say."""

from random import Random

import pytest
from likely_workloads import workload
from workloads import decided, shipped_basis

from advisor.decision.tuned_route import closed_routes
from advisor.rules import CHOICE_FACTS


@pytest.mark.parametrize("seed", range(12))
def test_what_is_closed_and_what_the_choice_reads_is_the_same(seed):
    known = decided(workload(Random(seed), answered=seed % 4 / 4)).known
    every, few = (
        r.evaluate(known) for r in (shipped_basis().rules, shipped_basis().rules.policy.before_choice)
    )
    assert closed_routes(few) == closed_routes(every)
    assert {n: few.facts.get(n) for n in CHOICE_FACTS} == {n: every.facts.get(n) for n in CHOICE_FACTS}
