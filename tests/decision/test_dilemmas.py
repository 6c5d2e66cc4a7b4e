"""What people asked, by kind: the verdict, its model, the next step and what it leads to, never its sentence."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

DAY = datetime.date(2026, 11, 27)
READY = "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly"
MOVING = "prompt_baseline: yes, eval_infra: automated, spec_stability: evolving"
SONNET = "requests_per_month: 2M, model: claude-sonnet-4-6, input_tokens: 1000, output_tokens: 50"
LUNA = "requests_per_month: 60k, model: gpt-6-luna, input_tokens: 5000, output_tokens: 500"
BUSY = "requests_per_month: 40M, model: gpt-6-luna, input_tokens: 250, output_tokens: 20"


told = told_on(DAY)


@pytest.mark.parametrize(
    "gates", [MOVING, "eval_infra: manual, prompt_baseline: no", "spec_stability: unclear"]
)
@pytest.mark.parametrize("met", ["prompt_meets_bar: yes", "prompt_meets_bar: no, failure_cause: [behaviour]"])
def test_a_measured_good_model_is_the_verdict_whatever_the_gates(gates, met):
    d = told(SONNET, gates, met, "models_tried: {claude-haiku-5-5: none}", "data_boundary: public-api")
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("other-model", False, "claude-haiku-5-5")
    assert d.route("other-model").monthly_usd == pytest.approx(250)


@pytest.mark.parametrize("gates", [READY, MOVING, "eval_infra: none"])
def test_reasoning_asks_for_a_stronger_model_priced_as_that_model(gates):
    d = told(LUNA, gates, "prompt_meets_bar: no, failure_cause: [reasoning]")
    assert (d.verdict.route, d.verdict.model) == ("other-model", "gpt-6.1-terra")
    own, today = d.route("other-model"), d.route("prompt")
    assert (own.model, own.measured) == ("gpt-6.1-terra", None)
    assert own.monthly_usd > today.monthly_usd
    assert d.verdict.next.route == "other-model"
    assert not (d.verdict.then and d.verdict.then.trained)


@pytest.mark.parametrize("shift", ["quarterly", "monthly"])
def test_an_assumed_cadence_fails_no_gate_and_is_asked(shift):
    facts = (
        BUSY,
        f"prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: {shift}",
    )
    more = (
        "prompt_meets_bar: no, failure_cause: [latency], task: classification, label_set: fixed, mlops: yes"
    )
    d = told(*facts, more, "labelled_examples: 200k, other_model_gap: small, data_boundary: public-api")
    assert not d.verdict.trained
    assert not d.verdict.settled
    assert "retrain_every_months" in d.verdict.open_questions
    assert (d.verdict.then.route, d.verdict.then.trained) == ("encoder", True)
    said = told(
        *facts,
        more,
        "labelled_examples: 200k, label_count: 20, other_model_gap: small, retrain_every_months: 1",
    )
    assert (said.verdict.route, said.verdict.trained) == ("encoder", True)


def test_no_sentence_says_that_a_prompt_will_do_that_misses_the_bar():
    d = told(BUSY, MOVING, "prompt_meets_bar: no, failure_cause: [latency], other_model_gap: large")
    assert not d.verdict.trained
    assert "No untrained route that meets your bar is known" in d.verdict.headline


def test_without_a_model_today_a_measured_one_is_priced_and_named():
    d = told(
        "requests_per_month: 1M, input_tokens: 250, output_tokens: 120",
        READY,
        "models_tried: {gpt-6-luna: none}",
    )
    assert (d.verdict.route, d.verdict.model) == ("other-model", "gpt-6-luna")
    assert d.route("other-model").monthly_usd


def test_retrieval_replaces_what_is_pasted_into_every_prompt():
    d = told(
        "requests_per_month: 100k/day, model: gpt-6-luna, input_tokens: 100k, output_tokens: 300",
        READY,
        "shared_prefix_tokens: 99k, corpus_in_prompt_tokens: 99k, retrieved_tokens: 3k, prompt_meets_bar: yes",
    )
    assert (d.verdict.route, d.verdict.trained) == ("rag", False)
    assert d.route("rag").monthly_usd < d.route("prompt").monthly_usd / 2


def test_a_retiring_model_takes_only_its_own_measurements_along():
    facts = ("requests_per_month: 3M, model: gpt-4o, input_tokens: 1500, output_tokens: 100", READY)
    measured = told(*facts, "prompt_meets_bar: yes, models_tried: {gpt-6-luna: none}")
    assert measured.verdict.model == "gpt-6-luna"
    assert measured.verdict.concluded_by == "policy.migration-measured"
    unknown = told(*facts, "prompt_meets_bar: yes")
    assert "2027-01-14" in unknown.verdict.headline
    assert "prompt_baseline" in unknown.verdict.open_questions


def test_a_headline_names_the_shutdown_and_not_the_dying_model_as_the_way():
    d = told(
        "requests_per_month: 50k, model: gpt-4o-mini, input_tokens: 900, output_tokens: 30, data_boundary: own-cloud",
        READY,
    )
    assert "2027-04-14" in d.verdict.headline
    assert d.verdict.model != "gpt-4o-mini"
    assert not d.verdict.settled


def test_a_text_that_is_given_is_no_missing_knowledge():
    d = told(
        LUNA,
        READY,
        "prompt_meets_bar: no, failure_cause: [behaviour, missing-knowledge], task: summarisation",
    )
    assert d.verdict.route != "rag"
    assert any("contradict the text it was given" in step for step in d.plan)


def test_knowledge_missing_behind_an_air_gap_is_retrieved_inside_untrained():
    d = told(
        "requests_per_month: 200k, input_tokens: 1500, output_tokens: 150, model: gpt-6-luna",
        "data_boundary: air-gapped",
        READY,
        "prompt_meets_bar: no, failure_cause: [missing-knowledge, format], structured_output_tried: yes",
        "other_model_gap: small, labelled_examples: 4000, mlops: yes, task: generation",
    )
    assert (d.verdict.route, d.verdict.trained) == ("self-host", False)
    assert d.verdict.concluded_by == "policy.inside-retrieve"
    assert not d.route("self-host").trained


@pytest.mark.parametrize("good", ["retrieval_good: yes", "retrieval_good: no"])
def test_retrieval_that_brings_the_right_text_is_no_cause_any_more(good):
    facts = "failure_cause: [missing-knowledge], retrieval_in_place: yes, prompt_meets_bar: no, task: chat"
    d = told(LUNA, READY, facts, good)
    assert (d.verdict.route == "rag") is (good == "retrieval_good: no")


@pytest.mark.parametrize(
    ("task", "labels", "open_"),
    [
        ("classification", "label_count: 72k, labelled_examples: 30k", False),
        ("classification", "label_count: 100, labelled_examples: 30k", True),
        ("classification", "labelled_examples: 30k", True),
        ("extraction", "labelled_examples: 30k", False),
        ("summarisation", "labelled_examples: 30k", False),
    ],
)
def test_an_encoder_classifies_into_a_list_with_enough_examples_a_label(task, labels, open_):
    d = told(BUSY, READY, f"task: {task}, label_set: fixed, mlops: yes", labels, "prompt_meets_bar: yes")
    assert d.route("encoder").available is open_
    if open_ and "label_count" not in labels:
        assert "label_count" in d.verdict.open_questions


@pytest.mark.parametrize("task", ["extraction", "classification"])
@pytest.mark.parametrize("volume", ["400k", "20M"])
@pytest.mark.parametrize("window", [400, 4000])
@pytest.mark.parametrize(
    "failing", ["prompt_meets_bar: no, failure_cause: [behaviour]", "prompt_meets_bar: yes"]
)
def test_an_encoder_is_never_settled_while_the_labels_are_not_counted(task, volume, window, failing):
    lines = (
        f"requests_per_month: {volume}, model: gpt-6.1-terra, input_tokens: {window}, output_tokens: 150",
        f"task: {task}, label_set: fixed, labelled_examples: 30k, other_model_gap: large, mlops: yes",
        f"{READY}, data_boundary: public-api, {failing}",
    )
    v = told(*lines).verdict
    assert v.route != "encoder" or (task == "classification" and not v.settled)
    counts = (2, 200, 8000, 90000) if v.settled else ()
    assert v.settled or "label_count" in v.open_questions
    assert {told(*lines, f"label_count: {n}").verdict.route for n in counts} <= {v.route}


@pytest.mark.parametrize("task", ["classification", "extraction"])
@pytest.mark.parametrize(("count", "thin"), [("72k", True), ("20k", False)])
def test_a_list_longer_than_its_examples_is_searched_not_trained(task, count, thin):
    d = told(
        "requests_per_month: 400k, model: gpt-6.1-terra, input_tokens: 4000, output_tokens: 150, mlops: yes",
        f"task: {task}, label_set: fixed, labelled_examples: 30k, label_count: {count}, other_model_gap: large",
        f"{READY}, prompt_meets_bar: no, failure_cause: [behaviour], data_boundary: public-api",
    )
    assert d.verdict.trained is not thin
    assert any("nearest 30" in step for step in d.plan) is thin


def test_under_do_not_train_no_step_trains_and_the_first_measures():
    d = told(
        "requests_per_month: 30k, model: claude-haiku-4-5, input_tokens: 1200, output_tokens: 80",
        READY,
        "latency_critical: yes, ttft_target_ms: 100, prompt_meets_bar: no, failure_cause: [latency], task: generation",
        "models_tried: {gpt-6-luna: none}, labelled_examples: 0, label_source: none",
    )
    assert d.verdict.route == "other-model"
    assert d.plan[0].startswith("Move 5 % of the traffic to gpt-6-luna")
    assert any("first token" in step for step in d.plan[:2])
    assert not any(word in step for step in d.plan for word in ("LoRA", "retraining", "label them"))
    assert any("rolls back" in step for step in d.plan)


def test_a_costly_agent_is_told_to_measure_its_vendors_smaller_model_first():
    d = told(
        "requests_per_month: 1.5M, model: claude-sonnet-5-5, input_tokens: 45k, output_tokens: 700",
        "spec_stability: evolving, input_shift: monthly, prompt_baseline: yes, eval_infra: automated",
        "prompt_meets_bar: yes, task: agent, task_scope: broad, shared_prefix_tokens: 18k, cache_hit_rate: 90%",
    )
    assert (d.verdict.route, d.verdict.next.route) == ("prompt", "other-model")
    assert "claude-haiku" in d.verdict.headline
    assert not d.verdict.then.trained
    assert any("Trim what each call carries" in step for step in d.plan)
    assert not any("Turn on prompt caching" in step for step in d.plan)


def test_a_question_is_not_open_where_it_is_never_put():
    d = told(
        "requests_per_month: 2.4M, model: gpt-6-luna, input_tokens: 2500, output_tokens: 60, task: generation"
    )
    assert "label_set" not in d.verdict.open_questions
    assert "label_count" not in d.verdict.open_questions
    answered = told(SONNET, READY, "task: generation")
    assert "prompt_baseline" not in answered.verdict.open_questions


def test_a_measured_model_that_is_about_to_end_proves_nothing_for_its_successor():
    d = told(
        "requests_per_month: 600k, model: claude-sonnet-5-5, input_tokens: 2200, output_tokens: 350",
        READY,
        "turnaround: overnight, prompt_meets_bar: yes, models_tried: {gemini-2.5-flash: none}",
    )
    assert d.verdict.model != "gemini-2.5-flash"
    assert not d.verdict.settled
    assert d.verdict.next.route == "other-model"


def test_a_measured_model_that_saves_less_than_the_move_costs_is_no_reason_to_move():
    d = told(
        "requests_per_month: 1k, model: claude-sonnet-4-6, input_tokens: 1000, output_tokens: 50",
        READY,
        "prompt_meets_bar: yes, models_tried: {claude-haiku-5-5: none}",
    )
    assert (d.verdict.route, d.verdict.model) == ("prompt", "claude-sonnet-4-6")
    assert "claude-sonnet-4-6" in d.verdict.headline
