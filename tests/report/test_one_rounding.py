"""A figure that is the difference of two others is that of the two as they are told."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import told_on

from advisor.report.one_page import one_page
from advisor.text.words import dollars_less

told = told_on(
    datetime.date(2026, 11, 29), "prompt_meets_bar: yes, data_boundary: public-api, task: extraction"
)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [(2475, 1327.5, "$1,147"), (2562.5, 1275, "$1,287"), (45_000, 4.31, "$44,996"), (99.5, 40.25, "$59.25")],
)
def test_whole_dollars_are_taken_from_whole_dollars(one, other, shown):
    assert dollars_less(one, other) == shown


@pytest.mark.parametrize("volume", ["1.01M", "1.13M", "1.27M", "1.39M", "1.51M", "1.73M"])
def test_what_is_saved_is_today_less_the_verdict_to_the_dollar(volume):
    d = told(f"requests_per_month: {volume}, model: gpt-6.1-sol, input_tokens: 913, output_tokens: 251",
             "models_tried: {gpt-6.1-terra: none}")  # fmt: skip
    page = " ".join(one_page(d).money)
    today, then, saved = (
        int(re.search(rf"{words} \$([\d,]+)", page)[1].replace(",", ""))
        for words in ("Today", "With this decision", "Saves")
    )
    assert saved == today - then


def test_a_given_price_is_the_one_in_the_region_and_the_rest_is_of_another_model():
    from workloads import shipped_basis

    from advisor.case import case as cases
    from advisor.decide import decide

    case = cases.parse(
        "advisor: 1\nanswers: {requests_per_month: 600k, model: azure/gpt-5.1, input_tokens: 3000, output_tokens: 500,"
        " residency: eu, data_boundary: contracted-vendor, contracted_vendors: [azure], prompt_meets_bar: yes}\n"
        "prices: {azure/gpt-5.1: {input: 1.0, output: 8}}\n"
    )
    d = decide(case, shipped_basis(), datetime.date(2026, 11, 29))
    page = " ".join(one_page(d).money)
    assert d.today_usd == pytest.approx(0.6 * (3000 * 1 + 500 * 8)) and d.verdict.model == "gpt-6-luna"
    assert "the price you gave is taken as the one you pay in the EU" in page
    assert "adds 20 % to the list price of gpt-6-luna" in page and "to what you gave" not in page


def test_a_plan_does_not_wait_for_what_is_not_open():
    d = told(
        "requests_per_month: 5M, model: gpt-6.1-sol, input_tokens: 800, output_tokens: 2500, tuned_output_tokens: 60",
        "models_tried: {gpt-6-luna: small}, prompt_baseline: yes, eval_infra: automated, spec_stability: stable,"
        " input_shift: yearly, labelled_examples: 8000, label_source: production, mlops: yes, task_scope: narrow,"
        " structured_output_tried: yes",
    )
    (step,) = (s for s in d.plan if "If it misses" in s)
    assert "look at training" in step and "what is open" not in step and " once ." not in step
