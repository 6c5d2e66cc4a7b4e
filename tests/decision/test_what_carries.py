"""Growth and announced prices are named among the reasons where they are what the verdict hangs on, and only there."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.report import one_page, rule_evidence

DAY = datetime.date(2026, 11, 28)
READY = (
    "task: extraction, task_scope: narrow, label_set: open, prompt_meets_bar: yes, prompt_baseline: yes,"
    " eval_infra: automated, spec_stability: stable, input_shift: rarely, structured_output_tried: yes,"
    " labelled_examples: 5000, label_source: production, mlops: yes, data_boundary: public-api"
)
TRAINS = (
    "model: claude-opus-5-5, requests_per_month: 120k, input_tokens: 3000, output_tokens: 400,"
    " models_tried: {claude-sonnet-5-5: large}"
)
MOVES = (
    "model: gemini-3.8-flash, requests_per_month: 45k, input_tokens: 2000, output_tokens: 300,"
    " models_tried: {gpt-6-luna: none}"
)


def told(*answers: str):
    return decide(
        cases.parse(f"advisor: 1\nanswers: {{{', '.join((READY, *answers))}}}\n"), shipped_basis(), DAY
    )


@pytest.mark.parametrize(
    ("work", "growth", "word"),
    [
        (TRAINS, "25%", "growth"),
        (TRAINS, "0%", ""),
        (TRAINS.replace("120k", "1M"), "25%", ""),
        (TRAINS.replace("120k", "700k"), "-20%", "falling volume"),
        (MOVES, "0%", "announced price"),
        (MOVES.replace("45k", "2M"), "0%", ""),
    ],
)
def test_what_the_money_hangs_on_is_a_reason(work, growth, word):
    why = [r for r in rule_evidence.reasons(told(work, f"growth_per_month: {growth}")) if "decides here" in r]
    assert [word in r for r in why] == [True] * bool(word)


@pytest.mark.parametrize(("growth", "first"), [("10%", True), ("-10%", True), ("0%", False)])
def test_a_month_of_a_volume_that_moves_is_the_first(growth, first):
    money = " ".join(one_page.one_page(told(MOVES.replace("45k", "2M"), f"growth_per_month: {growth}")).money)
    assert ("a month at first, " in money) is first
