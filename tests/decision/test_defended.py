"""What a lead can defend before who pays: nothing asked that was measured, no step that leads nowhere."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.current_questions import question_texts
from advisor.report.page_money import money_sentences
from advisor.report.rows import priced_rows

DAY = datetime.date(2026, 11, 28)
GATES = "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: rarely, mlops: yes"
LABELS = "labelled_examples: 20k, label_source: production, data_boundary: public-api"
GUARD = (
    "requests_per_month: 25M, model: gpt-5-nano, input_tokens: 400, output_tokens: 1, turnaround: interactive"
)
TWO = "task: classification, task_scope: narrow, label_set: fixed, label_count: 2"
SLOW = "prompt_meets_bar: no, failure_cause: [latency], latency_critical: yes"


told = told_on(DAY)


@pytest.mark.parametrize("bar", [SLOW, "prompt_meets_bar: yes"])
def test_a_replacement_that_was_measured_and_missed_is_not_measured_again(bar):
    tried = "models_tried: {gpt-6-luna: small}"
    d = told(GUARD, TWO, GATES, LABELS, bar, tried)
    assert d.route("prompt").model == "gpt-5-nano"
    assert not {"prompt_baseline", "prompt_meets_bar"} & {*d.verdict.open_questions}
    assert not any("gpt-6-luna before then" in step for step in d.plan)
    assert not any("measure the replacement" in risk for risk in d.risks)


def test_an_encoder_that_must_be_fast_is_timed_without_tokens():
    d = told(GUARD, TWO, GATES, LABELS, SLOW, "models_tried: {gpt-6-luna: small}")
    assert (d.verdict.route, d.verdict.trained) == ("encoder", True)
    assert any("how long an answer takes" in step for step in d.plan)
    assert not any("first token" in step for step in d.plan)


def test_where_what_takes_the_place_missed_the_bar_the_next_larger_model_is_measured():
    work = (
        "requests_per_month: 2M, model: gpt-5-nano, input_tokens: 1500, output_tokens: 60, task: extraction"
    )
    d = told(work, "prompt_meets_bar: yes, models_tried: {gpt-6-luna: small}, spec_stability: evolving")
    assert d.verdict.next.route == "other-model"
    assert d.route("other-model").model not in ("gpt-6-luna", "gpt-5-nano")
    assert "gpt-6-luna, named in its place, missed your bar" in d.verdict.headline


EARLIER = datetime.date(2026, 11, 10)
ENDING = (
    "requests_per_month: 20M, model: gpt-5-mini, input_tokens: 3000, output_tokens: 80, turnaround: overnight"
)


@pytest.mark.parametrize(
    ("day", "bar", "waits"),
    [
        (DAY, "prompt_meets_bar: yes", False),
        (EARLIER, "prompt_meets_bar: yes", True),
        (EARLIER, "prompt_meets_bar: no, failure_cause: [behaviour]", False),
    ],
)
def test_a_dearer_replacement_waits_only_while_waiting_saves_and_the_bar_is_met(day, bar, waits):
    facts = (
        f"{ENDING}, shared_prefix_tokens: 2200, task: generation, {bar},"
        " models_tried: {gpt-6-luna: small, gpt-5.4-mini: small}"
    )
    d = decide(cases.parse(f"advisor: 1\nanswers: {{{facts}}}\n"), shipped_basis(), day)
    assert d.facts["replacement_dearer"] is True
    assert d.verdict.headline.startswith("Stay") is waits
    cached = next(step for step in d.plan if "prompt caching" in step)
    assert ("less on gpt-5-mini" in cached) is waits


def test_a_tone_that_nobody_measured_is_asked_for_in_the_prompt():
    chat = "requests_per_month: 40k, model: gpt-5-mini, input_tokens: 1800, output_tokens: 250, task: chat"
    d = told(chat, "prompt_meets_bar: no, failure_cause: [behaviour], prompt_baseline: no, eval_infra: none")
    assert any("as wanted" in step for step in d.plan[:3])


def test_before_a_tune_only_models_that_could_spare_it_are_measured():
    house = "requests_per_month: 700k, model: gpt-6.1-terra, input_tokens: 2200, output_tokens: 350, task: generation"
    tried = "models_tried: {gpt-6-luna: small, claude-haiku-5-5: small, gpt-6.1-sol: small}"
    missing = "task_scope: narrow, prompt_meets_bar: no, failure_cause: [behaviour]"
    d = told(house, missing, GATES, LABELS, tried)
    assert d.verdict.trained
    assert not any("gpt-6-astra" in step for step in d.plan), "it costs forty times the tune"
    assert "gpt-6-astra" not in d.verdict.then.when
    for volume, does in (("700k", "spares the run"), ("4M", "serves until")):
        twice = told(
            house.replace("700k", volume), missing, GATES, LABELS, "models_tried: {gpt-6-luna: small}"
        )
        assert twice.verdict.trained
        assert "gpt-6.1-sol" in twice.plan[0] and does in twice.plan[0]


JOB = (
    "requests_per_month: 4M, one_off: yes, serving_today: nothing-yet, input_tokens: 1800, output_tokens: 150"
)


def test_a_job_on_a_model_that_does_not_run_yet_names_what_batch_saves():
    d = told(JOB, "task: extraction, models_tried: {gpt-6-luna: none}, turnaround: overnight")
    batch = next(step for step in d.plan if "batch jobs" in step)
    assert "$510 in all less on gpt-6-luna" in batch


def test_a_saving_counts_what_caching_alone_would_leave_of_the_bill():
    agent = (
        "requests_per_month: 360k, model: claude-opus-5, input_tokens: 60000, output_tokens: 900, task: agent"
    )
    d = told(agent, "shared_prefix_tokens: 50000, prompt_meets_bar: yes, bill_today: 100000")
    assert "with its prefix cached ($100,000 today)" in d.verdict.headline


@pytest.mark.parametrize(
    ("gpus", "on_top"),
    [("reserved", True), ("owned, bill_today: 9000", True), ("owned", False), ("rented", False)],
)
def test_gpus_that_are_paid_whether_they_work_or_not_are_no_saving(gpus, on_top):
    own = f"requests_per_month: 1.5M, model: llama-3.3-70b, serving_today: own-gpus, gpus: {gpus}, task: chat"
    left = "input_tokens: 2000, output_tokens: 250, prompt_meets_bar: no, models_tried: {gpt-6.1-terra: none}"
    d = told(own, left, "failure_cause: [behaviour], data_boundary: public-api")
    assert d.verdict.model == "gpt-6.1-terra"
    assert any("comes on top" in sentence for sentence in money_sentences(d)) is on_top


def test_what_is_pasted_is_cached_the_day_an_index_is_begun():
    paste = "requests_per_month: 150k, model: gemini-3.8-flash, input_tokens: 91000, output_tokens: 300"
    d = told(
        paste,
        "corpus_in_prompt_tokens: 90k, corpus_tokens: 90k, retrieved_tokens: 4k, shared_prefix_tokens: 90500",
        "task: question-answering, prompt_meets_bar: yes, knowledge_changes: quarterly",
    )
    assert d.verdict.route == "rag"
    assert d.plan[0].startswith("Turn on prompt caching today")


def test_own_gpus_in_the_own_cloud_are_held_against_what_the_clouds_sell():
    idle = "requests_per_month: 400k, model: llama-3.3-70b, serving_today: own-gpus, gpus: owned, bill_today: 17000"
    d = told(idle, "input_tokens: 1500, output_tokens: 300, prompt_meets_bar: yes, data_boundary: own-cloud")
    assert d.verdict.next.route == "other-model"
    rows = [r for r in d.routes if r.id == "other-model" and r.available and r.monthly_usd is not None]
    assert len(rows) > 1, "the cheapest, and one of today's class"
    assert all(r.monthly_usd < 17000 for r in rows)


def test_of_a_model_that_is_only_too_slow_the_smaller_siblings_are_measured_when_it_ends():
    check = "requests_per_month: 200k, model: o3, input_tokens: 1200, output_tokens: 2500, task: reasoning"
    d = told(check, SLOW, "task_scope: narrow, data_boundary: public-api, turnaround: interactive")
    assert d.verdict.model is not None and d.verdict.model.startswith("gpt-")
    assert d.route("other-model").monthly_usd < d.today_usd
    assert not any("no stronger" in r.doubt for r in d.routes)


def test_what_takes_the_place_of_an_old_model_at_five_times_its_price_is_not_taken_unmeasured():
    old = "requests_per_month: 8M, model: gpt-3.5-turbo, input_tokens: 600, output_tokens: 120, task: extraction"
    d = told(old, "prompt_meets_bar: no, failure_cause: [behaviour]", GATES, LABELS)
    assert d.route("prompt").monthly_usd > 5 * d.today_usd
    assert (d.verdict.route, d.verdict.trained) == ("other-model", False)
    named = d.route("other-model")
    assert named.model == d.verdict.model == "gpt-6-luna", (
        "an older small model that missed rules out no newer one"
    )
    assert named.monthly_usd < d.today_usd


def test_no_money_is_promised_of_a_model_that_nobody_would_measure():
    facts = f"{ENDING}, shared_prefix_tokens: 2200, task: generation, prompt_meets_bar: yes"
    d = told(facts, "models_tried: {gpt-6-luna: small, gpt-5-nano: small}")
    doubted = [r.model for r in d.routes if r.doubt]
    assert "nova-micro" in doubted
    assert not any("nova-micro turns out" in sentence for sentence in money_sentences(d))


def test_of_a_model_that_ends_the_headline_counts_what_its_row_counts():
    facts = f"{ENDING}, shared_prefix_tokens: 2200, task: generation, prompt_meets_bar: yes"
    d = told(facts, "models_tried: {gpt-6-luna: small}")
    shown = f"${d.route('prompt').monthly_usd:,.0f} with its prefix cached, as batch jobs"
    assert shown in d.verdict.headline


def test_beside_a_model_that_has_ended_nothing_runs():
    d = told("requests_per_month: 8M, model: gpt-3.5-turbo, input_tokens: 600, output_tokens: 120")
    assert not any("beside what runs today" in step for step in d.plan)


def test_that_what_takes_a_models_place_ends_too_is_a_risk():
    found = told("requests_per_month: 60k, model: azure/gpt-4.1, input_tokens: 2000, output_tokens: 100")
    assert any("gpt-5.1" in risk and "2027-07-13" in risk for risk in found.risks)


def test_a_model_that_missed_by_an_unknown_gap_is_not_measured_again():
    work = "requests_per_month: 90k, model: gpt-5.2, input_tokens: 2500, output_tokens: 250, task: classification"
    bar = "prompt_meets_bar: no, failure_cause: [reasoning], prompt_baseline: yes"
    d = told(work, bar, "models_tried: {gpt-5.4-mini: [small, large]}")
    assert "gpt-5.4-mini" not in d.verdict.headline + d.verdict.next.when + " ".join(d.plan)
    assert next(r for r in d.routes if r.model == "gpt-5.4-mini" and not r.trained).measured == "short"


@pytest.mark.parametrize(
    ("tried", "asked"),
    [("gpt-6.1-sol: none", "gpt-5.4"), ("gpt-5.4-mini: [none, small]", "gpt-6.1-sol")],
)
def test_what_was_answered_of_a_model_that_ends_is_asked_of_one_that_was_not_measured(tried, asked):
    work = "requests_per_month: 90k, model: gpt-5.2, input_tokens: 2500, output_tokens: 250, task: classification"
    said = "prompt_meets_bar: no, failure_cause: [reasoning], prompt_baseline: yes, eval_infra: manual"
    labels = "labelled_examples: 11k, label_source: expert, label_set: fixed, task_scope: narrow, mlops: yes"
    place = "spec_stability: stable, input_shift: yearly, residency: eu, data_boundary: own-cloud"
    d = told(work, said, labels, place, f"models_tried: {{{tried}}}")
    assert question_texts(d)["prompt_meets_bar"] == f"the best prompt on {asked} is good enough"


def test_what_was_said_to_miss_the_bar_stays_so_though_its_place_is_taken_later():
    work = "requests_per_month: 90k, model: gpt-5.2, input_tokens: 2500, output_tokens: 250, task: classification"
    d = told(
        work, "prompt_meets_bar: no, failure_cause: [reasoning]", "data_boundary: own-cloud, bill_today: 640"
    )
    assert d.now.retires
    assert next(row for row in priced_rows(d) if row.route.model == "gpt-5.2").reason == "misses your bar"
    assert not any("gpt-5.2 turns out good enough" in text for text in money_sentences(d))
    assert not any("in the last weeks" in step for step in d.plan)
