"""The shipped rules: their cases hold, claims that ask for a rule have one, boundaries are the sources'."""

from __future__ import annotations

from collections import defaultdict

import pytest

from advisor import knowledge
from advisor.case.fact_type import Facts
from advisor.case.routes import TUNED, UNTRAINED
from advisor.files import paths
from advisor.rules import EvidenceEffect, Note, Rule, load
from advisor.rules.inline_cases import evaluated
from advisor.rules.rule import InlineCase

SHIPPED = load([paths.RULES])
ADVICE = [r for r in SHIPPED.rules if r.theme != "policy"]
CLAIMS = {c.id: c for c in knowledge.load().claims}


def names(rules: list[Rule]) -> list[str]:
    return [r.id for r in rules]


@pytest.mark.parametrize("check", ["rule", "advice"])
def test_every_claim_to_be_a_rule_is_one_outside_the_policy(check: str):
    cited = {c for rule in ADVICE for c in rule.cites}
    wanted = {c.id for c in CLAIMS.values() if c.check == check}
    assert wanted
    assert sorted(wanted - cited) == []


def test_a_rule_claim_is_evidence_and_not_only_a_note():
    cited = {c for rule in ADVICE if isinstance(rule.then, EvidenceEffect) for c in rule.cites}
    assert sorted(c.id for c in CLAIMS.values() if c.check == "rule" and c.id not in cited) == []


BELOW: list[tuple[str, Facts]] = [
    ("G7.100k", {"requests_per_month": 99_999}),
    ("T.10k", {"requests_per_month": 299_999}),
    ("G5.viqus", {"requests_per_month": 499_999}),
    ("C.tokens-low", {"tokens_per_month": 9_999_999}),
    ("P.labels500", {"labelled_examples": 499}),
    ("G5.band3", {"break_even_multiple": 2.99}),
]
AT: list[tuple[str, Facts]] = [
    ("G7.100k", {"requests_per_month": 100_000}),
    ("T.10k", {"requests_per_month": 300_000}),
    ("G5.viqus", {"requests_per_month": 500_000}),
    ("C.tokens-low", {"tokens_per_month": 10_000_000}),
    ("P.labels500", {"labelled_examples": 500}),
    ("G5.band3", {"break_even_multiple": 3}),
]
REACHED: list[tuple[str, Facts]] = [
    ("T.latency", {"ttft_target_ms": 99}),
    ("P.labels1k", {"labelled_examples": 1_000}),
    ("C.tokens-mid", {"tokens_per_month": 10_000_000}),
    ("C.tokens-high", {"tokens_per_month": 100_000_000}),
    ("G5.between", {"break_even_multiple": 3, "latency_critical": True}),
    ("G5.between", {"break_even_multiple": 9.99, "latency_critical": True}),
    ("G5.band10", {"break_even_multiple": 10}),
    ("C.five", {"few_shot_vs_tuned": 0.9}),
    ("G10.hosted", {"requests_per_month": 500_000}),
    ("G10.selfhost", {"requests_per_month": 5_000_000}),
    ("C.cadence", {"input_shift": "monthly", "retrain_every_months": 1.5}),
    ("P.labels10k", {"labelled_examples": 10_000, "requests_per_month": 9e6, "task_scope": "narrow"}),
]
MISSED: list[tuple[str, Facts]] = [
    ("T.latency", {"ttft_target_ms": 100}),
    ("C.tokens-mid", {"tokens_per_month": 9_999_999}),
    ("C.tokens-high", {"tokens_per_month": 99_999_999}),
    ("G5.between", {"break_even_multiple": 2.99, "latency_critical": True}),
    ("G5.between", {"break_even_multiple": 10, "latency_critical": True}),
    ("G5.band10", {"break_even_multiple": 9.99}),
    ("C.five", {"few_shot_vs_tuned": 0.89}),
    ("G10.hosted", {"requests_per_month": 499_999}),
    ("G10.selfhost", {"requests_per_month": 4_999_999}),
    ("C.cadence", {"input_shift": "monthly", "retrain_every_months": 1}),
    ("P.labels10k", {"labelled_examples": 9_999, "requests_per_month": 9e6, "task_scope": "narrow"}),
]


def fired(claim: str, facts: Facts) -> list[EvidenceEffect]:
    """What rules that rest on `claim` say on `facts`. A rule rests on the claim it cites first."""
    return [
        f.rule.then
        for f in evaluated(SHIPPED, InlineCase(facts)).firings
        if f.rule.cites[0] == claim and isinstance(f.rule.then, EvidenceEffect)
    ]


