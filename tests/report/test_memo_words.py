from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, decided

from advisor.case.routes import BandEdges
from advisor.report import wording
from advisor.text import fact_words, words

EDGES = BandEdges(3, 10)


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        (None, "?"), (0, "$0"), (0.00475, "$0.00475"), (0.42, "$0.42"), (12.5, "$12.50"), (812, "$812"),
        (2565, "$2,565"), (9999.6, "$10.0k"), (42_750, "$42.8k"), (999_950, "$1.00M"), (-42_750, "-$42.8k"),
        (float("inf"), "?"),
    ],
)  # fmt: skip
def test_money_in_a_table(usd, shown):
    assert words.money(usd) == shown


@pytest.mark.parametrize(
    ("multiple", "shown"),
    [
        (2.9999, "2.99x"),
        (3, "3.00x"),
        (9.999, "9.99x"),
        (10, "10.0x"),
        (4250.7, "4,250x"),
        (0.001, "under 0.01x"),
    ],
)
def test_a_multiple_never_reads_as_the_band_above(multiple, shown):
    assert words.times(multiple) == shown


@pytest.mark.parametrize(
    ("fact", "given", "shown"),
    [
        ("requests_per_month", 9e6, "9,000,000 requests/month"), ("prompt_meets_bar", False, "no"),
        ("failure_cause", (), "none"), ("failure_cause", ("format", "latency"), "format, latency"),
        ("cache_hit_rate", 0.85, "85 %"), ("engineer_usd_per_hour", 92, "$92/hour"),
        ("input_tokens", None, "not known"), ("epochs", 3, "3"), ("horizon_months", 12, "12 months"),
    ],
)  # fmt: skip
def test_answers_read_with_their_units(fact, given, shown):
    assert fact_words.value(fact, given) == shown


def test_changes_read_with_their_sign():
    assert [words.percent(*p) for p in ((100, 112), (100, 97), (0, 5), (5, 5))] == [
        "+12 %",
        "-3 %",
        "new",
        "0 %",
    ]


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (0.1, "fraction", "10 %"), (1.25, "USD/label", "$1.25/label"), (4, "count", "4"), (1, "runs", "1 run"),
        (4, "runs", "4 runs"), (3, "peak / average", "3 times the average"), (1, "ms", "1 ms"), (2, "ratio", "2"),
    ],
)  # fmt: skip
def test_figures_read_with_their_units(number, unit, shown):
    assert fact_words.amount(number, unit) == shown


@pytest.mark.parametrize(
    ("fact", "test", "given", "shown"),
    [
        ("labelled_examples", "at least 10,000", 15_000, "15,000 examples (at least 10,000)"),
        ("requests_per_month", "is known", 9e6, "9,000,000 requests/month"),
        ("task", "is one of code, extraction", "code", "what the model does: code"),
        ("task", "is extraction", "code", "what the model does: code (asked: is extraction)"),
        ("task", "is known", None, "what the model does: not known (asked: is known)"),
        ("prompt_meets_bar", "is no", False, "the best prompt on today's model is good enough: no"),
        ("one_off", "is not yes", False, "the job is done once (volume is its total): no"),
        ("task", "is not one of code, chat", "extraction", "what the model does: extraction"),
        ("task", "is not code", "code", "what the model does: code (asked: is not code)"),
        ("failure_cause", "has format", ("format", "latency"), "why the output falls short: format, latency"),
    ],
)
def test_a_fact_reads_beside_its_test_without_saying_a_thing_twice(fact, test, given, shown):
    assert fact_words.met(fact, test, given, EDGES) == shown


def test_what_decided_a_rule_names_every_fact_once():
    tests = [
        ("labelled_examples", "at least 1,000", 2000),
        ("labelled_examples", "below 10,000", 2000),
        ("break_even_multiple", "is known", 12.0),
        ("break_even_multiple", "at least 10", 12.0),
        ("break_even_band", "is 10x-plus", "10x-plus"),
    ]
    said = fact_words.reasons(tests, EDGES)
    assert said == "2,000 examples (at least 1,000, below 10,000); 12 times break-even (at least 10)"
    assert fact_words.reasons(tests[-1:], EDGES).endswith(": 10 times break-even or more")


def test_a_bill_that_is_paid_no_more_is_not_called_unknown():
    work = {"requests_per_month": 2e6, "input_tokens": 2000, "output_tokens": 300}
    d = decided(case(**work, model="together/llama-3.3-70b-instruct-turbo"), NOVEMBER)
    said = wording.break_even(d, d.against_today)
    assert "paid no more" in said and "not known" not in said
