"""What a later step calls or measures is named in it."""

from __future__ import annotations

import datetime

from in_line import told_on

from advisor.report.wording import later

told = told_on(datetime.date(2026, 11, 29), "input_tokens: 1000, output_tokens: 150, prompt_meets_bar: yes")


def test_the_model_that_is_measured_once_others_missed_is_named():
    azure = "model: azure/gpt-4.1, data_boundary: contracted-vendor, contracted_vendors: azure"
    d = told(azure, "residency: us, task: extraction, requests_per_month: 2M")
    assert later(d, d.verdict.then) == "measure gpt-5.4-mini, if gpt-6-luna misses your bar."
    assert any("If it misses: measure gpt-5.4-mini" in step for step in d.plan)


def test_this_verdict_stands_where_it_is_the_same_model():
    d = told("model: gpt-5-mini, prompt_baseline: yes, data_boundary: public-api",
             "models_tried: {gpt-6.1-terra: none, gpt-6-luna: small}, requests_per_month: 4M")  # fmt: skip
    assert later(d, d.verdict.then).startswith("this verdict stands, if ")
