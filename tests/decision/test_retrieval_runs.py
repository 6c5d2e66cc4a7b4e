"""Answers that miss knowledge: whether retrieval runs already is asked before any is built, and volumes grow."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

DAY = datetime.date(2026, 11, 28)
WORK = (
    "requests_per_month: 8k/day, model: gpt-5.4, input_tokens: 6k, output_tokens: 400, task: question-answering,"
    " corpus_tokens: 3B, prompt_meets_bar: no, failure_cause: missing-knowledge, prompt_baseline: yes,"
    " eval_infra: automated, spec_stability: stable, data_boundary: own-cloud"
)
RUNS = "retrieval_in_place"


told = told_on(DAY, WORK)


@pytest.mark.parametrize("also", [(), ("retrieved_tokens: 5k",)])
def test_whether_retrieval_runs_is_the_first_open_question_while_nobody_said(also):
    d = told(*also)
    assert d.verdict.route == "rag" and not d.verdict.settled
    assert d.verdict.open_questions[0] == RUNS
    for answer in ("yes", "no"):
        assert RUNS not in told(*also, f"{RUNS}: {answer}").verdict.open_questions


def test_tokens_that_retrieval_brings_suggest_that_it_runs_and_what_it_then_costs_is_said():
    d, runs = told("retrieved_tokens: 5k"), told("retrieved_tokens: 5k", f"{RUNS}: yes")
    cost = f"${runs.route('rag').monthly_usd:,.0f}"
    assert cost in d.verdict.headline and "whether retrieval runs already" in d.plan[0]
    for sure in (told(), told("retrieved_tokens: 5k", f"{RUNS}: no")):
        assert cost not in sure.verdict.headline
        assert not any("whether retrieval runs already" in step for step in sure.plan)


@pytest.mark.parametrize("growth", ["8%", "9%", "3%", "-4%"])
def test_a_volume_to_look_again_at_says_in_which_month_growth_brings_it(growth):
    d = told(f"growth_per_month: {growth}", f"{RUNS}: no")
    rate, reached = float(growth.rstrip("%")) / 100, []
    for t in (t for t in d.revisit if t.kind == "volume"):
        passed = (lambda v, t=t: v > t.above) if t.above is not None else (lambda v, t=t: v < t.below)
        days = (n for n in range(1, 361) if passed(d.volume * (1 + rate) ** (n / 30)))
        day = next(days, None)
        reached.append(day)
        if day is None:
            assert "it does in" not in t.when
        else:
            assert f"{DAY + datetime.timedelta(days=day):%B %Y}" in t.when
    assert growth == "3%" or any(reached)


def test_a_volume_that_does_not_grow_names_no_month():
    assert not any("it does in" in t.when for t in told(f"{RUNS}: no").revisit)
