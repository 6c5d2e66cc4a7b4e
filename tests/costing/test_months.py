"""Money month by month: announced prices, models that end, growth, payback."""

from __future__ import annotations

import datetime

import pytest
from workloads import NOVEMBER, case, decided, priced

from advisor.costing.months import stretches

PLAIN = {"model": "gpt-4.1", "requests_per_month": 3_000_000, "input_tokens": 2_000, "output_tokens": 200}
LATE = datetime.date(2026, 11, 27)
DAYS = 30


def test_a_price_announced_for_a_day_counts_from_that_day():
    launch = {**PLAIN, "model": "gemini-4-argon", "requests_per_month": 2_000_000, "input_tokens": 1_500}
    prompt = decided(case(**launch), LATE).route("prompt")
    before, after = (2_000_000 * (1_500 * i + 200 * o) * 1e-6 for i, o in ((2, 10), (4, 20)))
    assert prompt.monthly_usd == pytest.approx(before)
    assert prompt.horizon_usd == pytest.approx(before * 4 / DAYS + after * (12 - 4 / DAYS))
    assert any("2026-12-01" in note for note in prompt.notes)


def test_a_model_that_ends_is_its_replacement_from_the_first_day_where_that_is_cheaper():
    d = decided(case(**PLAIN), LATE)
    luna = 3_000_000 * (2_000 * 0.1 + 200 * 0.5) * 1e-6
    assert d.route("prompt").label == "gpt-6-luna"
    assert d.route("prompt").horizon_usd == pytest.approx(12 * luna)
    assert d.break_even.band == "below-3x"


def test_what_a_platform_names_and_ends_itself_is_followed_day_by_day():
    d = decided(case(**PLAIN, data_boundary="own-cloud"), LATE)
    first, after = (3_000_000 * (2_000 * i + 200 * o) * 1e-6 for i, o in ((1.25, 10), (2.5, 15)))
    until = (datetime.date(2027, 7, 13) - LATE).days / DAYS
    assert d.route("prompt").label == "gpt-5.1"
    assert d.route("prompt").horizon_usd == pytest.approx(until * first + (12 - until) * after)


def test_a_dearer_replacement_is_paid_from_the_day_on_which_today_ends():
    plain = case(**PLAIN)
    own = type(plain)(plain.title, plain.answers, {"gpt-4.1": {"input": 0.01, "output": 0.01}})
    prompt = decided(own, LATE).route("prompt")
    now, after = 3_000_000 * 2_200 * 0.01e-6, 3_000_000 * (2_000 * 0.1 + 200 * 0.5) * 1e-6
    until = (datetime.date(2027, 1, 14) - LATE).days / DAYS
    assert prompt.label == "gpt-4.1"
    assert prompt.horizon_usd == pytest.approx(now * until + after * (12 - until))


def test_what_has_ended_serves_no_route():
    for bill in priced(case(**{**PLAIN, "model": "gpt-6.1-sol"}), datetime.date(2027, 6, 1)).rows:
        assert bill.model not in ("gpt-4o", "gpt-4o-mini", "gpt-5", "gpt-5-mini") or bill.closed


def test_payback_is_that_of_the_real_months():
    grows = {**PLAIN, "model": "gpt-6.1-sol", "requests_per_month": 200_000, "input_tokens": 1_500}
    money = priced(case(**grows, growth_per_month=0.2, label_set="open"), NOVEMBER)
    tuned, reference = money.chosen["hosted-ft"], money.reference
    left, month, found = float(tuned.once - reference.once), 0, None
    while found is None and month < 12:
        volume = 200_000 * 1.2**month
        saved = float(reference.monthly(volume) - tuned.monthly(volume))
        found = month + left / saved if 0 < left <= saved else None
        left, month = left - saved, month + 1
    assert float(money.crossing(tuned).payback) == pytest.approx(found)


def test_steady_months_are_one_stretch_and_growing_ones_many():
    assert [(s.start, s.end) for s in stretches(5.0, 0.0, 0.0, 12.0, [0.5])] == [(0.0, 0.5), (0.5, 12.0)]
    grown = stretches(100.0, 0.1, 0.0, 2.5)
    assert [s.volume for s in grown] == pytest.approx([100.0, 110.0, 121.0])
    assert grown[-1].months == 0.5
