"""Which model a case is told to measure, to move to, or to tune: never one that a practitioner would laugh at."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.report import one_page, question_words

DAY = datetime.date(2026, 11, 27)
READY = "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly"
MOVING = "prompt_baseline: yes, eval_infra: automated, spec_stability: evolving"
MET = "prompt_meets_bar: yes"
LUNA = "requests_per_month: 60k, model: gpt-6-luna, input_tokens: 5000, output_tokens: 500"
BUSY = "requests_per_month: 40M, model: gpt-6-luna, input_tokens: 250, output_tokens: 20"


told = told_on(DAY)


SUMMARY = (
    "requests_per_month: 5k, input_tokens: 3k, output_tokens: 250, task: summarisation, task_scope: narrow"
)


@pytest.mark.parametrize("model", ["model: gpt-6-luna", "model_is_tuned: yes"])
@pytest.mark.parametrize("causes", ["missing-knowledge", "behaviour, missing-knowledge"])
def test_the_cause_is_asked_again_where_knowledge_cannot_be_missing(model, causes):
    d = told(SUMMARY, READY, model, f"prompt_meets_bar: no, failure_cause: [{causes}]")
    assert d.verdict.concluded_by == "policy.which-cause"
    assert not d.verdict.trained
    assert not d.verdict.settled
    assert d.verdict.open_questions[0] == "failure_cause"
    assert d.verdict.next.open == ("failure_cause",)


BADLY = "prompt_meets_bar: no, failure_cause: [behaviour], mlops: yes, labelled_examples: 20000"
PHOTOS = (
    "requests_per_month: 2M, model: gpt-6.1-sol, input_tokens: 1500, output_tokens: 150, task: extraction"
)


@pytest.mark.parametrize("inputs", ["modalities: [text]", "modalities: [image]", "modalities: [text, image]"])
@pytest.mark.parametrize("gap", ["small", "large"])
def test_the_tuned_base_follows_the_gap_and_takes_the_input(inputs, gap):
    facts = (PHOTOS, READY, BADLY, inputs, "data_boundary: public-api", "structured_output_tried: yes")
    d = told(*facts, f"models_tried: {{gpt-6.1-terra: {gap}}}")
    assert (d.verdict.model == "nova-micro") is (gap == "small" and "image" not in inputs)
    if gap == "large":
        assert not any(r.available and r.trained and "8b" in str(r.model) for r in d.routes)
    if "image" in inputs:
        assert not d.route("encoder").available
        assert {r.model for r in d.routes if r.id == "self-host"} == {
            "qwen3-vl-8b" if gap == "small" else "qwen3-vl-32b"
        }


def test_a_small_base_is_not_trained_on_requests_longer_than_it_reads():
    long = PHOTOS.replace("1500", "50000")
    d = told(long, READY, "prompt_meets_bar: yes, models_tried: {gpt-6.1-terra: small}, mlops: yes")
    assert d.verdict.model not in ("nova-micro", "llama-3.1-8b")


def test_the_tuned_route_that_volume_names_gives_way_where_it_costs_far_more():
    long = PHOTOS.replace("1500", "50000") + ", tuned_input_tokens: 12500"
    d = told(long, READY, "models_tried: {gpt-6.1-terra: small}, mlops: yes, label_source: expert", MET)
    assert (d.verdict.route, d.verdict.trained) == ("lora", True)
    assert d.route("lora").horizon_usd * 2 < d.route("hosted-ft").horizon_usd
    assert any("costs far less" in note for note in d.notes)


@pytest.mark.parametrize(
    ("answers", "model"),
    [
        ("prompt_meets_bar: no, failure_cause: [behaviour]", "gpt-6.1-terra"),
        ("prompt_meets_bar: no, failure_cause: [reasoning]", "gpt-6.1-terra"),
        ("prompt_meets_bar: no, failure_cause: [latency]", None),
    ],
)
def test_what_misses_the_bar_is_held_against_a_stronger_model_never_a_weaker(answers, model):
    d = told(LUNA, MOVING, answers, "task: extraction")
    assert not any("nova-micro" in text for text in (d.verdict.headline, d.verdict.next.when, *d.plan))
    if model is not None:
        assert model in d.verdict.headline + d.verdict.next.when


def test_a_replacement_smaller_than_a_model_that_missed_is_no_way_out():
    d = told(
        "requests_per_month: 250k, model: gpt-4o-mini, input_tokens: 5k, output_tokens: 120, turnaround: overnight",
        READY,
        "data_boundary: own-cloud, task: extraction, task_scope: narrow, models_tried: {gpt-6.1-sol: small}",
        "prompt_meets_bar: no, failure_cause: [behaviour], labelled_examples: 300k, label_source: production",
        "mlops: yes",
    )
    assert d.route("other-model").measured == "small"
    assert d.verdict.trained
    assert "prompt_baseline" not in d.verdict.open_questions
    assert "gpt-4o-mini shuts down on 2027-04-14" in d.verdict.headline


IDLE = "requests_per_month: 1M, model: gpt-6-luna, input_tokens: 100, output_tokens: 10"


@pytest.mark.parametrize("gates", ["", "eval_infra: none, prompt_baseline: no"])
def test_where_no_gate_of_training_matters_none_is_asked_for(gates):
    d = told(*filter(None, (IDLE, MET, gates)))
    assert "training would not pay here" in d.verdict.headline
    assert set(d.verdict.open_questions) == {"models_tried", "data_boundary"}
    assert (d.verdict.then.trained, d.verdict.then.open) == (False, ())
    assert "break-even" in d.verdict.headline  # why it would not
    assert "nova-micro" in d.verdict.then.when and "baseline" not in d.verdict.then.when


@pytest.mark.parametrize("gates", ["", "eval_infra: none, prompt_baseline: no"])
def test_where_only_a_missed_bar_could_call_for_training_that_is_asked_first(gates):
    d = told(*filter(None, (IDLE, gates)))
    assert "training would not save money here" in d.verdict.headline
    assert d.verdict.next.open == d.verdict.open_questions[:1] == ("prompt_meets_bar",)
    missed = told(
        *filter(None, (IDLE, READY, "prompt_meets_bar: no, failure_cause: [behaviour], mlops: yes"))
    )
    assert missed.verdict.then.trained


def test_what_stands_while_a_question_is_open_says_so():
    labels = "labelled_examples: 5000, label_source: production, mlops: yes"
    d = told(IDLE, READY, MET, labels, "task: extraction, task_scope: narrow, data_boundary: own-network")
    assert d.verdict.open_questions and not d.verdict.settled
    assert d.verdict.then.when == "If no answer to an open question leads elsewhere."


def test_prose_names_no_gate_by_its_id():
    d = told(BUSY, "prompt_meets_bar: no, failure_cause: [latency], task: classification, label_set: fixed")
    text = " ".join((d.verdict.headline, d.verdict.next.when, d.verdict.then.when))
    assert "gate" not in text
    assert "whether a measured prompt baseline exists" in text


@pytest.mark.parametrize(("bill", "worth"), [("100", False), ("40000", True)])
def test_a_model_is_worth_a_headline_only_at_half_of_the_bill_that_was_said(bill, worth):
    work = "requests_per_month: 20M, input_tokens: 600, output_tokens: 5, task: question-answering"
    d = told(work, f"bill_today: {bill}, prompt_meets_bar: yes")
    assert (d.verdict.concluded_by == "policy.measure-unpriced") is worth


def test_where_nothing_is_open_in_place_of_a_model_that_ends_no_price_is_named_for_it():
    d = told(
        "requests_per_month: 50k, model: mistral-medium, input_tokens: 600, output_tokens: 60",
        "data_boundary: own-cloud, longest_input_tokens: 2M",
    )
    assert "2027-04-30" in d.verdict.headline
    assert "Name a model you could use" in d.verdict.headline
    assert not d.verdict.settled
    assert not d.verdict.trained


def test_a_vendor_that_no_cloud_serves_tells_of_no_cloud_and_each_is_open_to_measure():
    d = told(
        "requests_per_month: 400k, model: mistral-large-2512, input_tokens: 2000, output_tokens: 300",
        "data_boundary: own-cloud, task: summarisation, task_scope: narrow, mlops: yes, prompt_meets_bar: yes",
    )
    assert d.verdict.route == "other-model"
    assert "no replacement is named: measure" in d.verdict.headline
    tune = next(r for r in d.routes if r.id == "hosted-ft")
    assert tune.why_not[0].endswith(
        "your cloud is not known; name the vendors you have a contract with to open others"
    )


def test_once_the_candidates_miss_a_cheap_model_goes_first():
    work = "requests_per_month: 500k, model: gpt-6.1-sol, input_tokens: 2500, output_tokens: 400, task: generation"
    d = told(work, "prompt_meets_bar: yes, prompt_baseline: yes, spec_stability: evolving, mlops: no")
    assert (d.verdict.next.route, d.verdict.then.route) == ("other-model", "cascade")
    assert d.verdict.then.open == ("escalation_share",)
    assert "no more than 30 %" in d.verdict.then.when
    missed = told(work, "prompt_meets_bar: yes, models_tried: {gpt-6-luna: small, gpt-6.1-terra: small}")
    assert (missed.verdict.next.route, missed.verdict.then.route) == ("cascade", "prompt")
    assert "gpt-6-luna has to pass on more than 30 %" in missed.verdict.then.when


@pytest.mark.parametrize(("gap", "closed"), [("none", True), ("small", False)])
def test_nothing_goes_on_from_a_model_that_meets_the_bar_alone(gap, closed):
    work = "requests_per_month: 500k, model: gpt-6.1-sol, input_tokens: 2500, output_tokens: 400, task: generation"
    row = told(work, f"prompt_meets_bar: yes, models_tried: {{gpt-6-luna: {gap}}}").route("cascade")
    assert row.available is not closed
    assert ("meets your bar alone" in " ".join(row.why_not)) is closed


def test_no_small_model_of_another_vendor_stands_beside_frontier_work():
    d = told(
        "requests_per_month: 1M, model: claude-sonnet-5-5, input_tokens: 9000, output_tokens: 200, task: agent",
        "task_scope: broad, prompt_meets_bar: yes",
    )
    assert not {"nova-micro", "ministral-8b-2512"} & {r.model for r in d.routes}
    assert "claude-haiku-5-5" in {r.model for r in d.routes}


LABELS = (
    "requests_per_month: 8M, model: claude-sonnet-5-5, input_tokens: 700, output_tokens: 8, payload_tokens: 150",
    "task: classification, task_scope: narrow, label_set: fixed, label_count: 30, prompt_baseline: yes, mlops: yes",
    "models_tried: {claude-haiku-5-5: large, gpt-6-luna: large, gpt-6.1-terra: small, nova-micro: large}",
    "prompt_meets_bar: yes, spec_stability: stable, input_shift: yearly, retrain_every_months: 6",
    "eval_infra: automated, labelled_examples: 40k, label_source: production, data_boundary: public-api",
)


def test_a_fine_tune_in_a_higher_band_stands_in_for_an_encoder_unless_answers_must_be_fast():
    d = told(*LABELS)
    assert (d.verdict.route, d.break_even.band) == ("lora", "10x-plus")
    assert any("Fixed labels speak for" in n and "stands in" in n for n in d.notes)
    assert told(*LABELS, "latency_critical: yes").verdict.route == "encoder"


def test_an_announced_price_is_said_with_the_month_it_makes():
    work = "requests_per_month: 20k, model: gemini-3.8-flash, input_tokens: 180000, output_tokens: 1500"
    (said,) = (
        w for w in told(work, "task: summarisation, prompt_meets_bar: yes").warnings if "2027-01-01" in w
    )
    assert "$5,625 a month" in said, "20,000 x (180,000 x 1.5 + 1,500 x 7.5) / 1M"


def test_a_job_that_is_done_once_waits_for_no_retraining():
    job = "requests_per_month: 3M, model: claude-sonnet-5-5, input_tokens: 4000, output_tokens: 200, one_off: yes"
    d = told(job, "turnaround: overnight, task: extraction, prompt_baseline: yes, prompt_meets_bar: yes")
    assert not {"input_shift", "retrain_every_months"} & {*d.verdict.open_questions}
    assert "retraining" not in d.verdict.then.when


def test_a_formal_evaluation_that_costs_more_than_the_calls_gives_way_to_reading_a_few():
    work = "model: gpt-6.1-sol, input_tokens: 2000, output_tokens: 50, task: classification, eval_infra: none"
    small, large = (told(f"requests_per_month: {n}", work, "prompt_meets_bar: yes") for n in ("3k", "3M"))
    assert any("Keep 50 real inputs" in p for p in small.plan)
    assert not any("Build the evaluation set" in p for p in small.plan)
    assert any("Build the evaluation set" in p for p in large.plan)
    strict = told("requests_per_month: 3k", work, "prompt_meets_bar: yes, error_tolerance: strict")
    assert any("Build the evaluation set" in p for p in strict.plan)


def test_a_share_that_was_said_of_a_model_that_ends_proves_nothing_of_the_one_in_its_place():
    work = "requests_per_month: 1M, input_tokens: 2500, output_tokens: 200, task: extraction"
    pair = f"{work}, escalation_share: 20%, prompt_meets_bar: yes"
    ends = told(pair, "model: gpt-4.1, models_tried: {gpt-4.1-mini: small}")
    assert (ends.verdict.route, ends.verdict.model) == ("prompt", "gpt-6-luna")
    assert "meets your bar" not in ends.verdict.headline
    assert next(r for r in ends.routes if r.id == "cascade").candidate
    stays = told(pair, "model: claude-opus-5-5, models_tried: {claude-haiku-5-5: small}")
    assert stays.verdict.route == "cascade"


def test_who_tried_models_is_asked_of_those_that_are_not_measured_yet():
    work = (
        "requests_per_month: 4M, model: gpt-6.1-sol, input_tokens: 3000, output_tokens: 150, task: extraction"
    )
    d = told(READY, MET, work, "task_scope: narrow, models_tried: {gpt-6-luna: small, nova-micro: small}")
    assert "models_tried" in d.verdict.open_questions
    assert "gpt-6.1-sol score" not in " ".join(question_words.questions(d))


@pytest.mark.parametrize(
    ("tried", "first", "meets"),
    [
        ("gpt-6-luna: large", "gpt-6-luna", True),
        ("gpt-6-luna: small", "gpt-6-luna", True),
        ("gpt-6-luna: large, gpt-6.1-terra: small", "gpt-6-luna", True),
        ("", None, False),
    ],
)
def test_a_share_that_was_said_is_of_a_model_that_was_tried(tried, first, meets):
    work = (
        "requests_per_month: 3M, model: gpt-6.1-sol, input_tokens: 1000, output_tokens: 150, task: extraction"
    )
    d = told(work, f"prompt_meets_bar: yes, escalation_share: 20%, models_tried: {{{tried}}}")
    assert (d.verdict.route == "cascade") is meets
    assert ("meets your bar" in d.verdict.headline) is meets
    assert first is None or d.verdict.model == first
    assert any("taken for gpt-6-luna" in w for w in d.warnings) is ("terra" in tried)


@pytest.mark.parametrize("more", ["", ", gpt-6.1-terra: small", ", gpt-6.1-terra: large"])
def test_the_gap_of_a_larger_model_does_not_shrink_the_base(more):
    tried = f"models_tried: {{gpt-6-luna: large{more}}}"
    d = told(PHOTOS, READY, BADLY, "data_boundary: public-api", "structured_output_tried: yes", tried)
    assert not any(
        r.available and r.trained and ("8b" in str(r.model) or r.model == "nova-micro") for r in d.routes
    )


def test_an_announced_price_is_a_whole_sentence_with_its_cents():
    d = told("spec_stability: stable, input_shift: rarely, prompt_baseline: true",
             "structured_output_tried: true, eval_infra: automated, labelled_examples: 5000",
             "label_source: production, task_scope: narrow, mlops: true",
             "task: extraction, label_set: open, prompt_meets_bar: true",
             "data_boundary: public-api, model: gemini-3.8-flash, requests_per_month: 1M",
             "input_tokens: 2000, output_tokens: 300, growth_per_month: 0.2",
             "horizon_months: 12, models_tried: {gpt-6-luna: none}")  # fmt: skip
    (risk,) = (r for r in d.risks if "is announced to cost" in r)
    assert "$1.50 in and $7.50 out" in risk
    assert risk.partition(" [")[0].endswith(".")


def test_what_a_model_does_not_take_is_said_in_the_words_of_the_question():
    d = told("model: nova-micro, requests_per_month: 1M, input_tokens: 1200, output_tokens: 100",
             "modalities: [text, image], prompt_meets_bar: yes")  # fmt: skip
    assert "does not take images" in d.verdict.headline


def test_where_what_ran_misses_the_bar_and_is_closed_a_stronger_model_takes_its_place():
    contract = "data_boundary: contracted-vendor, contracted_vendors: [openai]"
    d = told(
        "requests_per_month: 900k, model: claude-haiku-4-5, input_tokens: 3000, output_tokens: 80",
        contract,
        "prompt_meets_bar: no",
    )
    found = shipped_basis().knowledge.model(str(d.verdict.model))
    assert found.provider == "openai" and found.tier == "mid"


def test_where_a_share_is_passed_on_from_a_model_that_ends_its_successor_is_asked_about_and_no_cause():
    d = told(
        "requests_per_month: 2M, model: gpt-5, input_tokens: 1000, output_tokens: 300, turnaround: overnight",
        READY,
        MET,
        "task: extraction, escalation_share: 20%, models_tried: {gpt-6-luna: large}",
    )
    assert d.verdict.route == "cascade"
    asked = question_words.questions(d)
    assert any("gpt-6.1-sol good enough" in q for q in asked)
    assert not any("falls short" in q or "gpt-6-luna" in q for q in asked)


def test_no_prompt_is_asked_about_where_no_model_runs():
    d = told(BUSY.replace("model: gpt-6-luna, ", ""), "serving_today: not-an-llm, bill_today: 200")
    assert not any("best prompt" in flip for flip in one_page.one_page(d).flips)


@pytest.mark.parametrize(
    ("shape", "cheapest"),
    [
        ("input_tokens: 9000, output_tokens: 60", "gpt-5.4-mini"),
        ("input_tokens: 200, output_tokens: 2000", "grok-4.3"),
    ],
)
def test_candidates_are_put_in_order_by_what_these_tokens_cost_there(shape, cheapest):
    work = f"requests_per_month: 2M, model: claude-opus-5-5, {shape}, task: extraction, task_scope: narrow"
    d = told(READY, MET, work, "models_tried: {claude-haiku-5-5: small, gpt-6-luna: small}")
    assert cheapest in {r.model for r in d.routes if r.candidate and r.id == "other-model"}
