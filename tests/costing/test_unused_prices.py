"""A negotiated price counts somewhere, or the decision says that it does not."""

from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, decided

PLAIN = {"model": "gpt-6.1-sol", "requests_per_month": 600_000, "input_tokens": 2_000, "output_tokens": 300}


def warnings(prices: dict[str, dict[str, float]], **more: object) -> tuple[str, ...]:
    plain = case(**PLAIN, **more)
    return decided(type(plain)(plain.title, plain.answers, prices), NOVEMBER).warnings


def test_a_price_that_no_route_uses_is_named():
    prices = {"pinecone-enterprise": {"monthly_minimum": 300}, "gpt-6.1-sol": {"input": 1, "output": 5}}
    assert warnings(prices) == ("The price given for pinecone-enterprise is used by no route.",)


@pytest.mark.parametrize(
    "prices",
    [
        {"l4": {"typical": 0.6}},
        {"pgvector-supabase": {"per_month": 20}},
        {"GBP@2026-11-01": {"usd": 1.3}},
    ],
)
def test_a_price_that_a_line_uses_is_not(prices):
    assert warnings(prices) == ()
