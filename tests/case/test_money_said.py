"""Money in other currencies: at a dated rate and read back, at the case's own rate, or refused without one."""

import pytest

from advisor.case import case
from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description import one_line
from advisor.case.facts import fact
from advisor.case.numerals import exchange
from advisor.errors import BadInput
from advisor.interview.price_lookup import PriceBook

BILL = fact("bill_today")
USD = {c: exchange.known_rate(c, {}).usd for c in ("EUR", "GBP")}


@pytest.mark.parametrize(
    ("said", "currency", "amount"),
    [
        ("EUR 5,000 a month", "EUR", 5000),
        ("about 3k€", "EUR", 3000),
        ("€2.800 im Monat", "EUR", 2800),
        ("12,50 € a day", "EUR", 375),
        ("36k pounds a year", "GBP", 3000),
    ],
)
def test_money_of_another_currency_is_read_back_at_a_dated_rate(said, currency, amount):
    with pytest.raises(Doubtful) as caught:
        parse_answer(said, BILL)
    assert caught.value.answer.value == pytest.approx(amount * USD[currency], abs=0.01)
    assert f"{currency} {amount:,}" in caught.value.answer.note


def test_a_description_in_euros_is_read_back_too():
    line = one_line.parse("200k calls a month, we pay 4.000 € for them", PriceBook().resolve)
    assert line.found["requests_per_month"].value == 200_000
    assert line.doubtful["bill_today"].value == pytest.approx(4000 * USD["EUR"])


def test_a_rate_of_the_case_itself_needs_no_question():
    written = 'advisor: 1\nanswers:\n  bill_today: EUR 5,000\nprices:\n  "EUR@2026-11-20": {usd: 1.15}\n'
    read = case.parse(written)
    assert read.answers["bill_today"].value == 5750
    assert case.parse(case.dump(read)) == read


@pytest.mark.parametrize("fact", ["bill_today", "engineer_usd_per_hour"])
def test_a_file_and_an_option_take_money_at_the_rate_that_the_interview_takes_it_at(fact):
    written = case.parse(f"advisor: 1\nanswers:\n  {fact}: 90 EUR\n")
    assert written.answers[fact].value == pytest.approx(90 * USD["EUR"], abs=0.01)
    assert "EUR 90 at" in written.answers[fact].note
    assert case.set_answer(case.Case(), fact, "90 EUR") == written
    assert case.parse(case.dump(written)) == written


def test_an_option_takes_the_rate_of_the_case_before_the_shipped_one():
    own = case.parse('advisor: 1\nprices:\n  "EUR@2026-11-20": {usd: 1.15}\n')
    assert case.set_answer(own, "bill_today", "EUR 5,000").answers["bill_today"].value == 5750


def test_no_rate_is_invented():
    with pytest.raises(BadInput):
        parse_answer("90k HUF", BILL)


def test_what_holds_no_money_is_quoted_as_it_was_said():
    with pytest.raises(BadInput) as caught:
        parse_answer("we tried nova micro last year and it was worse", BILL)
    assert caught.value.text == "we tried nova micro last year and it was worse"


@pytest.mark.parametrize("said", ["we label 200 a day", "it handles 4000 a month"])
def test_a_number_that_its_words_do_not_call_money_is_read_back(said):
    with pytest.raises(Doubtful):
        parse_answer(said, fact("bill_today"))


@pytest.mark.parametrize(
    "said",
    [
        "Merchants pay us $9 a month",
        "We charge customers $29 a month",
        "Our revenue is $2M a year",
        "The average order is $85",
        "We handle $3M of invoices a month",
        "A fine can be $50,000",
    ],
)
def test_money_that_is_not_spent_on_the_work_is_no_bill(said):
    line = one_line.parse(f"gpt-4o, 20k calls a day. {said}.", PriceBook().resolve)
    assert "bill_today" not in line.found | line.doubtful


def test_a_sum_that_no_word_calls_spent_is_read_back():
    line = one_line.parse("gpt-4o, 20k calls a day. Finance sees $4,000 there.", PriceBook().resolve)
    assert line.doubtful["bill_today"].value == 4000
    assert "bill_today" in one_line.parse("20k calls a day, gpt-4o, $4k a month", PriceBook().resolve).found
