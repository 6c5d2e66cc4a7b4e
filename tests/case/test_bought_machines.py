"""What machines cost to buy is no bill of a month."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()


def told(text):
    return one_line.parse(text, BOOK.resolve, BOOK.tried).told


@pytest.mark.parametrize(
    "said",
    [
        "We bought 2x L40S last year for 18k euro together",
        "two H100s, bought for $60k",
        "our GPUs cost 18k euro",
        "we own 4 A100, paid 40k euro for them in 2024",
        "the servers cost us $12k up front",
    ],
)
def test_what_machines_cost_to_buy_is_no_bill(said):
    assert "bill_today" not in told(said)


@pytest.mark.parametrize(
    "said",
    [
        "our GPUs cost $3k a month",
        "our cards cost us 3k euro each month",
        "we pay $3k a month for the servers",
    ],
)
def test_what_machines_cost_a_month_is_the_bill(said):
    assert "bill_today" in told(said)
