"""A prefix that nobody said is counted as none, and page one says so; what caching saves nothing on is not promised."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.decision import Decision
from advisor.report import one_page

GATES = (
    "spec_stability: stable, input_shift: rarely, prompt_baseline: yes, structured_output_tried: yes, "
    "eval_infra: automated, labelled_examples: 5000, label_source: production, task_scope: narrow, mlops: yes,"
    " label_set: open,"
    " prompt_meets_bar: yes"
)
TUNED = "model: gpt-6.1-sol, requests_per_month: 2M, models_tried: {gpt-6-luna: large, gpt-6.1-terra: small}"
STAYS = "model: gpt-6.1-sol, requests_per_month: 50k"


told = told_on(datetime.date(2026, 11, 29), GATES, "task: extraction, output_tokens: 200")


def nothing_cached(d: Decision) -> list[str]:
    return [line for line in one_page.one_page(d).assumed if "as nobody said" in line]


@pytest.mark.parametrize("work, trained", [(TUNED, True), (STAYS, False)])
def test_page_one_names_the_prefix_that_nobody_said_and_what_caching_it_could_save(work, trained):
    d = told(work, "input_tokens: 6000")
    assert d.verdict.trained is trained
    (line,) = nothing_cached(d)
    assert f"${d.known['prefix_month_usd']:,.0f}" in line
    assert not nothing_cached(told(work, "input_tokens: 6000, shared_prefix_tokens: 2000"))
    assert not nothing_cached(told(work, "input_tokens: 600")), "no vendor caches so little"


def test_a_model_that_takes_over_and_saves_nothing_by_caching_is_not_named_with_nothing():
    few = "model: gpt-4o, requests_per_month: 3000, input_tokens: 5000, shared_prefix_tokens: 4000"
    (step,) = (s for s in told(few).plan if "prompt caching" in s)
    assert "less on gpt-4o until" in step and "$0" not in step
