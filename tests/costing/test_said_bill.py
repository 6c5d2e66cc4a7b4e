"""Today's bill as it was said: what it replaces, and what it says of a misread volume."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from workloads import NOVEMBER, case, decided, priced

from advisor.case.case import parse
from advisor.costing.comparison import compare_routes

PLAIN = {"model": "gpt-6.1-sol", "requests_per_month": 1_000_000, "input_tokens": 2_000, "output_tokens": 300}


def by_tokens(**more: object) -> float:
    return decided(case(**PLAIN, **more), NOVEMBER).route("prompt").monthly_usd


def test_the_said_bill_is_the_prompts_and_todays():
    said = 1.2 * by_tokens()
    d = decided(case(**PLAIN, bill_today=said), NOVEMBER)
    prompt = d.route("prompt")
    assert [line.item for line in prompt.lines] == ["today's bill, as said"]
    assert prompt.monthly_usd == pytest.approx(said)
    assert prompt.horizon_usd == pytest.approx(12 * said)
    assert d.today_usd == pytest.approx(said)
    assert d.warnings == ()


def test_the_said_bill_grows_with_the_volume_and_is_what_a_tune_saves_on():
    said = 1.5 * by_tokens()
    grown, plain = (decided(case(**PLAIN, growth_per_month=g, bill_today=said), NOVEMBER) for g in (0.1, 0))
    assert grown.route("prompt").horizon_usd == pytest.approx(sum(said * 1.1**m for m in range(12)))
    assert sum(s.usd_per_month for s in plain.attribution) == pytest.approx(
        said - plain.route(plain.break_even.tuned_route).monthly_usd
    )


@pytest.mark.parametrize("times", [3.0, 1 / 3])
@pytest.mark.parametrize("more", [{}, {"prompt_meets_bar": True}, {"prompt_meets_bar": False}])
def test_a_bill_far_from_its_tokens_comes_before_everything_and_nothing_is_settled(times, more):
    d = decided(case(**PLAIN, **more, bill_today=times * by_tokens()), NOVEMBER)
    assert any("check volume and tokens" in warning for warning in d.warnings)
    assert not d.verdict.settled
    assert d.verdict.headline.startswith("First make the bill and the volume agree: $")
    assert d.plan[0].startswith("Look into this before anything else")
    near = decided(case(**PLAIN, **more, bill_today=1.2 * by_tokens()), NOVEMBER)
    assert "agree" not in near.verdict.headline


def test_a_bill_between_list_price_and_every_saving_fits():
    night = {"turnaround": "overnight"}
    d = decided(case(**PLAIN, **night, bill_today=0.7 * by_tokens()), NOVEMBER)
    assert d.warnings == ()


def test_a_bill_for_own_gpus_is_not_a_vendors():
    """A model whose weights nobody has runs at its vendor: that is said, and no bill of GPUs stands for its calls."""
    d = decided(case(**PLAIN, serving_today="own-gpus", bill_today=50), NOVEMBER)
    assert d.route("prompt").monthly_usd == d.today_usd == pytest.approx(by_tokens())
    (warning,) = d.warnings
    assert "not open" in warning and "your bill of $50 is left out" in warning


def test_the_said_bill_follows_an_announced_price():
    facts = PLAIN | {"model": "gemini-3.8-flash"}
    listed = decided(case(**facts), NOVEMBER).route("prompt")
    assert listed.horizon_usd > 13 * listed.monthly_usd
    told = decided(case(**facts, bill_today=1.4 * listed.monthly_usd), NOVEMBER).route("prompt")
    assert told.horizon_usd == pytest.approx(1.4 * listed.horizon_usd)


@pytest.mark.parametrize("times", [1.4, 5])
def test_what_takes_the_place_of_a_model_that_ends_costs_what_its_own_row_says(times):
    facts = PLAIN | {"model": "gpt-5-mini"}
    listed = decided(case(**facts), NOVEMBER).route("prompt")
    told = decided(case(**facts, bill_today=times * listed.monthly_usd), NOVEMBER)
    lives = 20 / 30  # days of its last month, from NOVEMBER to its shutdown
    assert told.route("prompt").horizon_usd == pytest.approx(
        listed.horizon_usd + (times - 1) * lives * listed.monthly_usd
    )


@pytest.mark.parametrize(("day", "old"), [("2026-11-01", False), ("2026-06-01", True)])
def test_money_at_an_old_rate_is_warned_of(day, old):
    answers = ", ".join(f"{name}: {value}" for name, value in PLAIN.items())
    said = f"advisor: 1\nanswers: {{{answers}, bill_today: 9000 EUR}}\nprices: {{EUR@{day}: {{usd: 1.1}}}}\n"
    d = decided(parse(said), NOVEMBER)
    assert any(day in warning and "EUR" in warning for warning in d.warnings) is old


def test_the_said_bill_is_as_uncertain_as_the_lists():
    inputs = replace(
        priced(case(**PLAIN, bill_today=7_000), NOVEMBER).inputs, samples={"call_price_times": 1.3}, used={}
    )
    assert compare_routes(inputs).chosen["prompt"].monthly(PLAIN["requests_per_month"]) == pytest.approx(
        1.3 * 7_000
    )
