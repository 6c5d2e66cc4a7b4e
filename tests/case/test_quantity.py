"""Numbers as people say them, and what is asked back."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.case.answer import Doubtful, is_not_sure
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.facts import ASKED, VOCABULARY, fact
from advisor.case.numerals.quantity import Ambiguous, Quantity, parse
from advisor.errors import BadInput

SAID = {
    "requests_per_month": {
        "1.5k": 1500,
        "1,5k": 1500,
        "1.500.000": 1_500_000,
        "700 per working day": 15_000,
        "2M": 2_000_000,
        "about 2M a month": 2_000_000,
        "300k/day": 9_000_000,
        "300k a day": 9_000_000,
        "300,000 requests per day": 9_000_000,
        "10 rps": 25_920_000,
        "10 req/s": 25_920_000,
        "ten a second": 25_920_000,
        "50/min": 2_160_000,
        "1,500": 1500,
        "1 500": 1500,
        "9 000 000": 9_000_000,
        "fifteen hundred": 1500,
        "a hundred": 100,
        "half a million a month": 500_000,
        "one and a half million": 1_500_000,
        "one hundred and twenty thousand": 120_000,
        "twenty-five thousand": 25_000,
        "two fifty": 250,
        "one twenty a month": 120,
        "a couple of thousand a day": 60_000,
        "~ 40k documents a month": 40_000,
        "300k requests daily": 9_000_000,
        "2.5 hundred": 250,
        "12e3": 12_000,
        "1½M a month": 1_500_000,
        "7½ thousand": 7500,
        "10⁶ a month": 1_000_000,
        "1.2 x 10^6 a month": 1_200_000,
        "3/4 million per month": 750_000,
        "1 1/2 million": 1_500_000,
        "0": 0,
        "１５００": 1500,
    },
    "input_tokens": {"3k tokens": 3000, "3ktok": 3000, "1500 in": 1500, "1.5k tokens per call": 1500},
    "ttft_target_ms": {
        "sub-100 ms": 100,
        "<100ms": 100,
        "0.5s": 500,
        "half a second": 500,
        "two seconds": 2000,
        "1,5 Sekunden": 1500,
        "1 min": 60_000,
        "250": 250,
    },
    "retrain_every_months": {
        "two weeks": 14 / 30,
        "every two weeks": 14 / 30,
        "quarterly": 3,
        "every 6 months": 6,
        "every month": 1,
        "twice a year": 6,
        "3 times a year": 4,
        "half a year": 6,
        "a quarter": 3,
        "3m": 3,
        "1 year": 12,
        "90 days": 3,
        "3 Monate": 3,
        "2 meses": 2,
        "6": 6,
    },
    "cache_hit_rate": {
        "90%": 0.9,
        "0.9": 0.9,
        "ninety percent": 0.9,
        "90 per cent": 0.9,
        "half": 0.5,
        "two thirds": 2 / 3,
        "9 in 10": 0.9,
    },
    "growth_per_month": {
        "5% a month": 0.05,
        "0.05": 0.05,
        "-2%": -0.02,
        "flat": 0,
        "100% a year": 2 ** (1 / 12) - 1,
    },
    "engineer_usd_per_hour": {"$120/h": 120, "120": 120, "120 USD/hour": 120, "usd 90": 90, "$1,200": 1200},
    "peak_factor": {"3x": 3, "twice": 2, "5 times": 5, "3": 3},
    "labelled_examples": {"5k labels": 5000, "a dozen": 12, "none": 0, "1000 labelled tickets": 1000},
    "epochs": {"3 epochs": 3, "three passes": 3},
    "corpus_tokens": {"50M tokens": 50_000_000},
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in SAID.items() for t in texts])
def test_said_numbers(name, text):
    read = parse(text, fact(name))
    assert read.value == pytest.approx(SAID[name][text], rel=1e-12)
    assert (read.low, read.high) == (None, None)


@pytest.mark.parametrize(
    ("name", "text", "low", "value", "high"),
    [
        ("input_tokens", "2 to 4k tokens", 2000, 3000, 4000),
        ("input_tokens", "2-4k", 2000, 3000, 4000),
        ("input_tokens", "500 to 2k", 500, 1250, 2000),
        ("retrain_every_months", "2-3 weeks", 14 / 30, 17.5 / 30, 21 / 30),
        ("requests_per_month", "between 1 and 2 million", 1_000_000, 1_500_000, 2_000_000),
        ("requests_per_month", "10 to 20 rps", 25_920_000, 38_880_000, 51_840_000),
        ("requests_per_month", "100/day to 2k/day", 3000, 31_500, 60_000),
        ("engineer_usd_per_hour", "$100-150/hour", 100, 125, 150),
        ("cache_hit_rate", "50–70%", 0.5, 0.6, 0.7),
        ("few_shot_examples", "2-3", 2, 2, 3),
    ],
)
def test_ranges_keep_both_ends_and_the_middle(name, text, low, value, high):
    read = parse(text, fact(name))
    assert (read.low, read.value, read.high) == pytest.approx((low, value, high))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requests_per_month", "-5"),
        ("requests_per_month", "nan"),
        ("requests_per_month", "inf"),
        ("requests_per_month", "1e400"),
        ("requests_per_month", "1e16"),
        ("requests_per_month", "9" * 400),
        ("requests_per_month", ""),
        ("requests_per_month", "   "),
        ("requests_per_month", "5 GB"),
        ("requests_per_month", "300k pre day"),
        ("requests_per_month", "2 3"),
        ("requests_per_month", "1/2"),
        ("requests_per_month", "4 to"),
        ("requests_per_month", "5 to 3k to 4k"),
        ("requests_per_month", "$500"),
        ("input_tokens", "5 GB"),
        ("input_tokens", "1500 words"),
        ("input_tokens", "1k/day"),
        ("input_tokens", "4k-2k"),
        ("input_tokens", "twenty thirty"),
        ("retrain_every_months", "0"),
        ("retrain_every_months", "3 tokens"),
        ("cache_hit_rate", "1.5"),
        ("growth_per_month", "-100% a year"),
        ("growth_per_month", "1e300% a day"),
        ("engineer_usd_per_hour", "€100/h"),
        ("engineer_usd_per_hour", "$1000 a day"),
        ("labelled_examples", "2.5"),
        ("labelled_examples", "2k examples a month"),
        ("peak_factor", "0.5"),
    ],
)
def test_refused_with_one_message(name, text):
    with pytest.raises(BadInput) as caught:
        parse(text, fact(name))
    assert caught.value.expected
    assert name in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("requests_per_month", "50M tokens/month", "tokens of one call"),
        ("requests_per_month", "100 rps peak", "average"),
        ("input_tokens", "five twenty page documents", "one number or two"),
        ("requests_per_month", "1.500", "1,500 or 1.5"),
        ("requests_per_month", "1,5", "two ways"),
        ("growth_per_month", "5", "5% or 500%"),
        ("ttft_target_ms", "5m", "min"),
    ],
)
def test_two_meanings_are_asked_back(name, text, hint):
    with pytest.raises(Ambiguous, match=hint):
        parse(text, fact(name))


def test_a_share_over_one_hints_at_percent():
    with pytest.raises(BadInput) as caught:
        parse("90", fact("cache_hit_rate"))
    assert caught.value.near == "90%"


def test_tokens_become_calls_once_a_calls_tokens_are_known():
    assert parse("50M tokens/month", fact("requests_per_month"), 1600) == Quantity(31250)


@given(st.integers(0, 10**12), st.sampled_from([1, 1000, 10**6]), st.booleans())
def test_written_with_or_without_marks_and_multipliers_it_is_the_same_number(number, unit, marks):
    shown = f"{number:,}" if marks else str(number)
    suffix = {1: "", 1000: "k", 10**6: "M"}[unit]
    if number * unit <= 10**15:
        assert parse(shown + suffix, fact("requests_per_month")) == Quantity(number * unit)


@given(st.floats(1e-6, 1e8, allow_nan=False))
def test_a_decimal_reads_as_itself(number):
    text = f"{number:.8f}"
    assert parse(text, fact("corpus_tokens")).value == float(text)


@given(st.integers(1, 10**6))
def test_time_units_agree(days):
    volume = fact("requests_per_month")
    assert parse(f"{days * 24}/day", volume) == parse(f"{days}/hour", volume)
    assert parse(f"{days * 60}/h", volume) == parse(f"{days} per minute", volume)


@settings(max_examples=40)
@given(st.text(max_size=80), st.sampled_from(ASKED))
def test_any_text_is_read_or_refused(text, name):
    which = VOCABULARY[name]
    try:
        answer = parse_answer(text, which)
    except BadInput:
        return
    assert which.check(answer.value) == answer.value
    if answer.low is not None:
        assert answer.low <= answer.value <= answer.high
        assert math.isfinite(answer.low)


@pytest.mark.parametrize("text", ["not sure", "No idea", "?", "don't know", "unknown.", " Dunno "])
def test_not_sure(text):
    assert is_not_sure(text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("prompt_baseline", "yes", True),
        ("prompt_baseline", "Y", True),
        ("prompt_baseline", "not yet", False),
        ("prompt_baseline", "no, never", False),
        ("task", "class", "classification"),
        ("task", "Structured generation", "structured-generation"),
        ("task", "2", "extraction"),
        ("failure_cause", "format and latency", ("format", "latency")),
        ("failure_cause", "2, 5", ("format", "latency")),
        ("failure_cause", "2 5", ("format", "latency")),
        ("failure_cause", "none", ()),
        ("hosted_tuning_access", "openai, azure", ("openai", "azure")),
        ("model", " gpt-4o ", "gpt-4o"),
    ],
)
def test_other_answers(name, text, value):
    assert parse_answer(text, fact(name)).value == value


def test_a_prefix_of_several_values_is_asked_back():
    with pytest.raises(Ambiguous, match="own-cloud or own-network"):
        parse_answer("own", fact("data_boundary"))


def test_a_near_value_is_named():
    with pytest.raises(BadInput) as caught:
        parse_answer("clasification", fact("task"))
    assert caught.value.near == "classification"


@given(
    st.from_regex(r"\.\d{1,6}", fullmatch=True),
    st.sampled_from(
        ["", "k", "M", " million", "M/day", "%", "k tokens", " - .9M", "s", " months", "e6", "E5/day"]
    ),
    st.sampled_from(
        ["requests_per_month", "input_tokens", "growth_per_month", "ttft_target_ms", "horizon_months"]
    ),
)
def test_a_leading_point_means_what_a_zero_before_it_means(digits, unit, name):
    def read(text):
        try:
            return parse(text, fact(name))
        except BadInput as e:
            return type(e)

    assert read(digits + unit) == read("0" + digits + unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.M", 5e6), ("1.e6", 1e6), ("3 Mrd", 3e9), ("3 lakh", 3e5), ("2 crore", 2e7), ("5 hundert", 500),
        ("40 Tsd. pro Tag".replace("pro Tag", "/ day"), 1.2e6), ("2 Mill.", 2e6), ("4 milliards", 4e9),
    ],
)  # fmt: skip
def test_multipliers_of_other_tongues_and_after_a_point(text, value):
    assert parse(text, fact("requests_per_month")).value == value


@pytest.mark.parametrize(
    "text", ["5,M", "0.5, M", "5 ,million", "3 kk", "2 gross", "5e", "3 g", "4 bil", "9 tpm"]
)
def test_a_multiplier_is_never_taken_for_what_is_counted(text):
    with pytest.raises(BadInput):
        parse(text, fact("requests_per_month"))


def test_tokens_a_minute_become_calls_by_the_tokens_of_one():
    assert parse("60k TPM", fact("requests_per_month"), 1000).value == 60 * 60 * 24 * 30


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9e300", "1e999%", "1e999% a year"])
def test_growth_beyond_all_bounds_is_refused(text):
    with pytest.raises(BadInput):
        parse(text, fact("growth_per_month"))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("requests_per_month", "zwölfhundert am Tag", 36_000),
        ("requests_per_month", "quatre-vingt-dix mille par mois", 90_000),
        ("requests_per_month", "dos mil quinientas llamadas al día", 75_000),
        ("requests_per_month", "dreiundzwanzigtausend", 23_000),
        ("input_tokens", "about zweitausend tokens", 2000),
        ("retrain_every_months", "une fois par trimestre", 3),
        ("retrain_every_months", "alle drei Monate", 3),
        ("retrain_every_months", "una vez al año", 12),
        ("retrain_every_months", "every night", 1 / 30),
        ("retrain_every_months", "each Monday", 7 / 30),
        ("horizon_months", "anderthalb Jahre", 18),
        ("requests_per_month", "40 mil al mes", 40_000),
        ("ttft_target_ms", "eine halbe Sekunde", 500),
        ("cache_hit_rate", "neunzig Prozent", 0.9),
        ("cache_hit_rate", "neun von zehn", 0.9),
        ("calls_per_task", "zwei bis drei", 2.5),
        ("few_shot_examples", "keine", 0),
        ("ttft_target_ms", "under a sec", 1000),
        ("growth_per_month", "8 pct m/m", 0.08),
        ("input_tokens", "2-and-a-half k", 2500),
        ("input_tokens", "4k, of which 3k is boilerplate", 4000),
        ("shared_prefix_tokens", "4k, of which 3k is boilerplate", 3000),
        ("input_tokens", "1800, incl. 1200 system prompt", 1800),
        ("output_tokens", "normally 150; the worst case is 2k", 150),
    ],
)
def test_other_tongues_parts_and_what_is_usual(name, text, value):
    assert parse_answer(text, fact(name)).value == pytest.approx(value)


@pytest.mark.parametrize("said", ["6000 tokens, 200 of it the policy", "6000 Tokens, davon 200 fix"])
def test_a_part_is_not_taken_for_the_whole_that_holds_another(said):
    assert parse_answer(said, fact("input_tokens")).value == 6000
    with pytest.raises(Doubtful):
        parse_answer(said, fact("payload_tokens"))


def test_the_longest_is_not_what_is_usual():
    with pytest.raises(Doubtful) as caught:
        parse_answer("usually 3k, worst 40k", fact("longest_input_tokens"))
    assert caught.value.answer.value == 40_000


@pytest.mark.parametrize("text", ["six cents", "elf", "once", "mil"])
def test_a_word_of_english_is_no_number_of_another_tongue(text):
    with pytest.raises(BadInput):
        parse_answer(text, fact("output_tokens"))
