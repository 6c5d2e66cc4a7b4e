"""A model that ends sooner than a measurement takes is left first; the rest is done on what comes after it."""

from __future__ import annotations

import datetime

import pytest
from test_going_live import told
from workloads import shipped_basis

from advisor.decide import decide
from advisor.report import plainly

WORK = "requests_per_month: 2M, shared_prefix_tokens: 2000"


@pytest.mark.parametrize("turnaround", ["interactive", "minutes", "overnight"])
@pytest.mark.parametrize(
    "model", ["claude-sonnet-4-5", "gemini-2.5-pro", "gemini-2.5-flash", "gpt-5-mini", "gpt-5"]
)
def test_the_move_is_the_first_step_and_nothing_is_made_cheaper_on_what_is_about_to_go(model, turnaround):
    d = told(f"model: {model}", WORK, f"turnaround: {turnaround}")
    after = next(e for e in shipped_basis().knowledge.lifecycles_of(model) if e.shutdown).replacement
    first, later = d.plan[0], " ".join(d.plan[1:])
    assert after in first and f"{(d.now.end.on - d.as_of).days} days" in first
    assert f"less on {model}" not in later and "5 % of the traffic to" not in first


@pytest.mark.parametrize("on", ["2026-11-28", "2026-12-02"])
def test_what_runs_with_weeks_to_go_is_made_cheaper_at_once(on):
    case = told("model: gpt-4o", WORK).case
    plan = decide(case, shipped_basis(), datetime.date.fromisoformat(on)).plan
    assert "prompt caching" in plan[0] and "less on gpt-4o" in plan[0]


def test_a_measured_model_takes_all_of_the_traffic_where_no_time_for_a_share_is_left():
    d = told("model: gpt-5", WORK, "models_tried: {gpt-6-luna: none}")
    assert d.verdict.model == "gpt-6-luna" and "Move all of the traffic to gpt-6-luna" in " ".join(d.plan)
    assert "5 %" not in " ".join(d.plan)


@pytest.mark.parametrize("model", ["gemini-2.5-pro", "gemini-2.5-flash"])
def test_calls_that_go_on_to_another_model_are_called_rerouted(model):
    d = told(f"model: {model}", WORK)
    page = plainly(d, "memo")
    assert f"{model} is rerouted to" in page and f"{model} shuts down" not in page


def test_what_comes_next_names_what_goes_live_beside_what_else_is_measured():
    d = told("model: claude-sonnet-4-5", WORK)
    assert d.verdict.model == "claude-sonnet-5-5"
    assert "claude-sonnet-5-5" in d.verdict.next.when and "claude-haiku-5-5" in d.verdict.next.when


def test_what_one_is_moved_to_within_days_is_a_row_beside_the_cheaper_verdict():
    d = told("model: gpt-5", WORK)
    (row,) = (r for r in d.routes if r.model == "gpt-6.1-sol" and r.id == "other-model")
    assert d.verdict.model != row.model and row.available and row.monthly_usd > 0
    assert any("misses: stay on gpt-6.1-sol" in step for step in d.plan)
