"""What saves repeating: figures, groups of routes, gates, topics, `unless`, and cases that say why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.case.routes import TUNED, UNTRAINED
from advisor.errors import BadInput
from advisor.rules import EvidenceEffect, Note, RuleSet, load
from advisor.rules.inline_cases import case_count, failing_cases

FIGURES = """
figures:
  floor: {value: 100000, unit: requests/month, says: The floor., cites: [G7.100k]}
  close: {value: 0.9, unit: fraction, says: Close., cites: [C.five]}
"""
GATES = """
theme: policy
gates:
  - id: evals
    passed: {says: Runs by itself., when: {eval_infra: automated}, cites: [X], fires: [{eval_infra: automated}]}
    failed:
      says: Does not.
      when: {eval_infra: {one of: [none, manual]}}
      cites: [X]
      fires: [{eval_infra: none}, {eval_infra: manual}]
    open: [{mlops: true}]
  - id: rival
    passed: {says: Tried., when: {other_model_gap: small}, cites: [X], fires: [{other_model_gap: small}]}
    open: [{other_model_gap: none}]
rules:
  - id: policy.passed
    says: Every gate.
    when: {every gate: passed}
    then: {derive: {gates: passed}}
    cites: [X]
    fires: [{every gate: passed}]
    silent: [{every gate: passed, gate_evals: failed, why: one failed gate is enough}, {gate_evals: passed}]
  - id: policy.failed
    says: One gate.
    when: {any gate: failed}
    then: {derive: {gates: failed}}
    cites: [X]
    fires: [{eval_infra: none}]
    silent: [{every gate: passed}]
