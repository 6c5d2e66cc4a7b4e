"""A cheap model first: what it passes on goes to the cheapest model that is known to meet the bar."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.decision import Decision
from advisor.report.route_names import row_name

told = told_on(
    datetime.date(2026, 11, 29),
    "model: claude-opus-5-5, requests_per_month: 1.5M, input_tokens: 3000, output_tokens: 300, task: extraction",
    "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, latency_critical: no",
    "reproducible_output: no, mlops: no",
)
CHEAP, GOOD, TODAY = (
    1.5 * (3000 * given + 300 * answered) for given, answered in ((0.1, 0.5), (1, 5), (4, 20))
)
"""USD a month on gpt-6-luna, gpt-6.1-terra and claude-opus-5-5."""
TRIED = "models_tried: {gpt-6-luna: small, gpt-6.1-terra: none}"


def shared(d: Decision) -> float:
    (row,) = (r for r in d.routes if r.id == "cascade")
    return row.monthly_usd


@pytest.mark.parametrize("bar", ["yes", "no, failure_cause: [behaviour]"])
def test_the_rest_goes_on_to_a_measured_model_that_costs_less_than_todays(bar):
    d = told(f"prompt_meets_bar: {bar}", TRIED, "escalation_share: 20%")
    assert shared(d) == pytest.approx(CHEAP + 0.2 * GOOD)
    assert d.verdict.route == "cascade" and "gpt-6-luna before gpt-6.1-terra" in d.verdict.headline
    assert "the rest on gpt-6.1-terra" in row_name(d.verdict_row)


def test_the_share_is_measured_before_what_the_verdict_moves_to():
    d = told("prompt_meets_bar: yes", TRIED)
    assert (d.verdict.route, d.verdict.model, d.verdict.next.route) == (
        "other-model",
        "gpt-6.1-terra",
        "cascade",
    )
    assert shared(d) == pytest.approx(CHEAP + 0.3 * GOOD)


def test_without_one_it_goes_on_as_today():
    d = told("prompt_meets_bar: yes", "models_tried: {gpt-6-luna: small}", "escalation_share: 20%")
    assert shared(d) == pytest.approx(CHEAP + 0.2 * TODAY)
    assert "gpt-6-luna before claude-opus-5-5" in d.verdict.headline