@pytest.mark.parametrize(("claim", "facts"), BELOW)
def test_just_below_a_floor_the_source_speaks_against_training(claim: str, facts: Facts):
    found = fired(claim, facts)
    assert found
    assert all({"lora", "hosted-ft", "self-host"} <= set(f.routes_against) for f in found)


@pytest.mark.parametrize(("claim", "facts"), AT)
def test_at_the_floor_that_source_is_silent(claim: str, facts: Facts):
    assert not fired(claim, facts)


@pytest.mark.parametrize(("claim", "facts"), REACHED)
def test_inside_its_range_a_source_speaks(claim: str, facts: Facts):
    assert fired(claim, facts)


@pytest.mark.parametrize(("claim", "facts"), MISSED)
def test_just_outside_its_range_a_source_is_silent(claim: str, facts: Facts):
    assert not fired(claim, facts)


@pytest.mark.parametrize("band", ["never", "10x-plus"])
def test_a_band_without_a_multiple_leaves_no_break_even_evidence_open(band: str):
    facts: Facts = {
        "break_even_band": band, "latency_critical": True, "reproducible_output": False,
        "data_boundary": "public-api", "prompt_baseline": True, "verdict_trained": True,
    }  # fmt: skip
    found = evaluated(SHIPPED, InlineCase(facts))
    themes = [r for r in ADVICE if r.theme == "breakeven"]
    assert [r.id for r in themes if found.state(r.id) is None] == []


def test_before_the_money_is_known_the_break_even_evidence_is_open():
    found = evaluated(SHIPPED, InlineCase({"latency_critical": True, "turnaround": "interactive"}))
    evidence = [r for r in ADVICE if r.theme == "breakeven" and isinstance(r.then, EvidenceEffect)]
    assert [r.id for r in evidence if found.state(r.id) is False] == ["breakeven.between-without-a-reason"]


TOPICS = {
    "volume-floor": {"G", "T", "C"},
    "token-bands": {"C"},
    "labels-minimum": {"P", "T"},
    "run-cost": {"G", "T", "C"},
    "vram": {"G", "T"},
    "quality-share": {"G", "T"},
    "cheaper-factor": {"G", "C"},
    "tuned-premium": {"G", "P"},
}


def test_documents_that_disagree_keep_a_rule_each_under_one_topic():
    found: defaultdict[str, set[str]] = defaultdict(set)
    for rule in ADVICE:
        if rule.topic:
            found[rule.topic].add(CLAIMS[rule.cites[0]].source)
    assert dict(found) == TOPICS


def test_three_floors_are_shown_side_by_side_on_one_volume():
    found = evaluated(
        SHIPPED, InlineCase({"requests_per_month": 200_000, "input_tokens": 20, "output_tokens": 5})
    )
    floors = {
        r.cites[0]: found.state(r.id)
        for r in ADVICE
        if r.topic == "volume-floor" and isinstance(r.then, EvidenceEffect) and "prompt" in r.then.routes_for
    }
    assert floors == {"G7.100k": False, "T.10k": True, "G5.viqus": True, "C.tokens-low": True}


def test_every_step_of_the_plan_has_a_place_and_the_stages_come_in_order():
    steps = {r.id: r.then.order for r in ADVICE if isinstance(r.then, Note) and r.then.kind == "plan"}
    stages = ["prompt.stage-baseline", "data.collect-from-production", "team.stage-retraining"]
    assert all(order >= 0 for order in steps.values())
    assert [steps[s] for s in stages] == sorted({steps[s] for s in stages})


def test_only_plan_steps_and_consequences_carry_a_place():
    placed = ("plan", "good", "bad")
    others = [r for r in ADVICE if isinstance(r.then, Note) and r.then.kind not in placed and r.then.order]
    assert names(others) == []


def test_evidence_never_decides():
    assert names([r for r in ADVICE if not isinstance(r.then, EvidenceEffect | Note)]) == []


def test_nobody_speaks_for_training_and_prompting_at_once():
    evidence = [r for r in ADVICE if isinstance(r.then, EvidenceEffect)]
    both = [
        r for r in evidence if set(r.then.routes_for) & set(TUNED) and set(r.then.routes_for) & set(UNTRAINED)
    ]
    assert names(both) == []


def test_a_rule_is_one_plain_sentence():
    assert names([r for r in ADVICE if not r.says.endswith(".") or ". " in r.says[:-1]]) == []
    shown = {r.id: r.says + (r.then.text if isinstance(r.then, Note) else "") for r in ADVICE}
    assert [rule for rule, text in shown.items() if "!" in text] == []
