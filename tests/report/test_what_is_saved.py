"""What page one says is saved: net of what is paid once, over growing months, at most where a row is the least."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.telling.staying import STANDS
from advisor.report import wording
from advisor.report.one_page import one_page

told = told_on(datetime.date(2026, 11, 29), "data_boundary: public-api, prompt_meets_bar: yes")
TAGS = (
    "task: classification, label_set: fixed, label_count: 9, task_scope: narrow, prompt_baseline: yes",
    "spec_stability: stable, structured_output_tried: yes, eval_infra: automated, labelled_examples: 20k, mlops: yes",
    "label_source: production, models_tried: {gpt-6-luna: large}, turnaround: overnight, payload_tokens: 400",
)


def page(*answers: str) -> str:
    return " ".join(one_page(told(*answers)).money)


def test_a_job_done_once_saves_what_is_left_after_what_is_paid_once():
    d = told(
        "one_off: yes, requests_per_month: 40M, model: gpt-6.1-terra",
        "input_tokens: 1200, output_tokens: 40",
        *TAGS,
    )
    row = d.verdict_row
    assert d.verdict.trained and row.one_time_usd > 1_000
    assert f"Saves ${d.today_usd - row.horizon_usd:,.0f} in all" in " ".join(one_page(d).money)


def test_a_review_of_a_job_done_once_is_before_it_is_run():
    d = told(
        "one_off: yes, requests_per_month: 3M, model: claude-sonnet-5-5, input_tokens: 6000, output_tokens: 400"
    )
    assert not [t for t in d.revisit if t.kind == "date"]
    assert one_page(d).review.startswith("before the job is run")


def test_the_bill_of_an_untrained_model_with_the_prompt_of_a_tune_is_the_least():
    tuned = "model: gpt-4.1-mini, requests_per_month: 2.5M, input_tokens: 500, output_tokens: 120, task: generation"
    d = told(tuned, "model_is_tuned: yes")
    assert "(at least $" in d.verdict.headline
    assert "at least $" in page(tuned, "model_is_tuned: yes") and "Saves at most $" in page(
        tuned, "model_is_tuned: yes"
    )
    assert "at least" not in page(tuned) + told(tuned).verdict.headline


def test_growth_repays_the_work_of_moving_sooner():
    chat = "model: claude-haiku-5-5, requests_per_month: 100k, input_tokens: 6000, output_tokens: 600, task: chat"
    money = page(chat, "horizon_months: 24", "growth_per_month: 15 %")
    assert "saves $60.60 a month at first" in money and "repaid in 15.1 months" in money


@pytest.mark.parametrize(
    ("model", "boundary", "told_so"),
    [("bedrock/claude-sonnet-4", "own-cloud", "2026-10-14"), ("gpt-6-luna", "public-api", None)],
)
def test_a_promise_to_keep_a_model_that_has_run_out_is_a_risk(model, boundary, told_so):
    asked = told_on(
        datetime.date(2026, 11, 29), f"model: {model}, data_boundary: {boundary}, prompt_meets_bar: yes"
    )
    risks = " ".join(
        one_page(asked("requests_per_month: 500k, input_tokens: 4000, output_tokens: 500, task: chat")).risks
    )
    assert ("at the least" in risks) is (told_so is not None)
    assert told_so is None or (told_so in risks and "that day has passed" in risks)


INSIDE = "serving_today: own-gpus, model: llama-3.1-8b, requests_per_month: 6M, input_tokens: 900, output_tokens: 120"


@pytest.mark.parametrize("gpus", ["rented", "reserved", "owned"])
def test_a_move_off_gpus_that_are_paid_on_has_repaid_its_work_on_no_known_day(gpus):
    d = told(INSIDE, "bill_today: 4200", f"gpus: {gpus}", "prompt_baseline: yes, eval_infra: automated")
    money = one_page(d).money
    (verdict,) = (m for m in money if m.startswith("With this decision"))
    assert d.verdict.route == "other-model"
    assert ("repaid in" in verdict) is (gpus == "rented") is not ("comes on top" in verdict)
    assert not any("first call that moves" in good for good in d.consequences.good)


def test_the_next_step_off_gpus_that_are_paid_on_says_so_too():
    d = told(INSIDE, "bill_today: 4200", "gpus: owned, model_is_tuned: yes")
    (after,) = (m for m in one_page(d).money if "turns out good enough" in m)
    assert "comes on top" in after and "repaid" not in after


def test_what_misses_the_bar_that_todays_model_meets_saves_nothing():
    d = told(
        "requests_per_month: 4M, model: gpt-4.1, input_tokens: 1000, output_tokens: 100",
        "models_tried: {gpt-6-luna: small}, prompt_baseline: yes, task: extraction",
    )
    assert d.verdict_row.model == "gpt-6-luna" and "Saves" not in " ".join(one_page(d).money)
    assert not any("Run the same inputs through gpt-6-luna" in step for step in d.plan)
    assert any("gpt-6.1-terra" in step for step in d.plan)
    assert d.verdict.then is not None and wording.leads_to(d, d.verdict.then) == STANDS