"""


def rules(folder: Path, *texts: str) -> RuleSet:
    folder.mkdir(exist_ok=True)
    for n, text in enumerate(texts):
        (folder / f"{n}.yaml").write_text(text)
    return load([folder])


def floor(folder: Path, value: object = "floor", **more: Any) -> RuleSet:
    rule = rulekit.rule(
        "x.y", {"requests_per_month": {"below": value}}, {"note": {"kind": "memo", "text": "At {floor} on."}},
        says="Under {floor} a month, or {close}.", **more,
    )  # fmt: skip
    (rulekit.write(folder, rule) / "figures.yaml").write_text(FIGURES)
    return load([folder])


def test_a_figure_stands_in_conditions_cases_and_sentences(tmp_path: Path) -> None:
    cases = {"fires": [{"requests_per_month": "floor - 1"}], "silent": [{"requests_per_month": "floor"}]}
    for value in (100_000, 250_000):
        text = FIGURES.replace("100000", str(value))
        found = floor(tmp_path, **cases)
        (tmp_path / "figures.yaml").write_text(text)
        found = load([tmp_path])
        rule = found.rule("x.y")
        assert list(failing_cases(found)) == []
        assert found.evaluate({"requests_per_month": value - 0.5}).state("x.y") is True
        assert found.evaluate({"requests_per_month": value}).state("x.y") is False
        assert rule.says == f"Under {value:,} a month, or 90 %."
        assert isinstance(rule.then, Note)
        assert rule.then.text == f"At {value:,} on."


@pytest.mark.parametrize(
    ("written", "edge"),
    [("floor - 1", 99_999), ("floor + 0.5", 100_000.5), ("2 * floor", 200_000), ("floor * 3", 3e5)],
)
def test_a_figure_may_be_moved_or_multiplied(written: str, edge: float, tmp_path: Path) -> None:
    found = floor(tmp_path, written)
    assert [found.evaluate({"requests_per_month": edge - d}).state("x.y") for d in (0.1, 0)] == [True, False]


def test_own_rules_give_a_figure_another_value_in_one_line(tmp_path: Path) -> None:
    floor(tmp_path / "shipped")
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text("figures:\n  floor: {value: 250000}\n")
    found = load([tmp_path / "shipped", own])
    assert found.rule("x.y").says == "Under 250,000 a month, or 90 %."
    assert (found.figures["floor"].cites, found.figures["floor"].unit) == (("G7.100k",), "requests/month")


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("{unit: requests/month, says: A., cites: [X]}", "figures.yaml:2: the figure floor has no value"),
        ("{value: yes, unit: requests/month, says: A., cites: [X]}", "a number"),
        ("{value: 5, unit: request/month, says: A., cites: [X]}", "did you mean requests/month"),
        ("{value: 5, unit: requests/month, says: A., cites: []}", "cites nothing"),
        ("{valu: 5, unit: requests/month, says: A., cites: [X]}", "did you mean value?"),
    ],
)
def test_a_figure_that_cannot_be_read_names_its_line(figure: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "figures.yaml").write_text(f"figures:\n  floor: {figure}\n")
    with pytest.raises(BadInput) as error:
        load([tmp_path])
    assert message in str(error.value)


def test_a_gate_is_one_block_and_two_rules(tmp_path: Path) -> None:
    found = rules(tmp_path, GATES)
    assert found.gates == ("gate_evals", "gate_rival")
    assert [r.id for r in found.rules][:3] == [
        "policy.gate-evals-passed", "policy.gate-evals-failed", "policy.gate-rival-passed",
    ]  # fmt: skip
    assert list(failing_cases(found)) == []
    assert case_count(found) == (1 + 3) + (2 + 2) + (1 + 1) + 3 + 2
    states = {
        infra: found.evaluate({"eval_infra": infra, "other_model_gap": "small"}).facts.get("gates")
        for infra in ("automated", "manual")
    }
    assert states == {"automated": "passed", "manual": "failed"}
    assert "gates" not in found.evaluate({"eval_infra": "automated"}).facts


def test_each_side_of_a_gate_is_tried_on_the_cases_of_the_other(tmp_path: Path) -> None:
    found = rules(tmp_path, GATES.replace("open: [{mlops: true}]", "open: [{eval_infra: manual}]"))
    (only,) = failing_cases(found)
    assert (only.rule.id, only.kind) == ("policy.gate-evals-failed", "silent")


def test_a_failing_case_says_why_it_is_there(tmp_path: Path) -> None:
    found = rules(tmp_path, GATES.replace("gate_evals: failed, why", "gate_evals: passed, why"))
    (only,) = failing_cases(found)
    assert "(one failed gate is enough)" in str(only)


def test_the_positions_of_a_topic_share_its_condition(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        """
theme: money
rules:
  - topic: run-cost
    when: {tuned_route: {one of: tuned}}
    fires: [{tuned_route: lora}]
    silent: [{tuned_route: encoder}]
    positions:
      - {id: money.one, says: One., then: {for: untrained, against: tuned, strength: weak}, cites: [X]}
      - id: money.other
        says: Other.
        when: {tuned_route: encoder}
        then: {for: [encoder], strength: weak}
        cites: [X]
        fires: [{tuned_route: encoder}]
        silent: [{tuned_route: lora}]
""",
    )
    assert [(r.id, r.topic) for r in found.rules] == [("money.one", "run-cost"), ("money.other", "run-cost")]
    assert list(failing_cases(found)) == []
    then = found.rule("money.one").then
    assert isinstance(then, EvidenceEffect)
    assert (then.routes_for, set(then.routes_against)) == (UNTRAINED, set(TUNED) - {"encoder"})
    assert "positions:" in found.document("money.one").text
    assert found.place("money.one", "when")[1] == 5


def test_unless_holds_while_nothing_is_known_and_not_does_not(tmp_path: Path) -> None:
    found = rulekit.loaded(
        tmp_path,
        rulekit.rule("x.unless", {"unless": {"mlops": True}}),
        rulekit.rule("x.not", {"not": {"mlops": True}}),
        rulekit.rule("x.surely", {"not": {"unless": {"mlops": True}}}),
    )
    states = [
        [found.evaluate(facts).state(f"x.{name}") for name in ("unless", "not", "surely")]
        for facts in ({}, {"mlops": False}, {"mlops": True})
    ]
    assert states == [[True, None, False], [True, True, False], [False, False, True]]


def test_unless_takes_no_negation_within(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not stand inside unless"):
        rulekit.loaded(tmp_path, rulekit.rule("x.y", {"unless": {"not": {"mlops": True}}}))
