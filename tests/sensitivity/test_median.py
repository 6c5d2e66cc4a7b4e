"""The likely value of an input is its median, so the money at the point estimate is the middle of its range."""

from __future__ import annotations

import datetime
from random import Random

import numpy as np
import pytest
from likely_workloads import workload
from workloads import shipped_basis

from advisor.sensitivity.base_case import decide_base_case
from advisor.sensitivity.pieces import uniform_pieces
from advisor.sensitivity.uncertainty import Uncertain, draw_samples, uncertain_inputs

DAY = datetime.date(2026, 11, 27)


def test_the_median_cost_of_a_route_is_its_point_estimate():
    times: dict[str, list[float]] = {}
    for seed in range(500, 506):
        base_case = decide_base_case(workload(Random(seed)), shipped_basis(), DAY)
        cost: dict[str, list[float]] = {}
        for _, many in uniform_pieces(
            draw_samples(base_case, uncertain_inputs(base_case), 500, 1), 500, base_case.part
        ):
            for route, found in many.cost.items():
                cost.setdefault(route, []).extend(found)
        for route, bill in base_case.money.chosen.items():
            if bill.lines and not bill.closed:
                middle = float(np.median(cost[route]))
                times.setdefault(route, []).append(middle / float(base_case.money.horizon_cost(bill)))
    assert {"prompt", "other-model", "rag", "encoder", "hosted-ft", "self-host"} <= times.keys()
    every = [t for each in times.values() for t in each]
    assert all(0.85 < t < 1.15 for t in every)
    assert sum(0.9 < t < 1.1 for t in every) >= 0.95 * len(every)


@pytest.mark.parametrize(("low", "likely", "high"), [(1, 2, 50), (0, 1, 9), (3, 3, 8), (0.2, 0.9, 1.0)])
def test_half_of_the_draws_lie_below_the_likely_value(low, likely, high):
    base_case = decide_base_case(workload(Random(501)), shipped_basis(), DAY)
    name = "query_tokens"
    one = Uncertain(name, "assumption", low, likely, high, "tokens")
    drawn = draw_samples(base_case, [one], 2_000, 1).samples[name]
    assert np.median(drawn) == pytest.approx(likely, rel=0.05)
    assert low <= drawn.min() <= drawn.max() <= high
    assert drawn.max() > likely + 0.8 * (high - likely)


def test_what_the_untrained_side_costs_is_uncertain_too():
    names = {u.name for u in uncertain_inputs(decide_base_case(workload(Random(501)), shipped_basis(), DAY))}
    assert {"call_price_times", "tokenizer_times", "other_output_times"} <= names
