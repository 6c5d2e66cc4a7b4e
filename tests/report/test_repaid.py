"""What a step saves once a price changes is in the sentence about it, and in the months until it is repaid."""

from __future__ import annotations

import datetime
import math

import pytest
from workloads import case, decided

from advisor.case.models_tried import ModelsTried
from advisor.report.one_page import one_page
from advisor.report.repaid import repaid_in

DAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("usd", "saved", "growth", "months"),
    [
        (1000, [(0.0, 500)], 0.0, 2),
        (1000, [(0.0, 500), (1.0, 100)], 0.0, 6),
        (1000, [(0.0, 500), (1.0, 0.0)], 0.0, math.inf),
        (1000, [(0.0, -100), (2.0, 300)], 0.0, 2 + 1200 / 300),
        (1000, [], 0.0, math.inf),
    ],
)
def test_each_stretch_repays_at_its_own_pace(usd, saved, growth, months):
    assert repaid_in(usd, saved, growth) == pytest.approx(months)


def test_growth_goes_on_through_a_change():
    assert repaid_in(1000, [(0.0, 300), (1.5, 300)], 0.2) == pytest.approx(repaid_in(1000, [(0.0, 300)], 0.2))


def test_a_price_that_changes_stands_in_the_headline_and_in_the_payback():
    """1,200 USD a month in flex until 2027-01-01, then 2,400, against 3,200: 2,944 USD of work in 2 months."""
    d = decided(
        case(
            requests_per_month=400e3,
            model="gpt-6.1-sol",
            input_tokens=3000,
            output_tokens=1000,
            turnaround="minutes",
            prompt_meets_bar=True,
            task="generation",
            models_tried=ModelsTried.of({"gpt-6.1-terra": ("small",), "gpt-6-luna": ("large",)}),
        ),
        DAY,
    )
    assert "$1,200 a month ($2,400 from 2027-01-01) instead of $3,200" in d.verdict.headline
    left = 2944 - 33 / 30 * 2000
    assert f"repaid in {33 / 30 + left / 800:.0f} months" in " ".join(one_page(d).money)
