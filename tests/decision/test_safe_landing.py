"""Beside a model that ends, the measured one that meets the bar is where to land; the unmeasured one is the trial."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision

DAY = datetime.date(2026, 11, 28)
SHAPE = "model: gpt-4o, input_tokens: 1800, output_tokens: 180, task: extraction, prompt_meets_bar: yes"
GOOD = "gpt-5.4-mini"


def ending(volume: str, good: str = f"models_tried: {{{GOOD}: none}}") -> Decision:
    text = f"advisor: 1\nanswers: {{{SHAPE}, requests_per_month: {volume}, {good}}}\n"
    return decide(cases.parse(text), shipped_basis(), DAY)


def good_month(d: Decision) -> str:
    (usd,) = (r.monthly_usd for r in d.routes if r.id == "other-model" and r.model == GOOD)
    return f"${usd:,.0f} a month"


def test_the_measured_model_is_named_with_its_price_as_what_to_fall_back_on():
    d = ending("250k")
    assert (d.verdict.model, d.facts["model_retires"]) == ("gpt-6-luna", True)
    assert f"{GOOD} ({good_month(d)}) meets your bar" in d.verdict.headline
    missed = next(step for step in d.plan if "If it misses" in step)
    assert f"move to {GOOD}" in missed and good_month(d) in missed
    assert not any("goes live unmeasured" in bad for bad in d.consequences.bad)


@pytest.mark.parametrize("volume", ["5k", "40k"])
def test_where_measuring_the_replacement_would_not_repay_the_measured_model_is_the_verdict(volume):
    d = ending(volume)
    assert (d.verdict.route, d.verdict.model) == ("other-model", GOOD)
    assert any(f"to {GOOD}" in step for step in d.plan)
    without = ending(volume, "prompt_baseline: yes")
    assert without.verdict.model != GOOD and "meets your bar" not in without.verdict.headline


def test_a_headline_that_moves_to_a_replacement_names_the_cheaper_model_of_the_same_run():
    ends = "requests_per_month: 600k, model: gpt-4o, input_tokens: 2200, output_tokens: 300, prompt_meets_bar: yes"
    said = decide(
        cases.parse(f"advisor: 1\nanswers: {{{ends}, data_boundary: own-cloud}}\n"), shipped_basis(), DAY
    ).verdict
    assert said.headline.startswith("Move to gpt-5.1 and measure it") and "gpt-6-luna ($" in said.headline
    assert said.next.route == "other-model"
