"""Tables fit the terminal: a column that folds goes on below, figures stay whole."""

import pytest

from advisor.text.table import NARROW, lay_out, within

ROWS = [
    ("", "month", "why"),
    (
        "LoRA adapter, OpenPipe/Qwen3-14B-Instruct at wandb",
        "$1,044",
        "needs training, which is not cleared yet",
    ),
    ("a small encoder", "$920", "closed"),
]


@pytest.mark.parametrize("columns", [50, 60, 80, 99])
def test_a_wide_table_folds_into_the_terminal_and_loses_no_word(columns):
    with within(columns):
        lines = lay_out(ROWS, (1,), "", folds=(0, 2))
    assert max(map(len, lines)) <= columns < max(map(len, lay_out(ROWS, (1,), "")))
    said = "".join("".join(lines).split())
    assert all(said.count(letter) == "".join(map("".join, ROWS)).count(letter) for letter in "Q14$y")
    assert all(any(figure in line for line in lines) for figure in ("$1,044", "$920"))


def test_a_table_that_fits_is_left_alone():
    with within(100):
        assert lay_out(ROWS[::2], (1,), "", folds=(0, 2)) == lay_out(ROWS[::2], (1,), "")


def test_a_narrow_column_breaks_words_at_their_hyphens_and_keeps_the_rest_whole():
    with within(NARROW):
        lines = lay_out([("Three-month campaign, shrinking", "x" * 28)], (), "", folds=(0,))
    told = [line[:10].strip() for line in lines]
    assert told == ["Three-", "month", "campaign,", "shrinking"]
