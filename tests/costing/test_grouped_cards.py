"""A model too large for one card alone is served by several together, and each replica takes all of them."""

from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, priced

from advisor.costing.gpus.gpu_serving import demand, requests_per_second
from advisor.costing.workload import RequestShape

LARGE = {
    "model": "gpt-6.1-sol", "requests_per_month": 1e7, "input_tokens": 1500, "output_tokens": 200,
    "task_scope": "broad", "data_boundary": "own-network",
}  # fmt: skip


def fleets(prices, **answers):
    plain = case(**LARGE | answers)
    money = priced(type(plain)(plain.title, plain.answers, prices), NOVEMBER)
    return next(b for b in money.ways["self-host"] if not b.trained).fleets


def test_two_large_cards_carry_far_more_than_twice_what_one_does():
    one, two = (f for f in fleets({"h100-sxm": {"purchase": 22_000}}) if f.gpu == "h100-sxm")
    assert (one.group, two.group) == (1, 2)
    assert two.capacity > 4 * one.capacity
    assert two.cards(1.0) == 4, "two replicas of two cards each"
    assert two.month == pytest.approx(2 * one.month)


def test_no_more_is_promised_than_two_cards_were_measured_to_do():
    inputs = priced(case(**LARGE, turnaround="overnight"), NOVEMBER).inputs
    book = inputs.knowledge
    asked = demand(inputs, book.architecture("llama-70b"), RequestShape(1000, 1000, 0))
    rate = requests_per_second(inputs, asked, book.gpu("h100-sxm"), 2)
    measured = 4418 / 1000
    assert 0.3 * measured < rate <= measured


def test_small_cards_are_not_put_together_for_a_large_model():
    assert not [f for f in fleets({"l4": {"purchase": 2_500}}) if f.gpu == "l4"]
    assert {f.group for f in fleets({}) if f.gpu in ("b200", "h200", "h100-sxm")} >= {1, 2}


def test_cards_by_the_hour_and_at_a_host_hold_a_large_model_together_too():
    """Two that hold it carry far more than twice one that barely does, whoever bills them and how."""
    answers = LARGE | {"data_boundary": "public-api", "turnaround": "overnight", "model": "gpt-6.1-sol"}
    ways = priced(case(**answers), NOVEMBER).ways
    hourly = [b for b in ways["self-host"] if "by the hour" in b.label]
    assert hourly and all("2 of them at once" in b.lines[-1].formula for b in hourly)
    hosts = [b for b in ways["lora"] if "H100" in b.label]
    one, two = ([b for b in hosts if (" 2 x " in b.label) is more] for more in (False, True))
    assert one and two and min(b.per_call for b in two) < min(b.per_call for b in one)
