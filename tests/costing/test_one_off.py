"""A job done once: its volume is a total, it lasts a month, nothing is kept up, no floor of a month applies."""

from __future__ import annotations

import datetime

import pytest
from workloads import NOVEMBER, case, decided, shipped

from advisor.case.answer import Answer
from advisor.report import wording

PLAIN = {
    "model": "gpt-6.1-sol",
    "requests_per_month": 60_000,
    "input_tokens": 2_000,
    "output_tokens": 300,
    "failure_cause": ("missing-knowledge", "format"),
}
UPKEEP = ("maintenance", "retraining", "fresh labels", "evaluation runs", "re-embed")


def test_a_job_done_once_costs_its_total_however_long_the_horizon():
    d = decided(case(**PLAIN, one_off=True, horizon_months=12, growth_per_month=0.2), NOVEMBER)
    prompt = d.route("prompt")
    assert prompt.horizon_usd == pytest.approx(prompt.monthly_usd)
    assert d.break_even.usable_months == 1


def test_nothing_is_kept_up_after_a_job_done_once():
    once, ongoing = (decided(case(**PLAIN, one_off=o), NOVEMBER) for o in (True, False))
    kept = [
        line.item
        for d in (once, ongoing)
        for r in d.routes
        for line in r.lines
        if line.item.startswith(UPKEEP)
    ]
    assert kept
    assert not [line.item for r in once.routes for line in r.lines if line.item.startswith(UPKEEP)]


def test_no_floor_of_a_month_speaks_of_a_job_done_once():
    once, ongoing = (decided(case(**PLAIN, one_off=o), NOVEMBER) for o in (True, False))
    fired = [{rule.id for rule in d.fired} for d in (once, ongoing)]
    assert "volume.under-100k" in fired[1]
    assert not {"volume.under-100k", "volume.under-10k-a-day", "volume.under-500k"} & fired[0]
    assert once.facts["volume_carries"] is True


def test_a_job_done_once_is_tuned_where_that_costs_least():
    """Bands of calls a month name the tuned route of what goes on, not of what is done once."""
    once = shipped("guide-classifier").answered("one_off", Answer(True))
    d = decided(once, NOVEMBER)
    tunes = [r for r in d.routes if r.trained and r.available and r.horizon_usd is not None]
    assert "named_route" not in d.facts
    assert d.break_even.tuned_route == min(tunes, key=lambda r: r.horizon_usd).id


def test_the_plan_of_a_job_done_once_speaks_of_no_month():
    """What is spent once is said in all, and nothing is measured again in three months."""
    wordy = {
        "requests_per_month": 2_000_000,
        "model": "gpt-6.1-sol",
        "input_tokens": 1_000,
        "output_tokens": 500,
        "input_shift": "yearly",
        "prompt_meets_bar": True,
    }
    for once in (True, False):
        plan = " ".join(decided(case(**wordy, one_off=once), NOVEMBER).plan)
        assert "tenth of the output tokens is $1,000 " + ("in all" if once else "a month") in plan
        assert ("Run the evaluation set again" in plan) is not once


def test_no_month_is_spoken_of_where_the_tune_of_a_job_done_once_is_compared():
    d = decided(case(**PLAIN, one_off=True), NOVEMBER)
    spoken = " ".join([wording.break_even(d, d.against_today), wording.attribution_sentence(d)])
    assert "requests in all" in spoken
    assert not [word for word in ("a month", "/month", "months") if word in spoken]


@pytest.mark.parametrize(
    ("model", "day", "then"),
    [("gemini-4-argon", "2026-12-01", "$840 in all"), ("gpt-5", "2026-12-11", "gpt-6.1-sol")],
)
def test_a_job_done_once_is_run_before_what_is_announced_comes(model, day, then):
    """A price that rises or a model that ends within the month says by when to run it, not what half of it costs."""
    job = {**PLAIN, "failure_cause": (), "model": model, "prompt_meets_bar": True}
    d = decided(case(**job, one_off=True), datetime.date(2026, 11, 28))
    prompt = d.route("prompt")
    assert prompt.model == model
    assert prompt.horizon_usd == pytest.approx(prompt.monthly_usd)
    assert d.facts["model_retires"] is False
    told = next(w for w in d.warnings if day in w)
    assert then in told
    assert not [w for w in decided(case(**job), datetime.date(2026, 11, 28)).warnings if "run the job" in w]
