"""The first question answered in one line, in many wordings."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from interview_kit import StubBook

from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description import one_line
from advisor.case.facts import PRICED_BY, fact
from advisor.case.lexicon import own_words

WHOLE = {
    "requests_per_month": 9_000_000,
    "model": "gpt-4o",
    "input_tokens": 1500,
    "output_tokens": 100,
    "serving_today": "vendor-api",
}


def read(text):
    line = one_line.parse(text, StubBook().resolve)
    return {n: a.value for n, a in line.found.items()}, [str(e) for e in line.errors]


@pytest.mark.parametrize(
    "text",
    [
        "300k/day, gpt-4o, 1500 in, 100 out",
        "300k/day,gpt-4o,1500 in,100 out",
        "gpt-4o; 300k/day; 100 out; 1500 in",
        "300k a day on gpt-4o, fifteen hundred in, about a hundred out",
        "300k calls/day on GPT 4o with about 1500 tokens in, 100 tokens out",
        "9M a month on gpt-4o with 1500 in and 100 out",
        "9,000,000 a month, gpt-4o, 1,500, 100",
        "9M, gpt-4o, 1500/100",
        "14.4B tokens a month, gpt-4o, 1500 input tokens, 100 output tokens",
    ],
)
def test_all_four_facts_in_one_line(text):
    assert read(text) == (WHOLE, [])


def test_ranges_and_models_that_begin_like_words():
    found, errors = read("between 1 and 2 million a month on o4-mini, 2 to 4k tokens in and 500 out")
    assert found == {
        "requests_per_month": 1_500_000,
        "model": "o4-mini",
        "input_tokens": 3000,
        "output_tokens": 500,
        "serving_today": "vendor-api",
    }
    assert errors == []


def test_what_is_understood_is_kept_and_the_rest_asked_back():
    found, errors = read("300k/day, gpt-5o, 1500 in")
    assert found == {"requests_per_month": 9_000_000, "input_tokens": 1500}
    (error,) = errors
    assert "gpt-5o" in error
    assert "did you mean gpt-4o" in error


def test_a_fact_said_twice_is_asked_back_and_stored_as_neither():
    found, errors = read("300k/day, 100 out, 200 out")
    assert found == {"requests_per_month": 9_000_000}
    assert len(errors) == 1


def test_too_long_a_line_is_refused_whole():
    found, (error,) = read("300k/day, " * 100_000)
    assert found == {}
    assert len(error) < 300


@given(st.text(max_size=60))
@example("stale")
@example("A")
@example("THEN")
def test_any_text_ends_in_facts_or_errors(text):
    found, errors = read(text)
    assert set(found) <= {
        *PRICED_BY,
        *one_line.BESIDE,
        *own_words.load().plain,
        *own_words.load().numbers,
        "label_count",
        "corpus_tokens",
    }
    line = one_line.parse(text, StubBook().resolve)
    assert found or errors or line.doubtful or line.unread or not any(c.isalnum() for c in text)


@given(
    st.integers(1, 10**9),
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.permutations(range(4)),
    st.sampled_from([",", ", ", "; "]),
)
def test_the_order_does_not_matter(calls, tokens_in, tokens_out, order, comma):
    pieces = [f"{calls}/month", "gpt-4o", f"{tokens_in} in", f"{tokens_out} out"]
    found, errors = read(comma.join(pieces[i] for i in order))
    assert errors == []
    assert found == {
        "requests_per_month": calls,
        "model": "gpt-4o",
        "input_tokens": tokens_in,
        "output_tokens": tokens_out,
        "serving_today": "vendor-api",
    }


@pytest.mark.parametrize(
    "text",
    ["1,500 tokens in a", "1,500 tokens in *a -1e999", "bill today $" + "9" * 400, "9" * 400 + "k calls"],
)
def test_a_line_that_breaks_off_or_runs_over_is_read_or_asked_back(text):
    line = one_line.parse(text, StubBook().resolve)
    assert line.found or line.doubtful or line.errors


@pytest.mark.parametrize(
    "text",
    [
        "1,000 users, 200 paying, 10 chats each a day",
        "40 agents, 25 of them use it, 60 chats each per day",
        "300 employees of whom 120 are active, 15 questions a day each",
    ],
)
def test_for_each_of_which_is_asked(text):
    line = one_line.parse(text, StubBook().resolve)
    assert "requests_per_month" not in {**line.found, **line.doubtful}
    assert "for each of which" in str(line.errors[0])


@pytest.mark.parametrize(
    ("text", "read_back"),
    [
        (
            "700 bookings a day, 9 model calls to finish one",
            {"requests_per_month": 189_000, "calls_per_task": 9},
        ),
        (
            "84M prompt tokens and 6M completion tokens, 60,000 calls",
            {"input_tokens": 1400, "output_tokens": 100},
        ),
        ("hail / drought / pest / no damage", {"label_count": 4, "task": "classification"}),
        ("freight quotes, gpt-4o, 700", {"requests_per_month": 700}),
    ],
)
def test_what_a_description_only_suggests_is_read_back(text, read_back):
    line = one_line.parse(text, StubBook().resolve)
    assert {n: a.value for n, a in line.doubtful.items() if n in read_back} == read_back


def test_an_error_shows_the_line_as_it_was_typed():
    said = "40 nurses write 25 notes a day, gpt-4o, 1500 in 300 out"
    (error,) = one_line.parse(said, StubBook().resolve).errors
    assert error.text == said


@pytest.mark.parametrize(
    "said",
    [
        "8 calls out of 10 share the prefix of 1200 tokens",
        "they share a prefix of about 1200 tokens",
        "the shared prefix is 1200 tokens",
    ],
)
def test_the_length_of_a_prefix_is_no_output(said):
    line = one_line.parse(f"300k calls a month on gpt-4o, 1500 in, {said}", StubBook().resolve)
    told = {**line.doubtful, **line.found}
    assert told["shared_prefix_tokens"].value == 1200 and "output_tokens" not in told
    assert told["requests_per_month"].value == 300_000


@pytest.mark.parametrize(
    ("said", "tokens"),
    [("gpt-4o with its 128k context, 40k prompts a day, 3k in and 300 out", 3000)],
)
def test_the_window_of_a_model_is_no_input_beside_the_input(said, tokens):
    found, errors = read(said)
    assert (found["input_tokens"], errors) == (tokens, [])


def test_calls_without_a_span_beside_a_bill_of_the_year_are_read_back():
    line = one_line.parse("$52k a year on gpt-4o, 900 in 200 out, 1.2M answers", StubBook().resolve)
    assert "requests_per_month" not in line.found
    assert "a month" in line.doubtful["requests_per_month"].note


def test_the_hours_of_a_day_that_a_rate_holds_in_are_read_with_it():
    line = one_line.parse("200 an hour, 8 hours a day", StubBook().resolve)
    assert (line.told["requests_per_month"].value, line.unread) == (48_000, ())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Once tuned, 90 in and 12 out; today 700 in and 14 out, 5M calls a month on gpt-4o",
         {"tuned_input_tokens": 90, "tuned_output_tokens": 12, "input_tokens": 700, "output_tokens": 14}),
        ("After tuning it would be 200 in, 30 out. gpt-4o with 1.4k in, 35 out, 2M a month",
         {"tuned_input_tokens": 200, "tuned_output_tokens": 30, "input_tokens": 1400, "output_tokens": 35}),
        ("each 5 minutes we score 300 trades with gpt-4o", {"requests_per_month": 2_592_000}),
    ],
)  # fmt: skip
def test_what_is_said_of_a_tune_and_how_often_something_runs_are_kept_apart(said, told):
    heard = one_line.parse(said, StubBook().resolve).told
    assert {name: heard[name].value for name in told} == told


def test_a_rough_number_may_be_what_is_left():
    with pytest.raises(Doubtful) as asked:
        parse_answer("shrunk from 9k to about 4k by trimming", fact("input_tokens"))
    assert asked.value.answer.value == 4000
