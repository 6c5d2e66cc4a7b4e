"""Where data must stay in a region: who is closed, who is counted where, and of whom nobody knows."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision, RouteCost
from advisor.report.one_page import one_page

DAY = datetime.date(2026, 11, 28)
READY = (
    "requests_per_month: 5M, input_tokens: 2000, output_tokens: 200, task: extraction, task_scope: narrow,"
    " label_set: open, prompt_meets_bar: yes, prompt_baseline: yes, eval_infra: automated, spec_stability: stable,"
    " input_shift: rarely, structured_output_tried: yes, labelled_examples: 5000, label_source: production, mlops: yes"
)


def told(model: str, residency: str, *more: str) -> Decision:
    answers = ", ".join((READY, f"model: {model}, residency: {residency}", *more))
    return decide(cases.parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), DAY)


def row(d: Decision, route: str, model: str | None = None) -> RouteCost:
    return next(r for r in d.routes if r.id == route and model in (None, r.model))


@pytest.mark.parametrize("region", ["eu", "us"])
def test_a_vendor_that_keeps_no_data_in_the_region_is_closed_with_its_reason(region):
    d = told("deepseek-v4-pro", region)
    assert not row(d, "prompt").available
    assert any(region.upper() in why and "China" in why for why in row(d, "prompt").why_not)
    assert d.verdict.model != "deepseek-v4-pro"


@pytest.mark.parametrize(
    ("model", "region", "times", "where"),
    [
        ("claude-sonnet-5-5", "eu", 1.1, "aws"),
        ("claude-sonnet-5-5", "us", 1.1, None),
        ("claude-haiku-4-5", "us", 1.1, "aws"),
        ("gemini-3.8-flash", "eu", 1.1, "google-cloud"),
        ("gpt-6.1-sol", "eu", 1.1, None),
        ("mistral-large-4", "eu", 1.1, None),
        ("nova-pro", "eu", 1.312, None),
    ],
)
def test_a_region_is_priced_at_who_sells_it_there(model, region, times, where):
    plain, kept = told(model, "none"), told(model, region)
    assert row(kept, "prompt").monthly_usd == pytest.approx(times * row(plain, "prompt").monthly_usd)
    assert any(f"counted at {where}" in w for w in kept.warnings) == (where is not None)


@pytest.mark.parametrize(
    "boundary", ["public-api", "own-cloud", "contracted-vendor, contracted_vendors: [aws]"]
)
def test_one_service_costs_the_same_in_a_region_whatever_the_boundary(boundary):
    d = told("nova-pro", "eu", f"data_boundary: {boundary}")
    assert row(d, "prompt").monthly_usd == pytest.approx(5e6 * (2_000 * 0.8 + 200 * 3.2) / 1e6 * 1.312)


@pytest.mark.parametrize(("vendor", "signs"), [("anthropic", True), ("aws", False)])
def test_a_cloud_that_keeps_the_region_for_a_vendor_under_contract_is_one_to_sign_with(vendor, signs):
    contract = f"data_boundary: contracted-vendor, contracted_vendors: [{vendor}]"
    d = told("claude-sonnet-5-5", "eu", contract)
    assert row(d, "prompt").available
    assert any("A contract with aws" in w for w in d.warnings) == signs


def test_a_tune_that_is_trained_outside_the_region_is_closed():
    offers = {
        region: [n for n in row(told("nova-pro", region), "hosted-ft").notes if "Nova Micro" in n]
        for region in ("eu", "none")
    }
    assert any("closed" in n and "us-east-1" in n for n in offers["eu"])
    assert row(told("nova-pro", "us"), "hosted-ft").model == "nova-micro"


def test_of_whom_nobody_knows_it_is_said_and_nobody_is_proposed():
    d = told("kimi-k3", "eu")
    assert row(d, "prompt").available
    assert any("moonshotai" in w and "not known" in w for w in d.warnings)
    assert not [r for r in d.routes if r.candidate and any("not known" in a for a in r.asides)]
    assert not any("not known" in w for w in told("kimi-k3", "none").warnings)


def test_a_region_counts_for_nothing_within_the_own_network():
    d = told("deepseek-v4-pro", "eu", "data_boundary: own-network")
    assert d.verdict.route == "self-host"


@pytest.mark.parametrize("gpus", ["rented", "owned"])
def test_where_the_region_closes_every_vendor_an_open_model_on_own_gpus_is_offered(gpus):
    contract = "data_boundary: contracted-vendor, contracted_vendors: [deepseek]"
    d = told("deepseek-v4-pro", "eu", contract, f"gpus: {gpus}")
    assert d.verdict.route == "self-host" and not d.verdict.trained
    own = row(d, "self-host", d.verdict.model)
    assert own.available and own.monthly_usd and d.verdict.model in d.verdict.headline
    assert any(d.verdict.model in step for step in d.plan)


def test_what_a_region_closes_is_named_with_the_move_and_not_kept_to_roll_back():
    d = told("deepseek-v4-pro", "us", "models_tried: {claude-haiku-5-5: none}")
    assert "deepseek-v4-pro is out" in d.verdict.headline and "US" in d.verdict.headline
    assert not any("roll back." in step for step in d.plan[:1])


@pytest.mark.parametrize("boundary", ["public-api", "own-cloud"])
def test_what_runs_today_costs_what_it_costs_where_it_runs(boundary):
    """Anthropic keeps nothing in the EU, so nobody who calls it pays a rate of the EU; in the own cloud one may."""
    d = told("claude-sonnet-5-5", "eu", f"data_boundary: {boundary}")
    plain = told("claude-sonnet-5-5", "none", f"data_boundary: {boundary}").today_usd
    assert d.today_usd == pytest.approx(plain * (1.1 if boundary == "own-cloud" else 1))
    assert row(d, "prompt").monthly_usd == pytest.approx(plain * 1.1)


@pytest.mark.parametrize("boundary", ["own-cloud", "contracted-vendor, contracted_vendors: [aws]"])
def test_a_cloud_where_the_model_is_called_anyway_is_no_news(boundary):
    d = told(
        "claude-sonnet-5-5", "eu", f"data_boundary: {boundary}", "models_tried: {claude-haiku-5-5: none}"
    )
    assert d.verdict.model == "claude-haiku-5-5"
    assert not any("is counted at" in w for w in d.warnings)


def test_what_was_negotiated_is_what_is_paid_in_the_region():
    asked = "advisor: 1\nanswers: {model: gpt-6.1-sol, requests_per_month: 3M, input_tokens: 2500, output_tokens: 250"
    own = decide(
        cases.parse(f"{asked}, residency: eu}}\nprices: {{gpt-6.1-sol: {{input: 1.5, output: 7.5}}}}\n"),
        shipped_basis(),
        DAY,
    )
    assert own.today_usd == pytest.approx(3 * (2500 * 1.5 + 250 * 7.5))
    assert "the price you gave is taken as the one you pay in the EU" in " ".join(one_page(own).money)
    half = decide(
        cases.parse(f"{asked}, residency: eu}}\nprices: {{gpt-6.1-sol: {{input: 1.5}}}}\n"),
        shipped_basis(),
        DAY,
    )
    assert half.today_usd == pytest.approx(3 * (2500 * 1.5 + 250 * 10) * 1.1)
