"""What runs inside and is good enough but too slow is made faster; a larger model would be slower still."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

told = told_on(
    datetime.date(2026, 11, 29),
    "requests_per_month: 3M, model: llama-3.3-70b, input_tokens: 2000, output_tokens: 300, task: generation",
    "serving_today: own-gpus, data_boundary: own-network, prompt_meets_bar: no",
)


@pytest.mark.parametrize("causes, larger", [("[latency]", False), ("[latency, behaviour]", True)])
def test_a_larger_model_is_measured_only_where_answers_fall_short(causes, larger):
    d = told(f"failure_cause: {causes}")
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("self-host", False, "llama-3.3-70b")
    assert ("a larger open model" in d.verdict.headline) is larger
    assert any("next smaller size" in step for step in d.plan) is not larger
