"""How a verdict is carried out and what it is measured with: as much traffic, and as many calls, as there are."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

DAY = datetime.date(2026, 11, 28)
READY = (
    "task: extraction, task_scope: narrow, prompt_meets_bar: yes, prompt_baseline: yes, eval_infra: automated,"
    " spec_stability: stable, input_shift: rarely, data_boundary: public-api"
)
WORK = "input_tokens: 2500, output_tokens: 300"


told = told_on(DAY, READY, WORK)


@pytest.mark.parametrize(("volume", "share"), [("100", False), ("2499", False), ("2500", True), ("2M", True)])
def test_a_share_of_the_traffic_goes_first_where_a_share_tells_anything(volume, share):
    plan = " ".join(told("model: gpt-4o", f"requests_per_month: {volume}").plan)
    assert ("5 % of the traffic" in plan) is share


def test_what_runs_today_is_counted_in_what_measuring_its_replacement_costs():
    d = told("model: claude-sonnet-4-5, requests_per_month: 400k")
    new = next(r for r in d.routes if r.id == "prompt").per_call_usd
    calls = 690 * (new + d.today_usd / 400_000)
    assert d.verdict.model == "claude-sonnet-5-5" and f"${calls:.2f} for the calls" in " ".join(d.plan)


def test_a_share_that_is_passed_on_is_no_switch():
    d = told(
        "model: gpt-6.1-sol, requests_per_month: 2M, escalation_share: 0.9, models_tried: {gpt-6-luna: small}"
    )
    assert d.verdict.route == "cascade" and d.verdict.headline.startswith("Put gpt-6-luna before gpt-6.1-sol")


def test_a_row_that_is_counted_as_batch_jobs_says_so():
    rows = told("model: claude-opus-5-5, requests_per_month: 2M, turnaround: overnight").routes
    called = [
        r
        for r in rows
        if r.available and r.per_call_usd and r.id in ("prompt", "other-model", "cascade", "rag")
    ]
    assert called and all(any("as batch jobs" in aside for aside in r.asides) for r in called)
    plain = told("model: claude-opus-5-5, requests_per_month: 2M").routes
    assert not any("as batch jobs" in aside for r in plain for aside in r.asides)


@pytest.mark.parametrize("gone", ["gpt-3.5-turbo-0613", "gpt-4-32k", "text-davinci-003"])
def test_beside_a_model_that_is_gone_nothing_waits_for_a_share_and_nothing_closed_takes_over(gone):
    d = told(f"model: {gone}, requests_per_month: 2M")
    steps = " ".join(d.plan)
    closed = {r.model for r in d.routes if r.id == "prompt" and r.why_not}
    assert f"{gone} was shut down" in steps and "of the traffic" not in steps
    assert not [m for m in closed if f"to {m} today" in steps]
