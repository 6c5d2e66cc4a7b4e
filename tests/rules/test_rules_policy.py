"""What the shipped policy guarantees, proven over every combination of answers, unknown ones included."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.files import yaml_file
from advisor.files.paths import RULES
from advisor.rules import Conclude, Rule, load
from advisor.rules.audit.solver import Proof
from advisor.rules.facts_from_answers import with_derived
from advisor.rules.inline_cases import evaluated
from advisor.rules.parsing import parse_condition
from advisor.rules.parsing.rule_part import RulePart
from advisor.rules.terms import Terms

SHIPPED = load([RULES])
POLICY = [r for r in SHIPPED.rules if isinstance(r.then, Conclude)]
GATES = sorted(f for f in SHIPPED.makers if f.startswith("gate_"))
PROOF = Proof(SHIPPED)


def says(**test: Any) -> Any:
    """Where this condition, written as in a rule file, holds."""
    part = RulePart(yaml_file.parse("{}"), (), test, Terms(SHIPPED.vocabulary))
    return PROOF.true(parse_condition.condition(part))


def verdict(**wanted: Any) -> Any:
    """Where the policy concludes so."""
    firsts = []
    for n, rule in enumerate(POLICY):
        assert isinstance(rule.then, Conclude)
        if all(rule.then.values.get(k) == v for k, v in wanted.items()):
            firsts.append(first(n, rule))
    assert firsts
    return PROOF.z3.Or(firsts)


def first(n: int, rule: Rule) -> Any:
    return PROOF.z3.And(PROOF.true(rule.when), PROOF.none_of(r.when for r in POLICY[:n]))


INSIDE = {"data_boundary": {"one of": ["own-network", "air-gapped"]}}
FEW = {"requests_per_month": {"below": 100_000}, "one_off": False}


def test_exactly_one_verdict_for_every_combination_of_answers() -> None:
    assert not PROOF.possible(PROOF.none_of(r.when for r in POLICY))


@pytest.mark.parametrize("gate", GATES)
def test_training_needs_every_gate_known_passed(gate: str) -> None:
    assert PROOF.possible(verdict(trained=True), says(**{gate: "passed"}))
    assert not PROOF.possible(verdict(trained=True), PROOF.z3.Not(says(**{gate: "passed"})))


def test_there_are_eight_gates() -> None:
    assert len(GATES) == 8


def test_data_that_may_not_leave_is_served_by_an_own_model() -> None:
    assert not PROOF.possible(says(**INSIDE), PROOF.z3.Not(verdict(route="self-host")))
    outside = PROOF.z3.Not(says(**INSIDE))
    assert not PROOF.possible(verdict(route="self-host"), outside, PROOF.z3.Not(says(own_row_open=True)))


def test_missing_knowledge_is_retrieved() -> None:
    missing = says(
        all=[
            {"failure_cause": {"has": "missing-knowledge"}},
            {
                "unless": {
                    "any": [{"retrieval_good": True}, {"task": {"one of": ["summarisation", "translation"]}}]
                }
            },
        ]
    )
    pasted = says(reference_route="rag")
    assert not PROOF.possible(missing, PROOF.z3.Not(says(**INSIDE)), PROOF.z3.Not(verdict(route="rag")))
    by_rule = [first(n, r) for n, r in enumerate(POLICY) if r.then.values["route"] == "rag"]  # type: ignore[union-attr]
    assert not PROOF.possible(PROOF.z3.Or(by_rule), PROOF.z3.Not(PROOF.z3.Or(missing, pasted)))
    assert not PROOF.possible(missing, verdict(trained=True))


@pytest.mark.parametrize("gate", [g for g in GATES if g not in ("gate_rival", "gate_shift", "gate_labels")])
def test_a_failed_gate_never_stands_before_a_switch_or_a_stronger_model(gate: str) -> None:
    switch = [r for r in POLICY if r.id in ("policy.switch", "policy.stronger-model", "policy.good-model")]
    for rule in switch:
        assert PROOF.possible(first(POLICY.index(rule), rule), says(**{gate: "failed"})), rule.id


def test_a_measured_good_model_that_pays_is_the_verdict_whatever_the_gates() -> None:
    good = says(
        switch_pays=True,
        prompt_meets_bar=True,
        failure_cause={"is": "none"},
        reference_route="other-model",
        serving_today={"one of": ["vendor-api", "own-gpus", "not-an-llm"]},
    )
    other = PROOF.z3.Or(says(**INSIDE), verdict(trained=True))
    switches = [n for n, r in enumerate(POLICY) if r.id in ("policy.switch", "policy.switch-off-reserved")]
    moves = PROOF.z3.Or(*(first(n, POLICY[n]) for n in switches))
    assert not PROOF.possible(good, PROOF.z3.Not(other), PROOF.z3.Not(moves))


@pytest.mark.parametrize(
    "stay",
    [FEW, {"break_even_band": {"one of": ["never", "below-3x"]}}, {"break_even_band": {"known": False}}],
    ids=str,
)
def test_without_the_money_only_quality_trains(stay: dict[str, Any]) -> None:
    quality = says(prompt_meets_bar=False)
    assert PROOF.possible(verdict(trained=True), says(**stay), quality)
    assert not PROOF.possible(verdict(trained=True), says(**stay), PROOF.z3.Not(quality))


def test_between_3_and_10_times_break_even_a_reason_beyond_dollars_trains() -> None:
    between = says(
        break_even_band="3x-to-10x", requests_per_month={"at least": 100_000}, prompt_meets_bar=True
    )
    reason = says(
        any=[
            {"latency_critical": True},
            {"reproducible_output": True},
            {"data_boundary": {"one of": ["contracted-vendor", "own-cloud", "own-network", "air-gapped"]}},
        ]
    )
    assert PROOF.possible(verdict(trained=True), between, reason)
    assert not PROOF.possible(verdict(trained=True), between, PROOF.z3.Not(reason))
    close = says(few_shot_vs_tuned={"at least": 0.9})
    assert not PROOF.possible(verdict(trained=True), between, close)


def test_with_every_gate_passed_ten_times_break_even_trains() -> None:
    passed = [says(**{gate: "passed"}) for gate in GATES]
    rich = says(break_even_band="10x-plus", requests_per_month={"at least": 100_000}, tuned_route_open=True)
    elsewhere = PROOF.z3.Or(
        says(failure_cause={"one of": ["missing-knowledge", "reasoning"]}),
        says(prompt_meets_bar=False, good_model_tried=True),
        says(**INSIDE),
        says(tuned_undercuts=False),  # what runs today without a model costs less
    )
    assert PROOF.possible(*passed, rich)
    assert not PROOF.possible(*passed, rich, PROOF.z3.Not(elsewhere), PROOF.z3.Not(verdict(trained=True)))


def test_an_inline_case_is_evaluated_as_from_scratch():
    rules = SHIPPED
    for rule in rules.rules[::4]:
        for case in (*rule.fires[:1], *rule.silent[:1]):
            fresh, again = rules.evaluate(with_derived(case.facts)), evaluated(rules, case)
            assert (again.facts, again.holding) == (fresh.facts, fresh.holding)
            assert [again.state(r.id) for r in rules.rules] == [fresh.state(r.id) for r in rules.rules]
