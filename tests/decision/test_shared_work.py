"""A cheap model first: what it passes on goes to the cheapest model that is known to meet the bar."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.decision import Decision
from advisor.report.route_names import row_name

WORK = (
    "requests_per_month: 1.5M, input_tokens: 3000, output_tokens: 300, task: extraction, prompt_baseline: yes",
    "eval_infra: automated, spec_stability: stable, latency_critical: no, reproducible_output: no, mlops: no",
)
told, on_mini, on_ending, on_llama = (
    told_on(datetime.date(2026, 11, 29), f"model: {model}", *WORK)
    for model in ("claude-opus-5-5", "gpt-5.4-mini", "gpt-4.1", "llama-3.3-70b")
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


DEAR = 1.5 * (3000 * 2 + 300 * 10)
"""USD a month on claude-sonnet-5-5."""


def test_where_todays_model_misses_the_rest_goes_to_one_that_meets_the_bar_though_it_is_dearer():
    missed = "prompt_meets_bar: no, failure_cause: [format], structured_output_tried: yes"
    tried = "models_tried: {gpt-6-luna: small, claude-sonnet-5-5: none}, escalation_share: 25%"
    d = on_mini(missed, tried)
    assert shared(d) == pytest.approx(CHEAP + 0.25 * DEAR) and d.verdict.route == "cascade"
    assert "today's prompt does not" in d.verdict.headline


def test_what_is_named_in_place_of_a_model_that_ends_goes_first_where_it_fell_slightly_short():
    """And nobody is told that the prompt of today misses the bar."""
    tried = "models_tried: {gpt-6-luna: small, claude-sonnet-5-5: none}"
    d = on_ending("prompt_meets_bar: yes", tried, "escalation_share: 15%")
    assert shared(d) == pytest.approx(CHEAP + 0.15 * DEAR)
    assert "gpt-6-luna before claude-sonnet-5-5" in d.verdict.headline
    alone = on_ending("prompt_meets_bar: yes", tried)
    assert alone.verdict.model == "claude-sonnet-5-5" and alone.verdict.next.route == "cascade"
    for one in (d, alone):
        assert "gpt-6-luna, named in place of gpt-4.1, does not" in one.verdict.headline


def test_beside_own_gpus_the_rest_goes_on_to_a_measured_model_that_is_called():
    tried = "models_tried: {gpt-6-luna: small, gpt-6.1-terra: none}, prompt_meets_bar: yes"
    d = on_llama(tried, "serving_today: own-gpus, gpus: rented, bill_today: 40000")
    sold = d.verdict_row.monthly_usd
    assert d.verdict.model == "databricks/llama-3.3-70b-instruct" and d.verdict.next.route == "cascade"
    assert shared(d) == pytest.approx(CHEAP + 0.3 * sold)


def test_the_share_of_a_job_is_found_on_its_first_part():
    d = told("prompt_meets_bar: yes", TRIED, "one_off: yes")
    (step,) = (s for s in d.plan if "has to pass on" in s)
    assert "first 5 % of the job" in step and "for a week" not in step


on_luna = told_on(datetime.date(2026, 11, 29), "model: gpt-6-luna", *WORK)
MISSES = "models_tried: {gpt-6.1-terra: none}, prompt_meets_bar: no, failure_cause:"


def test_what_runs_and_misses_goes_before_what_meets_the_bar():
    d = on_luna(f"{MISSES} [behaviour]", "escalation_share: 20%")
    assert shared(d) == pytest.approx(CHEAP + 0.2 * GOOD)
    assert d.verdict.route == "cascade" and "gpt-6-luna before gpt-6.1-terra" in d.verdict.headline
    open_ = on_luna(f"{MISSES} [behaviour]")
    assert (open_.verdict.model, open_.verdict.next.route) == ("gpt-6.1-terra", "cascade")
    assert shared(open_) == pytest.approx(CHEAP + 0.3 * GOOD)
    (look,) = (step for step in d.plan if step.startswith("Look whether"))
    assert "the prompt of gpt-6-luna begins" in look


def test_what_is_too_slow_goes_before_nothing():
    assert all(r.model != "gpt-6-luna" for r in on_luna(f"{MISSES} [latency]").routes if r.id == "cascade")


def test_a_model_of_the_class_that_runs_and_misses_is_not_measured_below_one_that_is_good():
    d = on_luna(f"{MISSES} [behaviour]")
    doubts = {r.model: r.doubt for r in d.routes if r.id == "other-model" and r.candidate}
    assert doubts["nova-micro"] and doubts["gpt-6.1-sol"]
