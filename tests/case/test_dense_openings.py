"""Openings with many numbers: each is one of the fact that it tells, and what tells none is not silently dropped."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()
CALLS = "requests_per_month"


def read(said):
    return one_line.parse(f"{said}, gpt-4o-mini", BOOK.resolve, BOOK.tried)


def values(answers):
    return {name: answer.value for name, answer in answers.items()}


@pytest.mark.parametrize(
    ("said", "calls", "a_task"),
    [
        ("25k conversations a month with 5 turns", 125_000, 5),
        ("30k chats/day, avg 4 messages", 3_600_000, 4),
        ("90k conversations monthly, typically 6 to 8 turns", 630_000, 7),
        ("800 conversations a day, each with around 9 replies from the bot", 216_000, 9),
        ("60 agents handle 900 chats a day with 8 messages", 216_000, 8),
        ("9 chats per user per month, 4 turns, 3k users", 108_000, 4),
    ],
)
def test_the_turns_of_a_dialogue_are_read_back_as_its_calls(said, calls, a_task):
    line = read(said)
    assert CALLS not in line.found
    assert values(line.doubtful).items() >= {CALLS: calls, "calls_per_task": a_task}.items()


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("2.4M product descriptions translated into 7 languages once per quarter", 800_000),
        ("12M rows every six months into 3 languages", 2_000_000),
        ("Energy retailer: letters explained, 4M letters every two months", 2_000_000),
        ("15k receipts/month, 2 images each", 15_000),
        ("400k forms, every 6 months", 400_000 / 6),
        ("80k contracts twice a year", 80_000 / 6),
        ("80k contracts three times a year", 20_000),
    ],
)
def test_a_lot_is_of_the_span_in_which_it_is_done_and_read_back(said, calls):
    line = read(said)
    assert CALLS not in line.found
    assert line.doubtful[CALLS].value == pytest.approx(calls)


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("8 lines of business, 120k claims letters a year, 3 calls per letter", 30_000),
        ("27 mailboxes, 5k mails a month, 2 calls per mail", 10_000),
        ("We fill 60 fields per form, 3k forms a month", 3_000),
        ("9k requests a day, 5k tokens per request with the 2k reply", 270_000),
    ],
)
def test_a_size_of_one_call_or_a_number_of_kinds_is_no_volume(said, calls):
    assert read(said).found[CALLS].value == calls


@pytest.mark.parametrize(
    ("said", "stored", "back"),
    [
        ("350 tokens in and out", {"input_tokens": 350, "output_tokens": 350}, {}),
        ("350 tokens in and about the same out", {"input_tokens": 350, "output_tokens": 350}, {}),
        ("350 in and out 20", {"input_tokens": 350, "output_tokens": 20}, {}),
        ("input and output 350 tokens", {}, {"input_tokens": 350, "output_tokens": 350}),
        ("18k tokens in of which 15k repeat, 700 out", {"input_tokens": 18_000}, {"shared_prefix_tokens": 15_000}),
        ("18k in (15k of it from the search)", {"input_tokens": 18_000, "retrieved_tokens": 15_000}, {}),
        ("18k in (15k same every time)", {"input_tokens": 18_000, "shared_prefix_tokens": 15_000}, {}),
        ("5k, including the 2k answer", {"output_tokens": 2_000}, {"input_tokens": 3_000}),
        ("5k in total, 2k of it output", {"output_tokens": 2_000}, {"input_tokens": 3_000}),
        ("5k in and out together, 2k out", {"output_tokens": 2_000}, {"input_tokens": 3_000}),
        ("90 tokens plus a 2,500-token codebook, 15 out", {"output_tokens": 15}, {"input_tokens": 2_590}),
    ],
)  # fmt: skip
def test_tokens_are_of_the_side_or_part_that_words_beside_them_tell(said, stored, back):
    line = read(f"9k requests a day, {said}")
    assert values(line.found).items() >= stored.items()
    assert values(line.doubtful).items() >= back.items()


@pytest.mark.parametrize("said", ["18k in (15k of it tables)", "350 tokens in and out combined"])
def test_tokens_that_tell_no_fact_are_named_as_unread(said):
    line = read(f"9k requests a day, {said}")
    assert any(clause in said for clause in line.unread)
    assert 350 not in values(line.found).values()


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("Quality is at 93 % field accuracy, need 97.", False),
        ("F1 0.86 where 0.9 is required", False),
        ("98.2 % of totals right, 99 needed", False),
        ("at 93 % accuracy, needs 97", False),
        ("we are at 98 % field accuracy, need 97.", True),
        ("error rate 11%, allowed is 6%", False),
        ("error rate 4%, we need 6%", True),
        ("19% wrong, we need 90%", False),
    ],
)
def test_a_figure_beside_the_one_needed_tells_whether_the_bar_is_met_and_no_other_fact(said, met):
    line = read(f"9k documents a day. {said}")
    assert (line.found | line.doubtful)["prompt_meets_bar"].value is met
    assert "few_shot_vs_tuned" not in line.found | line.doubtful
    assert not any(part in said for part in line.unread)


@pytest.mark.parametrize("said", ["answers are ok but slow (6 sec)", "it works well but slow"])
def test_what_is_good_but_slow_falls_short_by_its_latency(said):
    line = read(f"9k questions a day; {said}")
    assert (line.found | line.doubtful)["failure_cause"].value == ("latency",)


def test_what_costs_too_much_falls_short_of_no_bar():
    line = read("9k questions a day, works but it costs too much")
    assert "prompt_meets_bar" not in line.found | line.doubtful
