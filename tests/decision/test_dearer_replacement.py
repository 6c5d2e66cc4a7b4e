"""A model that ends and whose named replacement costs more: what is measured need only beat what comes after."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.current_questions import question_texts

told = told_on(
    datetime.date(2026, 11, 29),
    "model: azure/gpt-5-nano, requests_per_month: 20M, input_tokens: 800, output_tokens: 60, task: extraction",
    "prompt_meets_bar: yes, data_boundary: own-cloud",
)
REPLACEMENT, BETWEEN = 20 * (800 * 0.2 + 60 * 1.25), 20 * (800 * 0.1 + 60 * 0.5)
"""USD a month on gpt-5.4-nano, which Azure names, and on gpt-6-luna."""


def test_a_candidate_between_todays_price_and_the_replacements_is_measured_before_the_end():
    d = told()
    row = d.verdict_row
    assert (row.model, row.monthly_usd) == ("gpt-6-luna", pytest.approx(BETWEEN))
    assert d.today_usd < BETWEEN < REPLACEMENT
    assert f"${REPLACEMENT:,.0f} a month" in d.verdict.headline
    (after,) = (step for step in d.plan if "If it misses" in step)
    assert "last weeks" in after, "until then today's costs less"
    assert "measure gpt-5.4-nano" in after


def test_where_the_replacement_is_paid_for_weeks_alone_it_is_not():
    assert told("horizon_months: 3").verdict_row.model == "gpt-5-nano"


def test_what_is_asked_again_and_whose_limits_count_is_of_what_follows_a_model_that_runs_until_it_ends():
    ready = "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, latency_critical: yes"
    d = told("models_tried: {gpt-6-luna: small, nova-micro: small}", "horizon_months: 8", ready)
    assert d.verdict_row.model == "gpt-5-nano" and "gpt-5.4-nano" in d.verdict.headline
    assert question_texts(d)["prompt_meets_bar"] == "the best prompt on gpt-5.4-nano is good enough"
    assert any("limits of gpt-5.4-nano" in risk for risk in d.risks)


O3 = "model: o3, requests_per_month: 200k, input_tokens: 3000, output_tokens: 4000, task: reasoning"


def test_what_is_named_gives_way_to_a_newer_model_of_its_line_that_costs_less():
    """200,000 calls of 3,000 and 4,000 tokens: 18,400 USD a month on gpt-5.6-sol, 9,200 on gpt-6.1-sol."""
    d = told_on(datetime.date(2026, 11, 29), O3)("prompt_meets_bar: yes, data_boundary: public-api")
    assert "gpt-5.6-sol, named in its place, costs $18,400 a month; gpt-6.1-sol" in d.verdict.headline
    assert "$9,200 a month: fall back on that" in d.verdict.headline
    assert d.plan[0].startswith("Move all calls to gpt-6.1-sol within 12 days")
    assert any("misses: measure" in step and "gpt-6.1-sol ($9,200 a month)" in step for step in d.plan)


def test_an_older_model_of_its_line_is_nothing_to_fall_back_on():
    voice = "model: gemini-2.5-flash, requests_per_month: 500k, input_tokens: 2000, output_tokens: 200"
    d = told_on(datetime.date(2026, 11, 29), voice)("task: extraction, modalities: audio")
    assert (
        "gemini-3.5-flash-lite, named in its place, costs $550 a month and is what to fall"
        in d.verdict.headline
    )
    assert d.plan[0].startswith("Call gemini-3.5-flash-lite by its name")


def test_one_that_was_measured_good_is_what_to_fall_back_on():
    d = told_on(datetime.date(2026, 11, 29), O3)("prompt_meets_bar: yes, models_tried: {gpt-5.6-sol: none}")
    assert "gpt-6.1-sol, of its vendor" not in d.verdict.headline


def test_what_is_gone_before_todays_model_is_nothing_to_fall_back_on():
    """On Azure gpt-5.2 is named in place of gpt-5.1, and shuts down five weeks before it; then comes gpt-5.4."""
    azure = "model: azure/gpt-5.1, requests_per_month: 600k, input_tokens: 3000, output_tokens: 500"
    d = told_on(datetime.date(2026, 11, 29), azure)("prompt_meets_bar: yes, data_boundary: own-cloud")
    told_of = " ".join((d.verdict.headline, *d.plan, *d.warnings))
    assert "gpt-5.2" not in told_of and "gpt-5.4, named in its place" in d.verdict.headline
    assert any("gpt-5.4, which takes the place of gpt-5.1" in a for r in d.routes for a in r.asides)
