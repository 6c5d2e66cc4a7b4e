"""Counts in thousands and millions, means a request, prices beside counts: what the name of a column or a cell says."""

import pytest
from usagekit import one, report, table_of

from advisor.errors import BadInput
from advisor.usage import answers

DAYS = [f"2026-10-{n:02d}" for n in range(5, 15)]


def days_of(path, head, *cells):
    return table_of(path, ("date", "model", "requests", *head), [(d, "gpt-4o-mini", *cells) for d in DAYS])


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Input tokens (k)", "Output tokens (k)"), (40, 40, 4)),
        (("Input (k tokens)", "Output (k tokens)"), (40, 40, 4)),
        (("input_ktokens", "output_ktokens"), (40, 40, 4)),
        (("Input tokens (crore)", "Output tokens (lakh)"), (40_000, 4, 40)),
        (("prompt tokens, millions", "completion tokens, millions"), (40, 0.04, 0.004)),
        (("Input tokens in Mio", "Output tokens in Mio"), (40, 0.04, 0.004)),
        (("input_mtok", "output_mtok"), (40, 0.04, 0.004)),
        (("avg_input_tokens", "avg_output_tokens"), (40, 1000, 100)),
        (("Input tokens/request", "Output tokens per request"), (40, 1000, 100)),
        (("promptTokens_d", "completionTokens_d"), (40, 40_000, 4000)),
        (("Prompt Tokens (Sum)", "Completion Tokens (Sum)"), (40, 40_000, 4000)),
        (("input_tokens", "output_tokens"), (40, "40k", "4.0 K")),
        (("Input ($)", "Output ($)", "Input tokens", "Output tokens"), (40, 0.1, 0.2, 40_000, 4000)),
    ],
)
def test_a_name_or_a_cell_says_in_which_unit_it_counts(tmp_path, head, cells):
    work = one(days_of(tmp_path / "a.csv", head, *cells))
    assert (work.requests_per_month, work.input.mean, work.output.mean) == (
        pytest.approx(30 * cells[0]),
        1000,
        100,
    )


def test_a_column_that_is_named_by_hand_counts_in_the_unit_of_its_name(tmp_path):
    from usagekit import BOOK, TODAY

    from advisor.usage import read

    file = days_of(tmp_path / "a.csv", ("In (k)", "Out (k)"), 40, 40, 4)
    found = read([file], BOOK, TODAY, roles={"input": "In (k)", "output": "Out (k)"})
    assert found.workloads[0].input.mean == 1000


@pytest.mark.parametrize(
    "head", [("Input $/1M", "Output $/1M"), ("Input per 1M", "Output per 1M"), ("Input ($)", "Output ($)")]
)
def test_a_price_is_no_count(tmp_path, head):
    with pytest.raises(BadInput, match="not an export"):
        report(days_of(tmp_path / "a.csv", head, 40, 0.15, 0.6))


@pytest.mark.parametrize("cost", ["$1,200", "$1.2k", "1.2k USD", "US$ 1,200.00"])
def test_spend_is_read_as_a_spreadsheet_shows_it(tmp_path, cost):
    head = ("input_tokens", "output_tokens", "cost")
    assert one(days_of(tmp_path / "a.csv", head, 8e6, 8e9, 0, cost)).usd == pytest.approx(12_000)


@pytest.mark.parametrize(
    ("head", "cost"),
    [
        ("cost_micros", 8400), ("costMicrosUsd", 8400), ("Cost (micro-dollars)", 8400), ("cost_nanos", 8_400_000),
        ("spend_nano_usd", 8_400_000), ("cost_cents", 0.84), ("Cost (cents)", 0.84), ("usd_cents_cost", 0.84),
    ],
)  # fmt: skip
def test_spend_in_parts_of_a_dollar_is_read_in_dollars(tmp_path, head, cost):
    work = one(days_of(tmp_path / "a.csv", ("input_tokens", "output_tokens", head), 40, 40_000, 4000, cost))
    assert work.usd == pytest.approx(0.084)


