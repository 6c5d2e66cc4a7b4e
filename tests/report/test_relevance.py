"""Which rules are shown for and against a verdict."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.case.routes import TUNED
from advisor.decide import decide
from advisor.report import rule_evidence, terminal
from advisor.report.decision_json import as_dict
from advisor.report.one_page import one_page

DAY = datetime.date(2026, 11, 27)
MOVING = "prompt_baseline: yes, eval_infra: automated, spec_stability: evolving"
BASE = f"requests_per_month: 2M, input_tokens: 1000, output_tokens: 50, {MOVING}, prompt_meets_bar: yes"
SWITCH = f"{BASE}, model: claude-sonnet-4-6, models_tried: {{claude-haiku-5-5: none}}"
MEASURE = f"{BASE}, model: claude-sonnet-4-6"


def told(answers):
    return decide(cases.parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), DAY)


@pytest.mark.parametrize("answers", [SWITCH, MEASURE, f"{MEASURE}, corpus_in_prompt_tokens: 900"])
def test_why_does_not_argue_about_training_where_nothing_is_trained(answers):
    d = told(answers)
    assert not d.verdict.trained
    reasons = one_page(d).why
    assert 1 <= len(reasons) <= 3
    generic = [f.says for f in d.findings if len(f.supports) > 1 and set(TUNED) & set(f.opposes)]
    assert generic
    assert not set(reasons) & set(generic)
    assert not any(says in terminal.render(d) for says in generic)


def test_a_switch_is_explained_by_what_supports_it():
    (says,) = (f.says for f in told(SWITCH).findings if f.rule == "models.no-gap")
    assert rule_evidence.reasons(told(SWITCH)) == (rule_evidence.concluded(told(SWITCH)), says)


def test_at_most_three_a_side_are_shown_and_all_are_kept():
    d = told(SWITCH)
    shown = rule_evidence.relevant(d)
    assert len(shown.supporting) <= 3
    assert len(shown.opposing) <= 3
    assert {f["rule"] for f in as_dict(d)["findings"]} == {f.rule for f in d.findings}
    assert len(d.findings) > len(shown.supporting) + len(shown.opposing)


def test_no_two_rules_shown_turn_on_the_same_answers():
    ready = "requests_per_month: 4M, model: gpt-6-luna, input_tokens: 250, output_tokens: 20, prompt_baseline: yes"
    d = told(
        f"{ready}, prompt_meets_bar: yes, spec_stability: stable, input_shift: quarterly, task: extraction, "
        "labelled_examples: 200k, eval_infra: automated, models_tried: {nova-micro: small}, mlops: yes"
    )
    both = {"breakeven.below-the-crossing", "breakeven.within-3x"}
    assert both <= {f.rule for f in d.findings}
    assert len(both & {f.rule for f in rule_evidence.relevant(d).supporting}) == 1
    says = {f.rule: f.says for f in d.findings}
    assert sum(says[rule] in rule_evidence.reasons(d) for rule in both) == 1
