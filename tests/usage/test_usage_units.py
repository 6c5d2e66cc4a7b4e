"""Counts in thousands and millions, means a request, prices beside counts: what the name of a column or a cell says."""

import pytest
from usagekit import one, report, table_of

from advisor.errors import BadInput

DAYS = [f"2026-10-{n:02d}" for n in range(5, 15)]


def days_of(path, head, *cells):
    return table_of(path, ("date", "model", "requests", *head), [(d, "gpt-4o-mini", *cells) for d in DAYS])


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Input tokens (k)", "Output tokens (k)"), (40, 40, 4)),
        (("Input (k tokens)", "Output (k tokens)"), (40, 40, 4)),
        (("input_ktokens", "output_ktokens"), (40, 40, 4)),
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
    assert (work.requests_per_month, work.input.mean, work.output.mean) == (pytest.approx(1200), 1000, 100)


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
    file = days_of(tmp_path / "a.csv", ("input_tokens", "output_tokens", "cost"), 40, 40_000, 4000, cost)
    assert one(file).usd == pytest.approx(12_000)
