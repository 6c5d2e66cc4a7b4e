"""Where a verdict may run: inside, in the cloud that serves today, at a vendor under contract, somewhere new."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.decision.decision import Decision, RouteCost
from advisor.report import one_page
from advisor.report.wording import leads_to

DAY = datetime.date(2026, 11, 27)
WORK = "requests_per_month: 300k, input_tokens: 2000, output_tokens: 150"
READY = (
    "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly, mlops: yes,"
    " labelled_examples: 20000, label_source: production"
)
MISSES = "prompt_meets_bar: no, failure_cause: [behaviour], task: extraction, task_scope: narrow"
KNOWLEDGE = "prompt_meets_bar: no, failure_cause: [missing-knowledge], task: chat"


told = told_on(DAY)


def row(d: Decision) -> RouteCost:
    v = d.verdict
    return next(r for r in d.routes if (r.id, r.trained, r.model) == (v.route, v.trained, v.model))


@pytest.mark.parametrize("inputs", ["image", "audio", "image, audio"])
@pytest.mark.parametrize("boundary", ["own-network", "air-gapped"])
def test_inside_an_open_model_that_takes_the_input_is_priced(inputs, boundary):
    d = told(
        WORK,
        "task: extraction, serving_today: nothing-yet",
        f"modalities: [{inputs}]",
        f"data_boundary: {boundary}",
    )
    assert (d.verdict.route, d.verdict.trained) == ("self-host", False)
    assert row(d).available and row(d).monthly_usd > 0
    assert d.verdict.model in d.verdict.headline
    taken = next(a for a in shipped_basis().knowledge.architectures if a.id == d.verdict.model).modalities
    assert set(inputs.split(", ")) <= set(taken)


@pytest.mark.parametrize(("inputs", "offered"), [("audio", False), ("image", True)])
def test_an_adapter_is_offered_on_a_base_alone_that_takes_the_input(inputs, offered):
    broad = "model: gemini-3.8-flash, task: chat, task_scope: broad, prompt_meets_bar: yes"
    d = told(WORK, broad, f"modalities: [{inputs}]")
    assert any(r.id == "lora" and r.available for r in d.routes) is offered


def test_inside_it_is_said_where_no_open_model_that_is_priced_takes_the_input():
    d = told(WORK, "task: reasoning, task_scope: broad, modalities: [audio], data_boundary: own-network")
    assert row(d).monthly_usd is None
    assert "It has no price here" in d.verdict.headline and "audio" in d.verdict.headline


@pytest.mark.parametrize("vendor", ["anthropic", "google"])
def test_retrieval_runs_on_a_model_under_contract_where_todays_is_not(vendor):
    d = told(
        WORK,
        KNOWLEDGE,
        f"model: gpt-6-luna, data_boundary: contracted-vendor, contracted_vendors: [{vendor}]",
    )
    assert d.verdict.route == "rag"
    assert shipped_basis().knowledge.model(d.verdict.model).provider == vendor
    assert row(d).available and row(d).monthly_usd > 0
    assert "openai is not a vendor you have a contract with" in d.verdict.headline


@pytest.mark.parametrize(
    ("model", "boundary", "on"),
    [
        ("azure/claude-haiku-4-5", "own-cloud", "was shut down on 2026-11-15"),
        ("claude-haiku-4-5", "own-cloud", None),
        ("azure/gpt-4.1-mini", "public-api", "shuts down on 2027-04-14"),
        ("gpt-4.1-mini, contracted_vendors: [azure]", "contracted-vendor", "shuts down on 2027-04-14"),
        ("gpt-4.1-mini", "public-api", "shuts down on 2027-01-14"),
        ("bedrock/anthropic.claude-opus-4-6-v1:0", "public-api", None),
    ],
)
def test_a_model_ends_on_the_day_of_the_cloud_that_serves_it(model, boundary, on):
    d = told(WORK, f"model: {model}, data_boundary: {boundary}")
    assert on in d.verdict.headline if on else "shut" not in d.verdict.headline


def test_a_contract_with_a_cloud_covers_the_models_that_it_serves():
    d = told(
        WORK, KNOWLEDGE, "model: gpt-6-luna, data_boundary: contracted-vendor, contracted_vendors: [azure]"
    )
    assert (d.verdict.route, d.verdict.model) == ("rag", "gpt-6-luna")


@pytest.mark.parametrize(("vendors", "aws"), [("", False), (", contracted_vendors: [azure, aws]", True)])
def test_a_tune_stays_in_the_cloud_that_serves_today_unless_another_was_said(vendors, aws):
    d = told(
        WORK,
        READY,
        MISSES,
        f"model: gpt-4o-mini, models_tried: {{gpt-6.1-sol: small}}, data_boundary: own-cloud{vendors}",
    )
    assert d.verdict.trained
    assert "azure" in row(d).label
    assert (d.route("hosted-ft").available, "aws" in d.route("hosted-ft").label) == (aws, aws)
    assert "gpt-6-luna is named in its place" in d.verdict.headline
    assert any("gpt-6-astra" in step for step in d.plan)


def test_a_platform_that_is_new_to_the_team_is_said_with_its_reason():
    d = told(
        WORK,
        READY,
        MISSES,
        "model: gpt-6.1-terra, models_tried: {gpt-6.1-sol: small}, data_boundary: public-api",
    )
    assert d.verdict.trained
    (risk,) = (r for r in d.risks if "is not where your model is called today" in r)
    assert "openai" in risk and row(d).label.rpartition(" at ")[2].split(",")[0] in risk


def test_whoever_runs_nothing_yet_starts_and_neither_stays_nor_switches():
    d = told(WORK, "serving_today: nothing-yet, task: generation, models_tried: {gpt-6-luna: none}")
    assert d.verdict.model == "gpt-6-luna"
    assert d.verdict.headline.startswith("Start with gpt-6-luna")
    assert not any("old model" in step for step in d.plan)
    missed = told(WORK, "serving_today: nothing-yet, task: generation, models_tried: {gpt-6.1-terra: small}")
    assert missed.verdict.headline.startswith("Start with")
    assert shipped_basis().knowledge.model(missed.verdict.model).tier == "frontier"


def test_a_model_that_cannot_take_the_input_gives_way_to_one_that_can():
    d = told(
        WORK, "model: claude-haiku-5-5, task: summarisation, modalities: [audio], data_boundary: public-api"
    )
    assert "audio" in shipped_basis().knowledge.model(d.verdict.model).modalities
    assert row(d).available and row(d).monthly_usd > 0


def test_what_is_measured_where_todays_model_is_not_known_is_the_row_of_the_verdict():
    d = told(WORK, "models_tried: {gemini-2.5-flash-lite: none}, prompt_meets_bar: yes, task: generation")
    assert d.verdict.model in d.verdict.headline
    assert row(d).available and row(d).monthly_usd > 0


def test_a_list_too_long_for_a_prompt_is_searched_first():
    many = "task: classification, label_set: fixed, label_count: 40000, labelled_examples: 25000, label_source: expert"
    d = told(
        WORK,
        many,
        "model: gpt-6.1-terra, prompt_meets_bar: no, failure_cause: [behaviour], prompt_baseline: yes",
    )
    assert d.verdict.concluded_by == "policy.shortlist"
    assert "40,000" in d.plan[0] and not d.verdict.trained


def test_an_open_model_on_own_gpus_is_held_against_whoever_sells_it():
    d = told(
        WORK, "model: groq/llama-3.3-70b, serving_today: own-gpus, bill_today: 9000, prompt_meets_bar: yes"
    )
    sold = next(r for r in d.routes if r.id == "other-model" and "llama-3.3-70b" in str(r.model))
    assert sold.available and sold.model in d.verdict.headline
    assert sold.monthly_usd < d.today_usd / 2


def test_every_verdict_says_what_it_brings_and_what_it_costs():
    for answers in (READY + ", " + MISSES, KNOWLEDGE, "prompt_meets_bar: yes", "data_boundary: own-network"):
        d = told(WORK, answers, "model: gpt-6-luna")
        assert d.consequences.good and d.consequences.bad


def test_inside_the_network_the_open_model_that_was_measured_is_hosted():
    inside = "requests_per_month: 90k, input_tokens: 3000, output_tokens: 300, task: summarisation"
    d = told(
        f"{inside}, data_boundary: air-gapped, serving_today: nothing-yet, models_tried: {{qwen3-32b: none}}"
    )
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("self-host", False, "qwen3-32b")
    assert "meets your bar" in d.verdict.headline
    assumed = told(f"{inside}, data_boundary: air-gapped, serving_today: nothing-yet")
    assert "assumed" in assumed.verdict.headline


def test_an_open_model_that_no_vendor_under_contract_sells_runs_on_own_gpus():
    work = "requests_per_month: 60M, model: claude-sonnet-5-5, input_tokens: 1500, output_tokens: 200, task: generation"
    d = told(
        f"{work}, prompt_meets_bar: yes, models_tried: {{claude-haiku-5-5: large, qwen3-32b: none}},"
        " data_boundary: contracted-vendor, contracted_vendors: [anthropic], turnaround: minutes"
    )
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("self-host", False, "qwen3-32b")
    assert d.route("self-host").monthly_usd < 100_000 < d.route("prompt").monthly_usd


@pytest.mark.parametrize(("tried", "route"), [("{}", "other-model"), ("{gpt-6-luna: small}", "prompt")])
def test_a_dearer_replacement_is_what_to_fall_back_on_never_closed(tried, route):
    d = told(
        "requests_per_month: 400k, model: gpt-5-mini, input_tokens: 1000, output_tokens: 150, task: summarisation,"
        f" task_scope: narrow, prompt_meets_bar: yes, data_boundary: public-api, models_tried: {tried}"
    )
    assert d.verdict.route == route
    assert "gpt-6.1-terra" in d.verdict.headline and "$700 a month" in d.verdict.headline
    assert "closed to you" not in d.verdict.headline


def test_no_later_outcome_stays_on_the_model_that_has_just_missed():
    work = "requests_per_month: 250k, model: mistral-medium, input_tokens: 2k, output_tokens: 400, task: chat"
    d = told(f"{work}, prompt_meets_bar: no, failure_cause: [behaviour], data_boundary: public-api")
    assert d.verdict.model and d.verdict.model in d.verdict.then.when
    assert leads_to(d, d.verdict.then) == "measure another model"


@pytest.mark.parametrize(("vendors", "open_"), [("openai", False), ("openai, google", True)])
def test_a_share_goes_on_only_to_a_model_that_may_be_called(vendors, open_):
    d = told(
        WORK,
        "model: gemini-3.8-flash, models_tried: {gpt-6-luna: small}, prompt_meets_bar: yes, escalation_share: 20%",
        f"data_boundary: contracted-vendor, contracted_vendors: [{vendors}]",
    )
    assert d.route("cascade").available is open_
    assert (d.verdict.route == "cascade") is open_


@pytest.mark.parametrize(("gpus", "usd"), [("owned", 120_000), ("rented", None)])
def test_cards_that_are_bought_are_told_as_cash_of_the_first_day(gpus, usd):
    """Two B200 at $40,000, half as much again for their part of a server."""
    work = (
        "requests_per_month: 2M, model: gpt-6.1-sol, input_tokens: 3000, output_tokens: 400, task: extraction"
    )
    d = told(
        work,
        READY,
        f"prompt_meets_bar: yes, data_boundary: own-network, gpus: {gpus}, models_tried: {{llama-3.1-8b: large}}",
    )
    assert row(d).bought_usd == (pytest.approx(usd) if usd is not None else None)
    assert ("first day" in " ".join(one_page.one_page(d).money)) is (usd is not None)


@pytest.mark.parametrize(
    ("tokens", "model"), [(100_000, "llama-70b"), (150_000, "qwen3-vl-32b"), (300_000, None)]
)
def test_what_is_hosted_inside_reads_the_longest_request_where_any_priced_model_does(tokens, model):
    work = f"requests_per_month: 200k, model: claude-sonnet-5-5, input_tokens: {tokens}, output_tokens: 2000"
    d = told(work, READY, "task: extraction, prompt_meets_bar: yes, data_boundary: own-network")
    assert d.verdict.model == model
    assert (row(d).monthly_usd is not None) is (model is not None)


@pytest.mark.parametrize(
    "tried",
    ["databricks/llama-3.1-8b-instruct", "groq/llama-3.1-8b-instant", "novita/llama-3.3-70b-instruct"],
)
@pytest.mark.parametrize("gap", ["none", "small"])
def test_weights_that_were_measured_at_a_vendor_are_measured_on_own_gpus(tried, gap):
    scope = "broad" if "70b" in tried else "narrow"
    d = told(
        "requests_per_month: 10M, model: gpt-6.1-sol, input_tokens: 1500, output_tokens: 200, prompt_meets_bar: yes",
        f"task: extraction, task_scope: {scope}, data_boundary: public-api, models_tried: {{{tried}: {gap}}}",
    )
    own = next(r for r in d.routes if r.id == "self-host" and not r.trained)
    assert own.measured == gap and not own.candidate


@pytest.mark.parametrize(
    ("bar", "gap"), [("yes", "none"), ("no, failure_cause: [behaviour]", "small"), (None, None)]
)
def test_weights_that_run_on_own_gpus_are_measured_wherever_they_are_sold(bar, gap):
    own = "model: fireworks/gpt-oss-120b, serving_today: own-gpus, bill_today: 9000"
    d = told(WORK, own, *([f"prompt_meets_bar: {bar}"] if bar else []))
    sold = next(r for r in d.routes if r.id == "other-model" and "gpt-oss-120b" in str(r.model))
    assert sold.measured == gap
    assert any("run on your GPUs" in aside for aside in sold.asides) is (gap is not None)
    assert (d.verdict.model == sold.model) is (gap == "none"), "it costs a tenth of the GPUs"
