"""What runs today where it is no vendor's calls: own GPUs, something that is no model, nothing."""

from __future__ import annotations

import pytest
from workloads import case, decided, priced

WORK = {
    "requests_per_month": 3_000_000,
    "input_tokens": 1_500,
    "output_tokens": 200,
    "engineer_usd_per_hour": 100,
}
PEOPLE = 40 * 100


def test_a_model_on_own_gpus_costs_gpus_of_its_own_size_and_people_and_no_list_price():
    def month(model):
        d = decided(case(**WORK, model=model, serving_today="own-gpus"))
        assert priced(d.case, d.as_of).now.rates is None
        return d.route("prompt").monthly_usd

    small, large = month("qwen3-8b"), month("llama-3.3-70b")
    assert small > PEOPLE
    assert large - PEOPLE > 2 * (small - PEOPLE)


def test_the_said_bill_of_own_gpus_stands_for_those_that_carry_todays_load():
    d = decided(
        case(**WORK, model="qwen3-8b", serving_today="own-gpus", bill_today=9_000, growth_per_month=0.1)
    )
    assert d.today_usd == 9_000
    assert d.route("prompt").monthly_usd == pytest.approx(9_000)
    assert 12 * 9_000 < d.route("prompt").horizon_usd < 1.1 * 12 * 9_000, "volume grows"
    assert sum(s.usd_per_month for s in d.attribution) == pytest.approx(
        9_000 - d.route(d.break_even.tuned_route).monthly_usd
    )
    unnamed = decided(case(**WORK, serving_today="own-gpus", bill_today=9_000))
    assert unnamed.route("prompt").monthly_usd == pytest.approx(9_000)


@pytest.mark.parametrize(
    ("bill", "band"),
    [(9_000, "10x-plus"), (10, "never")],
    ids=["dear machines", "machines that cost nothing"],
)
def test_a_tune_is_held_against_the_whole_bill_of_what_is_not_paid_by_the_call(bill, band):
    """GPUs and people cost the same at any volume: what costs less than they do does so from the first call on."""
    own = {**WORK, "model": "qwen3-8b", "prompt_meets_bar": True, "engineer_usd_per_hour": 1}
    d = decided(case(**own, serving_today="own-gpus", bill_today=bill))
    assert (d.break_even.band, d.break_even.requests_per_month) == (band, 0 if band == "10x-plus" else None)
    people = decided(case(**WORK, serving_today="not-an-llm", bill_today=bill))
    assert people.against_today.band == band


def test_a_vendors_end_of_an_open_model_does_not_end_it_on_own_gpus():
    d = decided(case(**WORK, model="groq/llama-3.3-70b", serving_today="own-gpus"))
    assert priced(d.case, d.as_of).now.end is None
    assert d.route("prompt").label == "llama-3.3-70b"


def test_inside_the_network_the_model_that_was_said_is_the_own_untrained_one():
    d = decided(case(**WORK, model="groq/llama-3.3-70b", data_boundary="own-network"))
    assert priced(d.case, d.as_of).reference.model == "groq/llama-3.3-70b"
    runs = decided(
        case(**WORK, model="groq/llama-3.3-70b", data_boundary="own-network", serving_today="own-gpus")
    )
    first, ready = (float(priced(x.case, x.as_of).reference.once) for x in (d, runs))
    assert first > 0 == ready


@pytest.mark.parametrize("today", ["not-an-llm", "nothing-yet"])
def test_where_no_model_runs_the_cheapest_one_is_what_to_start_with(today):
    d = decided(case(**WORK, serving_today=today, bill_today=42_000))
    prompt = priced(d.case, d.as_of).chosen["prompt"]
    assert priced(d.case, d.as_of).reference == prompt
    assert prompt.candidate
    assert all(
        float(prompt.per_call) <= float(b.per_call)
        for b in priced(d.case, d.as_of).ways["other-model"]
        if b.lines and not b.closed
    )
    assert d.today_usd == (42_000 if today == "not-an-llm" else None)
    assert d.break_even.requests_per_month is not None
