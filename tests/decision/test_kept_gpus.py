"""GPUs that are there and paid for: a move is held against what is paid today, not against buying them again."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.report import one_page
from advisor.report.rows import priced_rows
from advisor.sensitivity import monte_carlo
from advisor.sensitivity.flips import flips
from advisor.text import words

DAY = datetime.date(2026, 11, 28)
RUNS = "serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: yes, turnaround: overnight"
READY = (
    "requests_per_month: 120k, input_tokens: 1375, output_tokens: 500, task: extraction, task_scope: narrow,"
    " spec_stability: stable, input_shift: rarely, prompt_baseline: yes, eval_infra: automated, mlops: yes,"
    " output_format: schema, labelled_examples: 60000, label_source: expert, models_tried: {qwen3-32b: small}"
)
INSIDE = "data_boundary: own-network"


told = told_on(DAY)


@pytest.mark.parametrize("bill", ["bill_today: 3500", "growth_per_month: 0"], ids=["said", "not said"])
@pytest.mark.parametrize("gpus", ["gpus: owned", "gpus: reserved"])
def test_what_runs_on_paid_gpus_and_meets_the_bar_stays(gpus, bill):
    d = told(RUNS, READY, INSIDE, gpus, bill)
    keep = d.verdict_row
    assert (d.verdict.route, d.verdict.trained, keep.model) == ("self-host", False, "llama-3.3-70b")
    assert keep.monthly_usd == pytest.approx(d.today_usd)
    assert d.break_even.band == "never"
    others = [r for r in d.routes if r.id == "self-host" and r is not keep]
    assert len(others) == 2, "a smaller model and a tune, both on the same cards"
    assert all(r.kept_gpus and r.monthly_usd >= keep.monthly_usd - 0.01 for r in others)


@pytest.mark.parametrize("boundary", ["data_boundary: public-api", INSIDE])
@pytest.mark.parametrize("gpus", ["rented", "reserved", "owned"])
def test_doing_nothing_costs_the_bill_that_was_said(gpus, boundary):
    d = told(RUNS, READY, boundary, f"gpus: {gpus}, bill_today: 3500")
    rows = [r for r in d.routes if r.model == "llama-3.3-70b" and r.id in ("prompt", "self-host")]
    assert {r.monthly_usd for r in rows if not r.trained} == {3500.0} == {d.today_usd}


def test_cards_that_are_owned_are_not_bought_again_and_larger_ones_are():
    d = told(RUNS, READY, INSIDE, "gpus: owned")
    assert d.verdict_row.bought_usd is None
    assert "bought" not in one_page.render(d) and "first day" not in one_page.render(d)
    small = told(RUNS.replace("llama-3.3-70b", "qwen3-8b"), READY, INSIDE, "gpus: owned")
    (larger,) = (r for r in small.routes if r.model == "qwen3-32b" and r.id == "self-host")
    assert larger.bought_usd is not None and not larger.kept_gpus


def test_a_tune_that_quality_asks_for_runs_on_the_cards_that_are_there():
    missed = RUNS.replace("prompt_meets_bar: yes", "prompt_meets_bar: no, failure_cause: [behaviour]")
    d = told(missed, READY, INSIDE, "gpus: owned, bill_today: 3500")
    row = d.verdict_row
    assert row.trained and row.kept_gpus and row.monthly_usd > 3500
    assert "costs less" not in d.verdict.headline and "comes on top" not in one_page.render(d)


def test_samples_are_decided_as_the_likely_values_are_where_the_bill_is_fixed():
    """Of what costs the same at any volume, a sample makes nothing that is paid by the call."""
    answers = f"{RUNS}, {READY}, {INSIDE}, gpus: rented, bill_today: 30000"
    case = cases.parse(f"advisor: 1\nanswers: {{{answers}}}\n")
    assert decide(case, shipped_basis(), DAY).verdict.trained
    assert monte_carlo.ranges(case, shipped_basis(), DAY, samples=200).holds > 0.9


@pytest.mark.parametrize("what", ["model: deepseek-v3.1-671b", "bill_today: 3500", "turnaround: overnight"])
def test_nothing_is_trained_against_what_runs_inside_at_a_price_or_by_a_name_that_is_not_known(what):
    """No other model stands for it: what it costs, or is, has to be said first."""
    runs = "serving_today: own-gpus, gpus: owned, prompt_meets_bar: yes"
    d = told(runs, READY, INSIDE, what)
    assert (d.verdict.route, d.verdict.trained) == ("self-host", False)
    assert d.verdict.headline.startswith("Keep")
    assert "llama" not in d.verdict.headline and "qwen" not in d.verdict.headline
    if d.today_usd is None:
        assert "GPUs cost a month" in one_page.render(d).replace("\n          ", " ")
    else:
        assert d.verdict_row.monthly_usd == d.today_usd


SOLD = "serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: yes, requests_per_month: 1.5M"
SOLD += ", input_tokens: 1200, output_tokens: 180, bill_today: 8800, task: chat"


@pytest.mark.parametrize(("gpus", "waits"), [("reserved", True), ("owned", False), ("rented", False)])
def test_what_is_cheaper_than_reserved_gpus_is_moved_to_when_their_contract_ends(gpus, waits):
    d = told(SOLD, f"gpus: {gpus}")
    assert (d.verdict.route, d.verdict.model) == ("other-model", "databricks/llama-3.3-70b-instruct")
    assert ("when the contract of your reserved GPUs ends" in d.verdict.headline) is waits
    assert d.plan[0].startswith("Find out when the contract" if waits else "Move 5 %")
    assert "as long as it is sold" not in d.plan[0]


def test_little_traffic_waits_for_the_contract_too():
    d = told(SOLD.replace("1.5M", "2000"), "gpus: reserved")
    assert "when the contract" in d.verdict.headline and d.plan[0].startswith("Find out when the contract")


def test_where_what_runs_on_reserved_gpus_misses_the_bar_nobody_waits_for_the_contract():
    missed = SOLD.replace("prompt_meets_bar: yes", "prompt_meets_bar: no, failure_cause: [behaviour]")
    d = told(missed, "gpus: reserved, models_tried: {gpt-6.1-terra: none}")
    assert d.verdict.model == "gpt-6.1-terra" and "contract" not in d.verdict.headline
    assert d.plan[0].startswith("Move 5 %")


LEAVES = (
    "requests_per_month: 5M, input_tokens: 800, output_tokens: 100, task: extraction,"
    " gpus: reserved, serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: yes, bill_today: 12000,"
    " data_boundary: public-api"
)


def test_a_move_off_reserved_gpus_asks_how_long_they_are_paid():
    assert told(LEAVES).verdict.open_questions[0] == "gpus_paid_months"
    assert "gpus_paid_months" not in told(LEAVES, "gpus_paid_months: 5").verdict.open_questions


def test_months_that_reserved_gpus_are_paid_anyway_save_nothing():
    d = told(LEAVES, "gpus_paid_months: 5")
    month = d.verdict_row.monthly_usd
    assert (d.verdict.route, month) == ("other-model", pytest.approx(5 * (800 * 0.5 + 100 * 1.5)))
    assert "ends in 5 months" in d.verdict.headline and "ends in 5 months" in d.plan[0]
    whole = words.money(5 * 12_000 + 7 * month)
    assert f"moved then, it is {whole} over 12 months" in " ".join(one_page.one_page(d).money)


@pytest.mark.parametrize(("months", "stays"), [(11, False), (11.9, True), (12, True), (30, True)])
def test_where_they_are_paid_for_longer_than_a_move_repays_in_what_runs_stays(months, stays):
    d = told(LEAVES, f"gpus_paid_months: {months}")
    assert (d.verdict.concluded_by == "policy.contract-holds") is stays
    assert (d.verdict_row.model == "llama-3.3-70b") is stays


def test_a_contract_counts_for_reserved_gpus_alone():
    owned = LEAVES.replace("gpus: reserved", "gpus: owned")
    assert told(owned).verdict.route == told(owned, "gpus_paid_months: 30").verdict.route == "other-model"


def test_how_long_they_are_paid_flips_the_verdict_where_it_does():
    given = cases.parse(f"advisor: 1\nanswers: {{{LEAVES}, gpus_paid_months: 5}}\n")
    (flip,) = (f for f in flips(given, shipped_basis(), DAY).flips if f.fact == "gpus_paid_months")
    for months, route in ((flip.holds, "other-model"), (flip.to[0], "prompt")):
        assert told(LEAVES, f"gpus_paid_months: {months}").verdict.route == route


def test_where_reserved_gpus_miss_the_bar_both_are_paid_until_their_contract_ends():
    misses = LEAVES.replace("prompt_meets_bar: yes", "prompt_meets_bar: no, failure_cause: [behaviour]")
    d = told(misses, "gpus_paid_months: 8, models_tried: {gpt-6.1-terra: none}")
    month = d.verdict_row.monthly_usd
    assert f"both together are {words.money(8 * 12_000 + 12 * month)}" in " ".join(one_page.one_page(d).money)
    sold = next(r for r in priced_rows(d) if "databricks" in r.name and r.route.id == "other-model")
    assert sold.reason == "missed your bar", "by how much nobody said"


SLOW = (
    "serving_today: own-gpus, gpus: reserved, model: llama-3.1-8b, bill_today: 12069, requests_per_month: 183k,"
    " input_tokens: 1341, output_tokens: 5, task: classification, label_set: fixed, label_count: 5,"
    " prompt_meets_bar: no, failure_cause: latency, prompt_baseline: yes, eval_infra: automated, task_scope: narrow,"
    " spec_stability: stable, input_shift: yearly, labelled_examples: 40000, label_source: production, mlops: yes,"
    " data_boundary: public-api, turnaround: interactive, models_tried: {gpt-6-luna: large}"
)


@pytest.mark.parametrize(("paid", "kept"), [(2, False), (24, True)])
def test_a_tune_stays_on_reserved_gpus_for_no_longer_than_their_contract(paid, kept):
    d = told(SLOW, f"gpus_paid_months: {paid}")
    row = next(r for r in d.routes if r.id == "encoder")
    assert row.kept_gpus is kept and (row.monthly_usd > 12_000) is kept
    assert d.verdict.route == "encoder"
    page = " ".join(one_page.one_page(d).money)
    if not kept:
        both = row.one_time_usd + 2 * 12069 + 12 * row.monthly_usd
        assert f"both together are {words.money(both)} over 12 months" in page


def test_a_tune_by_the_token_that_costs_more_than_bought_gpus_is_never_worth_it():
    """It costs less at small volumes alone: at this one 24 cards that are there cost their current and their people."""
    d = told(
        "requests_per_month: 198M, input_tokens: 111, output_tokens: 800, serving_today: own-gpus, model: qwen3-32b,"
        " gpus: owned, prompt_meets_bar: yes, eval_infra: automated, spec_stability: stable, mlops: yes,"
        " models_tried: {gemini-3.8-flash: small, nova-micro: large}, prompt_baseline: yes, task: extraction,"
        " labelled_examples: 40000, input_shift: yearly, label_source: production, task_scope: narrow,"
        " data_boundary: public-api"
    )
    assert d.break_even.band == "never" and not d.verdict.trained
    tuned = d.route(d.break_even.tuned_route)
    assert tuned.monthly_usd > d.verdict_row.monthly_usd
