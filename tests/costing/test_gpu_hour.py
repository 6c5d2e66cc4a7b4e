"""How GPUs are paid for: rented, reserved, bought at the customer's own price, or not priced."""

from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, priced

PLAIN = {"model": "gpt-6.1-sol", "requests_per_month": 600_000, "input_tokens": 2_000, "output_tokens": 300}


def self_host(gpus, prices=None):
    plain = case(**PLAIN, gpus=gpus)
    money = priced(type(plain)(plain.title, plain.answers, prices or {}), NOVEMBER)
    return money.chosen["self-host"]


def test_bought_cards_without_a_price_are_not_priced_and_say_so():
    bill = self_host("owned")
    assert not bill.lines
    assert any("not priced" in why and "purchase" in why for why in bill.closed)


def test_a_bought_card_costs_its_price_over_its_life_and_its_current():
    (fleet,) = self_host("owned", {"l40s": {"purchase": 9_000}}).fleets
    assert fleet.gpu == "l40s"
    assert float(fleet.hour.value) == pytest.approx(9_000 * 1.5 / (48 * 730) + 0.35 * 1.4 * 0.15)


def test_a_price_by_the_hour_that_was_said_stands_for_own_cards():
    (fleet,) = self_host("owned", {"l4": {"typical": 0.2}}).fleets
    assert (fleet.gpu, float(fleet.hour.value)) == ("l4", 0.2)


def test_reserved_gpus_cost_less_than_rented_ones():
    rented, reserved = (
        next(float(f.hour.value) for f in self_host(how).fleets if f.gpu == "l4")
        for how in ("rented", "reserved")
    )
    assert reserved == pytest.approx(0.6 * rented)
