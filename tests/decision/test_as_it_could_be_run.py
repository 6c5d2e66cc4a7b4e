"""Every model is held against today's as it could be run where it is: cached, in batch, in the flex tier."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision
from advisor.report.page_money import money_sentences

DAY = datetime.date(2026, 11, 28)


def decided_with(*answers: str) -> Decision:
    return decide(cases.parse(f"advisor: 1\nanswers: {{{', '.join(answers)}}}\n"), shipped_basis(), DAY)


def agent(*answers: str) -> Decision:
    """An agent whose bill, uncached, is above what a dearer model costs with its prefix cached."""
    shape = "requests_per_month: 2.25M, model: claude-sonnet-5, input_tokens: 14k, output_tokens: 350"
    good = "models_tried: {claude-opus-5-5: none, claude-haiku-5-5: large, claude-sonnet-5-5: large}, task: agent"
    return decided_with(shape, good, "shared_prefix_tokens: 9000", *answers)


@pytest.mark.parametrize("bill", ["bill_today: 85000", "bill_today: 100000", "prompt_baseline: yes"])
@pytest.mark.parametrize("bar", ["prompt_meets_bar: yes", "turnaround: interactive"])
def test_no_dearer_model_is_switched_to_for_what_caching_todays_saves(bill, bar):
    d = agent(bill, bar)
    assert d.verdict.model == "claude-sonnet-5"
    assert (
        d.at_once.counted == d.route("prompt").monthly_usd < d.route("other-model").monthly_usd < d.today_usd
    )


def test_a_dearer_model_that_alone_meets_the_bar_says_what_that_costs():
    for bill in ("bill_today: 85000", "prompt_baseline: yes"):
        d = agent(bill, "prompt_meets_bar: no", "failure_cause: [reasoning]")
        assert d.verdict.model == "claude-opus-5-5"
        more = d.route("other-model").monthly_usd - d.at_once.counted
        told_ = next(s for s in money_sentences(d) if s.startswith("With this decision"))
        assert f"costs ${more:,.0f} more than today's model with its prefix cached" in told_
        assert "price of meeting your bar" in told_ and "repaid" not in told_
        assert not any("saving" in good for good in d.consequences.good)


@pytest.mark.parametrize(("bill", "left"), [(200_000, 0.5186), (60_000, None), (20_000, 1)])
def test_a_said_bill_falls_by_what_caching_saves_of_it_unless_it_may_hold_that(bill, left):
    """The list is $70,875 and $36,754 with the prefix cached: a bill between them falls to the latter."""
    row = agent(f"bill_today: {bill}", "prompt_meets_bar: yes").route("prompt").monthly_usd
    assert row == pytest.approx(36_754 if left is None else bill * left, rel=1e-3)
