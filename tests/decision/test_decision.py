"""decide(): the three worked workloads, the policy's order, and what must hold for every case."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from workloads import (
    ANSWERS,
    APRIL,
    DATES,
    NOVEMBER,
    PRICED,
    all_missed,
    case,
    decided,
    priced,
    shipped,
    shipped_basis,
)

from advisor.case.models_tried import ModelsTried
from advisor.case.routes import ROUTES, TUNED, UNTRAINED
from advisor.decide import decide
from advisor.report import decision_json as as_json

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

GATES = {
    "prompt_baseline": True,
    "spec_stability": "stable",
    "task": "classification",
    "task_scope": "narrow",
    "input_shift": "rarely",
    "structured_output_tried": True,
    "eval_infra": "automated",
    "labelled_examples": 5_000,
}
MINI_GOOD = ModelsTried.of({"gpt-4o-mini": "none"})
UNNAMED_MISS = ModelsTried.of({"unnamed": "small"})
READY = {
    **GATES,
    "requests_per_month": 9_000_000,
    "model": "gpt-4o",
    "input_tokens": 1_500,
    "output_tokens": 100,
    "tuned_input_tokens": 300,
    "prompt_meets_bar": True,
    "models_tried": all_missed(("gpt-4o",)),
    "mlops": True,
    "data_boundary": "public-api",
    "latency_critical": False,
    "reproducible_output": False,
    "failure_cause": (),
    "retrieval_in_place": False,
    "label_set": "open",
}


def test_the_guides_classifier_in_the_documents_market():
    d = decided(shipped("guide-classifier"), APRIL)
    assert (d.verdict.route, d.verdict.trained, d.break_even.band) == ("lora", True, "10x-plus")
    assert d.route("prompt").monthly_usd == pytest.approx(42_750.00)
    assert d.route("prompt").per_call_usd == pytest.approx(0.00475)
    assert d.route("prompt").lines[0].usd == pytest.approx(33_750.00)
    assert d.route("prompt").lines[1].usd == pytest.approx(9_000.00)
    saved = d.route("prompt").monthly_usd - d.route("lora").monthly_usd
    assert sum(s.usd_per_month for s in d.attribution) == pytest.approx(saved)
    cheaper = next(s for s in d.attribution if "cheaper model" in s.step)
    assert cheaper.usd_per_month / saved > 0.95


def test_the_guides_classifier_today():
    d = decided(shipped("guide-classifier"), NOVEMBER)
    assert not d.verdict.trained
    assert "Move to gpt-6-luna and measure it" in d.verdict.headline
    assert "2027-01-14" in d.verdict.headline
    assert d.route("prompt").monthly_usd == pytest.approx(1_800.00)
    assert "prompt_baseline" in d.verdict.open_questions
    assert not d.verdict.settled
    closed = " ".join(d.route("hosted-ft").notes)
    assert "2026-05-07" in closed
    assert any("$42,750" in note for note in d.notes)


def test_promptunit_never_pays():
    for on in (APRIL, NOVEMBER):
        d = decided(shipped("promptunit"), on)
        assert not d.verdict.trained
        assert d.break_even.payback_months is None


def test_legal_clauses_stay_inside_and_untrained():
    d = decided(shipped("legal-clauses"), NOVEMBER)
    assert (d.verdict.route, d.verdict.trained) == ("self-host", False)
    assert d.route("self-host").available
    assert not any(d.route(r).available for r in UNTRAINED)
    assert not any("training" in line.item for line in d.route("self-host").lines)


@pytest.mark.parametrize(
    ("changed", "route", "trained", "by"),
    [
        ({}, "lora", True, "policy.band-high"),
        ({"data_boundary": "own-network"}, "self-host", False, "policy.inside"),
        (
            {"data_boundary": "own-network", "requests_per_month": 200_000_000},
            "self-host", True, "policy.inside-trained",
        ),
        ({"data_boundary": "air-gapped", "eval_infra": "manual"}, "self-host", False, "policy.inside"),
        ({"prompt_meets_bar": False, "failure_cause": ("missing-knowledge",)}, "rag", False, "policy.retrieval"),
        (
            {"prompt_meets_bar": False, "failure_cause": ("missing-knowledge",), "retrieval_in_place": True},
            "rag", False, "policy.retrieval-mend",
        ),
        ({"prompt_baseline": False}, "prompt", False, "policy.gate-failed"),
        ({"spec_stability": "evolving"}, "prompt", False, "policy.gate-failed"),
        ({"spec_stability": "evolving", "models_tried": UNNAMED_MISS}, "prompt", False, "policy.measure-first"),
        (
            {"spec_stability": "evolving", "prompt_baseline": False, "models_tried": MINI_GOOD},
            "other-model", False, "policy.switch",
        ),
        ({"prompt_meets_bar": False, "failure_cause": ("behaviour",), "models_tried": MINI_GOOD, "eval_infra": "none"},
         "other-model", False, "policy.good-model"),
        ({"prompt_meets_bar": False, "failure_cause": ("reasoning",)}, "prompt", False, "policy.split-the-task"),
        ({"input_shift": "monthly", "retrain_every_months": 3}, "prompt", False, "policy.gate-failed"),
        ({"input_shift": "quarterly", "retrain_every_months": 3}, "lora", True, "policy.band-high"),
        ({"labelled_examples": 499, "label_source": "none"}, "prompt", False, "policy.gate-failed"),
        ({"labelled_examples": 500, "label_source": "none"}, "lora", True, "policy.band-high"),
        ({"models_tried": MINI_GOOD}, "other-model", False, "policy.switch"),
        (
            {"prompt_meets_bar": False, "failure_cause": ("behaviour",), "requests_per_month": 99_999},
            "lora", True, "policy.quality",
        ),
        ({"requests_per_month": 99_999}, "prompt", False, "policy.under-the-floor"),
        ({"mlops": False}, "lora", True, "policy.band-high"),
        ({"label_set": "fixed"}, "encoder", True, "policy.band-high"),
        ({"requests_per_month": 600_000}, "prompt", False, "policy.band-low"),
    ],
)  # fmt: skip
def test_policy_order(changed, route, trained, by):
    d = decided(case(**{**READY, **changed}), APRIL)
    assert (d.verdict.route, d.verdict.trained, d.verdict.concluded_by) == (route, trained, by)


@pytest.mark.parametrize("gate", sorted(GATES.keys() - {"task", "task_scope"}))
def test_a_gate_not_known_keeps_it_untrained_and_open(gate):
    answers = {k: v for k, v in READY.items() if k != gate}
    if gate == "structured_output_tried":
        del answers["failure_cause"], answers["prompt_meets_bar"]
    d = decided(case(**answers), APRIL)
    assert not d.verdict.trained
    assert not d.verdict.settled
    assert gate in d.verdict.open_questions
    assert d.verdict.then.trained


def test_three_to_ten_times_break_even_needs_a_reason_beyond_dollars():
    between = next(
        v
        for v in range(600_000, 4_000_000, 100_000)
        if decided(case(**{**READY, "requests_per_month": v}), APRIL).break_even.band == "3x-to-10x"
    )
    plain = {**READY, "requests_per_month": between}
    assert not decided(case(**plain), APRIL).verdict.trained
    assert decided(case(**{**plain, "latency_critical": True}), APRIL).verdict.trained
    assert decided(case(**{**plain, "data_boundary": "contracted-vendor"}), APRIL).verdict.trained
    close = {**plain, "latency_critical": True, "few_shot_vs_tuned": 0.9}
    assert decided(case(**close), APRIL).verdict.concluded_by == "policy.few-shot"
    assert decided(case(**{**close, "few_shot_vs_tuned": 0.89}), APRIL).verdict.trained


@pytest.mark.parametrize(("fact", "value"), [("label_set", "fixed")])
def test_an_answer_that_would_name_another_route_is_an_open_question(fact, value):
    unsaid = decided(case(**{k: v for k, v in READY.items() if k != fact}), APRIL)
    assert unsaid.verdict.trained
    assert fact in unsaid.verdict.open_questions
    assert not unsaid.verdict.settled
    assert decided(case(**{**READY, fact: value}), APRIL).verdict.route != unsaid.verdict.route


@QUICK
@given(ANSWERS, DATES)
def test_every_case_has_one_verdict(answers, on):
    d = decided(case(**answers), on)
    assert d.verdict.route in ROUTES
    assert [r.id for r in d.weighed] == list(ROUTES)
    assert len({(r.id, r.trained, r.model) for r in d.routes}) == len(d.routes)
    own = d.route(d.verdict.route)
    assert (own.trained, own.model) == (d.verdict.trained, d.verdict.model)
    if d.verdict.trained:
        assert d.verdict.route in TUNED
        assert d.facts["gates"] == "passed"
        assert d.route(d.verdict.route).available
    elif d.verdict.route != "self-host":
        assert d.verdict.route in UNTRAINED
    if d.break_even.multiple is not None and d.break_even.requests_per_month:
        assert d.break_even.band in ("below-3x", "3x-to-10x", "10x-plus")


@QUICK
@given(PRICED, DATES)
def test_attribution_sums_and_orders_hold(answers, on):
    d = decided(case(**answers), on)
    if d.attribution:
        money = priced(d.case, d.as_of)
        tuned = money.chosen[d.break_even.tuned_route]
        whole = money.today.monthly(money.load.first_volume) - tuned.monthly(money.load.first_volume)
        assert sum(s.usd_per_month for s in d.attribution) == pytest.approx(whole, rel=1e-9, abs=1e-6)
    for route in d.routes:
        if route.lines:
            once = sum(line.usd for line in route.lines if line.period == "once")
            month = sum(line.usd for line in route.lines if line.period == "month")
            assert once == pytest.approx(route.one_time_usd, rel=1e-9, abs=1e-6)
            assert month == pytest.approx(route.monthly_usd, rel=1e-9, abs=1e-6)


@QUICK
@given(ANSWERS)
def test_the_order_of_answers_does_not_matter_and_replay_gives_the_same_bytes(answers):
    one = case(**answers)
    other = case(**dict(reversed(answers.items())))
    assert as_json.render(decided(one)) == as_json.render(decide(other, shipped_basis(), NOVEMBER))


def test_as_of_before_everything_still_decides():
    d = decided(case(**READY), datetime.date(2020, 1, 1))
    assert not d.verdict.trained


def test_another_route_stands_in_where_the_named_one_reaches_a_lower_band():
    """200,000 calls name LoRA, which in late September was served on dedicated GPUs only; another stands in."""
    answers = {**READY, "requests_per_month": 200_000, "input_tokens": 20_000, "tuned_input_tokens": 1_000}
    d = decided(case(**{**answers, "model": "claude-sonnet-4-6"}), datetime.date(2026, 9, 29))
    assert d.facts["named_route"] == "lora"
    assert d.verdict.route == d.break_even.tuned_route != "lora"
    assert d.facts["lora_band"] != d.break_even.band == "10x-plus"
    open_ones = [
        r for r in TUNED if d.route(r).available and d.facts.get(f"{r.replace('-', '_')}_band") == "10x-plus"
    ]
    assert d.verdict.route == min(open_ones, key=lambda r: d.route(r).horizon_usd)
    assert any(note.startswith("Volume speaks for: LoRA on an open model;") for note in d.notes)


def test_a_named_route_below_ten_times_gives_way_to_one_that_reaches_it_and_the_memo_says_so():
    """At nine million calls the volume names self-hosting; its people keep it below ten times break-even."""
    d = decided(shipped("guide-classifier"), APRIL)
    assert d.facts["self_host_band"] != "10x-plus" == d.break_even.band
    assert d.verdict.route == d.break_even.tuned_route != "self-host"
    assert any("open model on own GPUs" in note for note in d.notes)


def test_a_tune_that_ends_before_it_pays_back_is_closed_with_its_date():
    inside = {**READY, "hosted_tuning_access": ("openai",), "model": "gpt-4o", "label_set": "open"}
    d = decided(case(**inside), NOVEMBER)
    openai = [
        b
        for b in priced(d.case, d.as_of).ways["hosted-ft"]
        if b.label.endswith("at openai") and b.lines and not b.closed
    ]
    assert openai
    for one in openai:
        assert 1.5 < one.usable < 2.0
        assert not priced(d.case, d.as_of).outlives_payback(one)
    assert not priced(d.case, d.as_of).chosen["hosted-ft"].label.endswith("at openai")
