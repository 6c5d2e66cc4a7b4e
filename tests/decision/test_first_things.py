"""What is done first where nothing can be bought: take apart, measure inside, say what prices hang on, leave alone."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.report.rule_evidence import concluded, reasons
from advisor.report.wording import leads_to

DAY = datetime.date(2026, 11, 27)
WORK = "requests_per_month: 60k, input_tokens: 3000, output_tokens: 300"


told = told_on(DAY)


def test_a_task_that_the_largest_model_reasons_badly_about_is_taken_apart():
    facts = "task: reasoning, task_scope: broad, prompt_meets_bar: no, failure_cause: [reasoning], eval_infra: manual"
    d = told(WORK, facts, "model: gpt-6-astra")
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("prompt", False, "gpt-6-astra")
    assert "one a call" in d.plan[0]
    assert "a general model already does the job" not in d.verdict.headline
    smaller = told(WORK, facts, "model: gpt-6.1-terra")
    assert (smaller.verdict.route, smaller.verdict.model) == ("other-model", "gpt-6.1-sol")


def test_inside_a_model_that_misses_the_bar_is_held_against_a_larger_one_there():
    inside = "model: groq/llama-3.3-70b, serving_today: own-gpus, data_boundary: air-gapped, task: extraction"
    d = told(WORK, inside, "prompt_meets_bar: no, failure_cause: [behaviour]")
    assert "next size" in d.plan[0] and not any("Leave training alone" in step for step in d.plan)
    good = told(WORK, inside, "prompt_meets_bar: yes")
    assert not any("next size" in step for step in good.plan)


@pytest.mark.parametrize(
    "known",
    [
        "data_boundary: public-api, structured_output_tried: no",
        "data_boundary: own-network, structured_output_tried: no",
        "data_boundary: air-gapped",
    ],
)
def test_for_a_failure_of_format_structured_output_comes_first_inside_too(known):
    runs = "model: groq/llama-3.3-70b, serving_today: own-gpus, task: extraction, output_format: schema"
    d = told(WORK, runs, f"prompt_meets_bar: no, failure_cause: [format], {known}")
    assert not d.verdict.trained and d.plan[0].startswith("Turn on structured output")
    tried = told(
        WORK,
        runs,
        "prompt_meets_bar: no, failure_cause: [format]",
        known.split(",")[0],
        "structured_output_tried: yes",
    )
    assert not any("Turn on structured output" in step for step in tried.plan)


def test_what_every_price_hangs_on_is_asked_before_the_gates_of_training():
    d = told("requests_per_month: 250k, task: chat")
    assert "the model that runs today" in d.verdict.headline
    assert "gate" not in d.verdict.headline and "baseline" not in d.verdict.headline


def test_training_that_would_not_pay_is_no_reason_to_mend_its_gates():
    cheap = "model: gpt-6-luna, prompt_meets_bar: yes, prompt_baseline: yes, task: translation"
    d = told(
        WORK,
        cheap,
        "data_boundary: public-api, eval_infra: manual, spec_stability: stable, input_shift: rarely",
    )
    assert "would not pay" in d.verdict.headline
    assert "evaluation" not in d.verdict.next.when


def test_what_is_tried_first_comes_before_what_could_be_asked():
    d = told(
        WORK, "model: gpt-6-luna, prompt_meets_bar: no, failure_cause: [format], structured_output_tried: no"
    )
    assert "structured output" in d.verdict.next.when
    assert reasons(d)[0] == concluded(d)


def test_once_the_measured_model_is_in_its_place_nothing_has_one_stay_on_it():
    d = told(
        WORK, "model: claude-opus-5-5, task: agent, prompt_meets_bar: yes, prompt_baseline: yes, mlops: no"
    )
    assert d.verdict.next.route == "other-model"
    assert leads_to(d, d.verdict.then) == "stay on claude-opus-5-5"
    begun = told(WORK, "serving_today: nothing-yet, task: generation, models_tried: {gpt-6-luna: none}")
    assert leads_to(begun, begun.verdict.then) == "this verdict stands"


@pytest.mark.parametrize(
    "facts",
    [
        "input_tokens: 3M, output_tokens: 500, task: summarisation, prompt_meets_bar: yes",
        "input_tokens: 800, output_tokens: 200, data_boundary: contracted-vendor, contracted_vendors: [acme]",
        "input_tokens: 900, output_tokens: 60, task: chat, prompt_meets_bar: no, failure_cause: [missing-knowledge]",
        "input_tokens: 900, output_tokens: 60, prompt_meets_bar: no, failure_cause: [reasoning]",
    ],
)
def test_without_a_model_nothing_is_said_of_training_and_the_model_is_asked_first(facts):
    d = told("requests_per_month: 2000", facts)
    assert d.route(d.verdict.route).monthly_usd is None
    assert d.verdict.open_questions[0] == "model"
    assert "model that runs today" in d.verdict.headline
    assert "would not pay" not in d.verdict.headline
    assert "the model that runs today" in d.plan[0]
    assert not any("Leave training alone" in step for step in d.plan)


def test_a_model_that_runs_on_cards_of_ones_own_is_kept_although_it_has_no_price():
    own = "serving_today: own-gpus, gpus: owned, model: deepseek-v3.1-2000b, data_boundary: own-cloud"
    d = told(WORK, own, "task: extraction, prompt_meets_bar: yes")
    assert (d.verdict.route, d.verdict.model) == ("prompt", "deepseek-v3.1-2000b")
    assert d.verdict.headline.startswith("Stay on")
    assert "not priced" in d.verdict.headline and "purchase" in d.verdict.headline
    assert "would not pay" not in d.verdict.headline


def test_between_three_and_ten_times_break_even_the_money_is_said_and_the_lean_is_a_trial():
    tried = "{claude-haiku-5-5: small, gpt-6-luna: small, nova-pro: small, gpt-6.1-terra: small, nova-micro: large"
    work = "requests_per_month: 2M, model: claude-sonnet-5-5, input_tokens: 900, output_tokens: 120, task: extraction"
    ready = (
        "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly, mlops: yes"
    )
    more = (
        "prompt_meets_bar: yes, labelled_examples: 20k, label_source: production, data_boundary: public-api"
    )
    d = told(
        work,
        ready,
        more,
        f"models_tried: {tried}, gemini-4-hydrogen: small}}",
        "latency_critical: no, escalation_share: 99%",
    )
    saved = d.route("prompt").horizon_usd - d.route("hosted-ft").horizon_usd
    assert d.break_even.band == "3x-to-10x" and not d.verdict.trained
    assert f"${saved:,.0f} over 12 months" in d.verdict.headline
    assert (d.verdict.next.route, d.verdict.then.route, d.verdict.then.trained) == (
        "hosted-ft",
        "hosted-ft",
        True,
    )
    one_left = told(
        work, ready, more, f"models_tried: {tried}}}", "latency_critical: no, escalation_share: 99%"
    )
    assert one_left.verdict.next.route == "other-model"
    assert one_left.verdict.then.route == "hosted-ft"


@pytest.mark.parametrize(
    ("errors", "evals", "first"),
    [("strict", "none", True), ("strict", "manual", False), ("tolerant", "none", False)],
)
def test_where_errors_count_and_nobody_measures_the_test_set_comes_before_any_cheaper_model(
    errors, evals, first
):
    work = "requests_per_month: 400k, input_tokens: 2500, output_tokens: 150, task: classification"
    d = told(work, f"model: claude-sonnet-5-5, error_tolerance: {errors}, eval_infra: {evals}")
    assert d.verdict.headline.startswith("Build a test set first") is first
    assert d.plan[0].startswith("Have people who know the work") is first
    assert any("whom it hits" in risk for risk in d.risks) is first
    assert "claude-haiku-5-5" in d.verdict.headline and d.verdict.model == "claude-sonnet-5-5"


def test_what_would_only_word_a_measurement_otherwise_is_no_open_question():
    work = "requests_per_month: 5M, input_tokens: 3000, output_tokens: 200, task: extraction, spec_stability: evolving"
    d = told(work, "model: claude-opus-5-5, prompt_meets_bar: yes")
    assert d.verdict.concluded_by == "policy.measure-first"
    assert "error_tolerance" not in d.verdict.open_questions


def test_where_errors_count_fifty_answers_that_somebody_reads_are_no_measurement():
    work = "requests_per_month: 200k, input_tokens: 3000, output_tokens: 250, serving_today: nothing-yet, task: chat"
    for errors, formal in (("strict", True), ("tolerant", False), ("strict, one_off: yes", True)):
        plan = " ".join(told(work, f"error_tolerance: {errors}, eval_infra: none").plan)
        assert ("`advisor evals --config CASE --out DIR` writes" in plan) is formal
