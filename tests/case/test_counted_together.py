"""Numbers of a description that belong together, and those that count something else than they seem to."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()
CALLS = "requests_per_month"


def heard(said):
    line = one_line.parse(said, BOOK.resolve, BOOK.tried)
    return line.found, line.found | line.doubtful


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("Each day, weekends included, about 4,200 letters come in.", 126_000),
        (
            "90 brokers, and each of them opens six files a day. It boils a file down to two paragraphs.",
            16_200,
        ),
        ("15,000 conversations a week and in each conversation the model speaks 8 times.", 514_286),
        ("9,500 messages daily and the model answers each with one call.", 285_000),
        ("45,000 texts a month, one call each; 8% are sent a second time.", 48_600),
        ("The bill went from 9k to 32k dollars in half a year. 12M calls a month.", 12_000_000),
        ("Last quarter we made 4.5M calls.", 1_500_000),
        ("1 call per minute per sensor, 350 sensors, 24/7.", 15_120_000),
        ("3 rps all day long, two H100s we bought.", 7_776_000),
        ("90 000 appels par jour.", 2_700_000),
        ("6M tiny calls on gpt-4o-mini. There are 3.2 million items that people have sorted.", 6_000_000),
    ],
)
def test_calls_are_counted_whatever_stands_between(said, calls):
    assert heard(said)[1][CALLS].value == pytest.approx(calls, rel=1e-4)


def test_one_bill_of_so_much_is_no_volume():
    assert CALLS not in heard("Support drafts. Finance choked on the 38k invoice last month.")[1]


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("Longest we have seen is 30k.", "longest_input_tokens", 30_000),
        ("A usual file is 4k tokens, with the odd monster of 90,000.", "longest_input_tokens", 90_000),
        ("We carry eight example replies inside the prompt.", "few_shot_examples", 8),
        ("The prompt is 900 tokens with 6 examples of the voice inside.", "few_shot_examples", 6),
        ("1,200 tokens enter and 400 leave.", "output_tokens", 400),
        ("4k tokens go in and the answer comes to about 350.", "output_tokens", 350),
        ("The search adds 1,800 tokens, so 2,600 in all, and 200 come out.", "input_tokens", 2_600),
        ("The search adds 1,800 tokens, so 2,600 in all, and 200 come out.", "retrieved_tokens", 1_800),
        ("The bill went from 9k to 32k dollars in half a year.", "bill_today", 32_000),
    ],
)
def test_a_number_is_one_of_the_fact_that_its_words_name(said, name, value):
    heard_of = heard(f"400 letters a day with gpt-4o. {said}")[1]
    assert heard_of[name].value == value
    assert heard_of[CALLS].value == 12_000


def test_a_share_of_what_comes_out_is_no_number_of_tokens():
    said = "400 letters a day with gpt-4o. One in twenty outputs is read by two officers."
    assert "input_tokens" not in heard(said)[1]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Can't say much.", "describable"),
        ("It runs inside the subscription we own.", "gpus"),
        ("Everything comes in at 5 in the morning.", "turnaround"),
    ],
)
def test_words_of_another_thing_tell_no_fact(said, name):
    assert name not in heard(f"400 letters a day with gpt-4o. {said}")[0]


def test_pictures_and_sound_are_both_heard_and_work_on_summaries_is_none_of_summing_up():
    assert heard("They send a photo of the leaf and a voice note.")[1]["modalities"].value == (
        "image",
        "audio",
    )
    said = "We are processing 200k discharge summaries a month, assigning one of 480 codes."
    assert heard(said)[1]["task"].value == "classification"


def test_what_is_denied_beats_what_is_only_hinted_at():
    said = "400 letters a day with gpt-4o. Accuracy is not yet up to the mark, mostly because it lacks our rules."
    assert heard(said)[1]["prompt_meets_bar"].value is False


@pytest.mark.parametrize(
    "said",
    [
        "We check 200 calls by hand each quarter.",
        "QA reviews 50 tickets a week.",
        "Two people spot-check 30 answers a day.",
        "We label 100 documents a week.",
        "About 20 errors a day reach customers.",
    ],
)
def test_what_people_look_at_is_no_volume_unasked(said):
    assert CALLS not in heard(f"gpt-4o, 2k in, 100 out. {said}")[0]
    assert heard(f"gpt-4o, 1M calls a month, 2k in, 100 out, {said}")[1][CALLS].value == 1_000_000