def test_spend_that_no_tokens_cost_is_left_out_with_a_word(tmp_path):
    head = ("input_tokens", "output_tokens", "cost")
    found = report(days_of(tmp_path / "a.csv", head, 40, 40_000, 4000, 8400))
    assert found.workloads[0].usd is None and "bill_today" not in answers(found)
    assert any("1,000,000 times these tokens" in n for n in found.notes)


def test_a_spend_of_nothing_for_tokens_that_have_a_price_is_no_spend(tmp_path):
    head = ("input_tokens", "output_tokens", "cost")
    found = report(days_of(tmp_path / "a.csv", head, 40, 40_000, 4000, 0))
    assert found.workloads[0].usd is None and any("spend of 0" in n for n in found.notes)


def test_columns_of_tokens_and_money_without_a_role_are_named(tmp_path):
    head = ("input_tokens", "output_tokens", "audio_tokens_x", "markup_usd_x", "city")
    found = report(days_of(tmp_path / "a.csv", head, 40, 40_000, 4000, 1, 2, "Bonn"))
    assert any("not taken: audio_tokens_x, markup_usd_x" in n and "city" not in n for n in found.notes)


def test_a_count_has_no_decimals_so_points_stand_between_its_thousands(tmp_path):
    head = ("date", "model", "requests", "input_tokens", "output_tokens")
    rows = [(d, "gpt-4o-mini", 40, f"40.{n:03}", "4.100") for n, d in enumerate(DAYS)]
    work = one(table_of(tmp_path / "a.tsv", head, rows, "\t"))
    assert (work.input.mean, work.output.mean) == (pytest.approx(1000.1, rel=1e-3), 102.5)


@pytest.mark.parametrize("cells", [("40.000", "4.000", ""), ("41.237", "4.100", "0.01")])
def test_points_that_may_be_either_are_asked_about(tmp_path, cells):
    head = ("date", "model", "requests", "input_tokens", "output_tokens", "cost")
    with pytest.raises(BadInput, match="points may stand before decimals"):
        report(table_of(tmp_path / "a.tsv", head, [(d, "gpt-4o-mini", 40, *cells) for d in DAYS], "\t"))


def test_decimals_of_a_program_are_decimals(tmp_path):
    head = ("date", "model", "input_tokens", "output_tokens", "latency")
    rows = [
        (f"{d}T0{n % 7}:00:00Z", "gpt-4o-mini", "1000.0", "100.0", f"{n + 1}.234") for n, d in enumerate(DAYS)
    ]
    assert one(table_of(tmp_path / "a.csv", head, rows)).input.mean == 1000


def test_more_thoughts_than_output_are_beside_it(tmp_path):
    head = ("date", "model", "requests", "input_tokens", "output_tokens", "reasoning_tokens")
    rows = [(f"2026-10-{d:02}", "o4-mini", 100, 90_000, 9_000, 40_000) for d in range(1, 11)]
    assert one(table_of(tmp_path / "a.csv", head, rows)).output.mean == 490
    rows = [(*row[:-1], 4_000) for row in rows]
    assert one(table_of(tmp_path / "b.csv", head, rows)).output.mean == 90


def test_spend_in_several_currencies_of_one_column_is_left_out(tmp_path):
    rows = [(d, "gpt-4o-mini", 1000, 100, cost) for d, cost in zip(DAYS, ("$0.5", "€0.5"), strict=False)]
    found = report(
        table_of(tmp_path / "a.csv", ("time", "model", "input_tokens", "output_tokens", "cost"), rows)
    )
    assert found.workloads[0].usd is None
    assert any("EUR and USD in one column" in n for n in found.notes)


def test_what_is_paid_after_discounts_is_the_spend(tmp_path):
    head = ("list_cost", "discount", "net_cost", "input_tokens", "output_tokens")
    assert one(days_of(tmp_path / "a.csv", head, 40, 0.01, -0.002, 0.008, 40_000, 4000)).usd == pytest.approx(
        0.08
    )
