"""What the money of page one sells on a condition, a step of the page finds out about."""

from __future__ import annotations

import datetime
import re

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.report.one_page import one_page

DAY = datetime.date(2026, 11, 28)
CASES = {
    "a switch": (
        "requests_per_month: 2.25M, model: claude-sonnet-5, input_tokens: 14k, output_tokens: 350, task: agent,"
        " prompt_meets_bar: no, failure_cause: [reasoning], models_tried: {claude-opus-5-5: none}"
    ),
    "steps that come first": (
        "requests_per_month: 2M, model: claude-sonnet-5, input_tokens: 3000, output_tokens: 1500, task: generation,"
        " turnaround: overnight, shared_prefix_tokens: 2500, failure_cause: [latency], prompt_meets_bar: yes"
    ),
    "retrieval": (
        "requests_per_month: 2M, model: claude-opus-5-5, input_tokens: 14k, output_tokens: 50, task: agent,"
        " turnaround: overnight, prompt_meets_bar: yes, failure_cause: [missing-knowledge]"
    ),
    "a model that ends": (
        "requests_per_month: 3M, model: gemini-2.5-pro, input_tokens: 14k, output_tokens: 400, task: classification,"
        " shared_prefix_tokens: 2500, models_tried: {gpt-6-luna: large}"
    ),
}


@pytest.mark.parametrize("answers", CASES.values(), ids=CASES)
def test_a_model_whose_saving_is_named_is_measured_in_a_step(answers):
    page = one_page(decide(cases.parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), DAY))
    ends = re.compile(r" turns out good enough| first, the rest")
    sold = [ends.split(s.removeprefix("If "))[0] for s in page.money if s.startswith("If ")]
    assert sold and all(any("easure" in s and model in s for s in page.steps) for model in sold)


def test_nothing_is_sold_that_is_not_worth_measuring():
    tiny = "requests_per_month: 30k, input_tokens: 700, output_tokens: 50, task: agent, serving_today: nothing-yet"
    d = decide(
        cases.parse(f"advisor: 1\nanswers: {{{tiny}, models_tried: {{claude-sonnet-5-5: none}}}}\n"),
        shipped_basis(),
        DAY,
    )
    assert d.verdict.model == "claude-sonnet-5-5"
    assert not any("turns out good enough" in s for s in one_page(d).money)
    assert not any("another model" in step for step in d.plan)
