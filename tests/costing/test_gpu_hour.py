"""How GPUs are paid for: rented, reserved, bought at the customer's own price, or not priced."""

from __future__ import annotations

import datetime

import pytest
from workloads import APRIL, NOVEMBER, case, decided, priced

PLAIN = {"model": "gpt-6.1-sol", "requests_per_month": 600_000, "input_tokens": 2_000, "output_tokens": 300}


def self_host(gpus, prices=None):
    plain = case(**PLAIN, gpus=gpus)
    money = priced(type(plain)(plain.title, plain.answers, prices or {}), NOVEMBER)
    return money.chosen["self-host"]


def test_bought_cards_cost_what_a_dated_list_says_where_the_case_does_not():
    fleets = {f.gpu: f for f in self_host("owned").fleets}
    large = {"h100-pcie", "h100-sxm", "h100-nvl", "h200", "b200"}
    assert set(fleets) == {"l4", "l40s", "a6000", "a100-80gb", "rtx-pro-6000"} | large
    spread = 35_000 * 1.5 / (48 * 730) + 0.7 * 1.4 * 0.15
    assert float(fleets["h200"].hour.value) == pytest.approx(spread)
    assert (fleets["h200"].hour.cites[0], fleets["h200"].hour.as_of) == ("ai-infra-map", "2026-07")


def test_a_list_that_was_not_yet_written_prices_no_card():
    plain = case(**PLAIN | {"model": "gpt-4o"}, gpus="owned")
    assert {f.gpu for f in priced(plain, APRIL).chosen["self-host"].fleets} == {"l4", "h100-pcie"}


def large_on_bought(prices, on):
    plain = case(**PLAIN | {"model": "gpt-4o", "input_tokens": 90_000}, task="reasoning", gpus="owned")
    return priced(type(plain)(plain.title, plain.answers, prices), on).chosen["self-host"]


def test_a_model_that_no_bought_card_holds_is_not_priced_and_says_so():
    before_any_list = datetime.date(2025, 7, 1)
    closed = large_on_bought({"l4": {"purchase": 2_500}}, before_any_list).closed
    assert any("not priced" in why and "purchase" in why for why in closed)


def test_the_price_of_a_card_too_small_for_a_model_leaves_the_others_their_list_prices():
    small = large_on_bought({"l4": {"purchase": 2_500}}, NOVEMBER)
    assert small.fleets == large_on_bought({}, NOVEMBER).fleets != ()


def test_a_bought_card_costs_its_price_over_its_life_and_its_current():
    (fleet,) = self_host("owned", {"l40s": {"purchase": 9_000}}).fleets
    assert fleet.gpu == "l40s"
    assert float(fleet.hour.value) == pytest.approx(9_000 * 1.5 / (48 * 730) + 0.35 * 1.4 * 0.15)


def test_the_life_and_the_draw_of_a_bought_card_are_as_the_case_says():
    (fleet,) = self_host("owned", {"l40s": {"purchase": 9_000, "months": 36, "watts": 300}}).fleets
    assert float(fleet.hour.value) == pytest.approx(9_000 * 1.5 / (36 * 730) + 0.3 * 1.4 * 0.15)
    fleets = {f.gpu: f for f in self_host("owned", {"h200": {"months": 60}}).fleets}
    assert float(fleets["h200"].hour.value) == pytest.approx(35_000 * 1.5 / (60 * 730) + 0.7 * 1.4 * 0.15)
    assert len(fleets) > 1


def test_a_price_to_buy_says_that_cards_are_bought_and_so_does_a_network_that_nothing_leaves():
    def hour(answers, prices):
        plain = case(**PLAIN, **answers)
        self_hosted = priced(type(plain)(plain.title, plain.answers, prices), NOVEMBER).chosen["self-host"]
        return {f.gpu: float(f.hour.value) for f in self_hosted.fleets}

    bought = 9_000 * 1.5 / (48 * 730) + 0.35 * 1.4 * 0.15
    assert hour({}, {"l40s": {"purchase": 9_000}}) == {"l40s": pytest.approx(bought)}
    assert hour({"gpus": "rented"}, {"l40s": {"purchase": 9_000}})["l40s"] == pytest.approx(1.09)
    inside = hour({"data_boundary": "own-network"}, {})
    assert inside["l40s"] == pytest.approx(9_199 * 1.5 / (48 * 730) + 0.35 * 1.4 * 0.15)
    assert hour({"data_boundary": "own-network", "gpus": "rented"}, {})["l40s"] == pytest.approx(1.09)


def test_a_price_by_the_hour_that_was_said_stands_for_own_cards():
    (fleet,) = self_host("owned", {"l4": {"typical": 0.2}}).fleets
    assert (fleet.gpu, float(fleet.hour.value)) == ("l4", 0.2)


def test_reserved_gpus_cost_less_than_rented_ones():
    rented, reserved = (
        next(float(f.hour.value) for f in self_host(how).fleets if f.gpu == "l4")
        for how in ("rented", "reserved")
    )
    assert reserved == pytest.approx(0.6 * rented)


def test_what_bought_cards_cost_at_once_is_said():
    def beside(prices, **more):
        plain = case(**PLAIN, **more)
        d = decided(type(plain)(plain.title, plain.answers, prices), NOVEMBER)
        return {aside for row in d.routes if row.id == "self-host" and row.trained for aside in row.asides}

    (said,) = (n for n in beside({"l40s": {"purchase": 9_000}}) if "bought" in n)
    assert "$27,000 at once for 2 x L40S" in said, (
        "two cards for those who wait, each with half as much for its server"
    )
    assert not any("bought" in n for n in beside({}, gpus="rented"))
