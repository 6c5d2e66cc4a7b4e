"""Sizes of texts in words and pages: read back as tokens, low to high, and never stored; a share is no size at all."""

import pytest
from interview_kit import StubBook

from advisor.case.description import one_line
from advisor.case.facts import fact
from advisor.case.numbers.read_amount import read_amount


def heard(text):
    """What was stored, and what is read back with its low and high end."""
    line = one_line.parse(text, StubBook().resolve)
    return {n: a.value for n, a in line.found.items()}, {n: (a.low, a.high) for n, a in line.doubtful.items()}


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("80 words", 100, 134),
        ("3000 characters", 750, 750),
        ("half a page", 188, 500),
        ("a paragraph of 80-120 words", 100, 200),
    ],
)
def test_a_size_of_text_is_an_estimate_of_tokens(said, low, high):
    amount = read_amount(said, fact("output_tokens"))
    assert (float(amount.low), float(amount.high), amount.sure) == (low, high, False)


@pytest.mark.parametrize(
    ("said", "stored", "sides"),
    [
        ("Prompt is 900 words, the answer 120 words", set(), {"input_tokens", "output_tokens"}),
        (
            "Each mail runs 200 words and the reply 60, 5k mails a week",
            {"requests_per_month"},
            {"input_tokens"},
        ),
        ("we write 80 words per product, 30k products a month", {"requests_per_month"}, {"output_tokens"}),
        ("a 40 page contract goes in", set(), {"input_tokens"}),
        ("the first chapter goes in (some 14k tokens)", {"input_tokens"}, set()),
    ],
)
def test_the_side_of_a_size_is_told_by_the_words_around_it(said, stored, sides):
    found, back = heard(said)
    assert stored <= set(found)
    assert sides == {n for n in back if n.endswith("_tokens")}


def test_a_size_of_text_goes_with_the_prompt_beside_it():
    _, back = heard("each ticket has 60 words, the prompt 900 tokens")
    assert back["input_tokens"] == (975, 1001)


def test_pages_may_be_calls_of_their_own_so_that_the_calls_are_read_back_too():
    found, back = heard("50 contracts a week, each 40 pages, gpt-4o")
    assert "requests_per_month" not in found
    assert "requests_per_month" in back


@pytest.mark.parametrize(
    "said", ["we translate 40 million words a year", "600k pages a month, one call per page"]
)
def test_text_over_time_is_no_size_of_a_call(said):
    found, back = heard(said)
    assert not {"input_tokens", "output_tokens"} & {*found, *back}


@pytest.mark.parametrize(
    "said",
    [
        "clerks fix maybe one in five",
        "one out of 20 gets escalated",
        "2 in 100 need a human",
        "3 in 10 answers are wrong",
        "editors disagree with it in one of twelve cases",
        "one of 40 tickets comes back",
    ],
)
def test_a_share_is_no_number_of_tokens_calls_or_labels(said):
    found, back = heard(said)
    assert not {"input_tokens", "output_tokens", "requests_per_month", "label_count"} & {*found, *back}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a call is 4 pages plus a 700 token prompt", "parts added up"),
        ("900 tokens in, a ticket of 200 words", "parts added up"),
        ("150 tokens in plus 1,000 of instructions", "parts added up"),
    ],
)
def test_tokens_that_were_added_up_say_so(said, told):
    line = one_line.parse(f"20k calls a day on gpt-4o, {said}, 100 out", StubBook().resolve)
    assert told in line.doubtful["input_tokens"].note
