"""What a writer takes back, says twice otherwise or says in another language is never stored unasked."""

import pytest

from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description import one_line
from advisor.case.facts import fact
from advisor.errors import BadInput
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()


def read(said):
    line = one_line.parse(said, BOOK.resolve, BOOK.tried)
    return {n: a.value for n, a in line.found.items()}, {n: a.value for n, a in line.doubtful.items()}


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("We use gpt-5-mini. About 40k calls a day, no wait, that's per week.", "requests_per_month", 171429),
        ("gpt-5-mini, 40k calls a day. Sorry, per week.", "requests_per_month", 171429),
        ("gpt-5-mini, 40k calls a day, I mean 60k.", "requests_per_month", 1_800_000),
        (
            "9M calls a month, gpt-5-mini, 800 tokens in, or rather 1200 tokens in, 90 out",
            "input_tokens",
            1200,
        ),
        ("9M calls a month on gpt-4o, I mean gpt-5-mini", "model", "gpt-5-mini"),
        ("We sort letters into 300 labels, scratch that, 30 labels.", "label_count", 30),
    ],
)
def test_what_comes_after_a_correction_is_read_back(said, name, value):
    stored, doubtful = read(said)
    assert name not in stored
    assert doubtful[name] == (pytest.approx(value, rel=0.001) if isinstance(value, int) else value)


def test_sentences_beside_a_correction_stay_sure():
    stored, _ = read("We run gpt-5-mini. 40k calls a day, no wait, a week. 1,500 tokens in, 90 out.")
    assert stored.keys() >= {"model", "input_tokens", "output_tokens"}


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("half a second... no sorry, a quarter of a second", "ttft_target_ms", 250),
        ("two, hmm, make it three", "epochs", 3),
        ("800 tokens, I mean 900", "input_tokens", 900),
        ("12 labels, no wait, 14", "label_count", 14),
        ("$4,000, scratch that, $5,000 a month", "bill_today", 5000),
    ],
)
def test_a_corrected_answer_is_read_back(said, name, value):
    with pytest.raises(Doubtful) as asked:
        parse_answer(said, fact(name))
    assert asked.value.answer.value == value


@pytest.mark.parametrize(
    "said",
    [
        "9M calls a month, gpt-5-mini, 11k tokens in, the system prompt is always the same 18k tokens, 600 out",
        "200 tasks a day, 25 model calls each, 18k tokens context mostly the same system prompt (11k), 600 out",
    ],
)
def test_a_part_larger_than_its_whole_changes_places_with_it_and_is_read_back(said):
    stored, doubtful = read(said)
    assert not {"input_tokens", "shared_prefix_tokens"} & stored.keys()
    assert (doubtful["input_tokens"], doubtful["shared_prefix_tokens"]) == (18_000, 11_000)


@pytest.mark.parametrize(
    "said",
    [
        "Wir schicken rund 9.000 Mails am Tag an gpt-5-mini, das Modell liest sie nur.",
        "Nous avons 300 appels par jour avec gpt-5-mini dans nos bureaux.",
        "Tenemos 300 llamadas al día con gpt-5-mini en los hospitales.",
    ],
)
def test_of_another_language_only_the_name_of_the_model_is_stored_unasked(said):
    stored, doubtful = read(said)
    assert stored.keys() <= {"model", "serving_today"}
    assert stored["model"] == "gpt-5-mini"
    assert "requests_per_month" in doubtful


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("10 000 factures par jour ouvré, un appel par facture", 214_286),
        ("Es sind 6.500 Aufrufe pro Werktag.", 139_286),
        ("Tenemos 7.000 llamadas por día laborable en los hospitales.", 150_000),
        ("Wir machen 2.000 Aufrufe pro Arbeitstag und nicht mehr.", 42_857),
    ],
)
def test_a_working_day_is_one_in_other_languages_too(said, calls):
    assert read(said)[1]["requests_per_month"] == pytest.approx(calls, rel=0.001)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Our office has 37 clerks who answer letters by hand, 4,000 letters a month.", "label_count"),
        (
            "800 articles a day and for each we ask for 5 variants, each variant is a call of its own.",
            "calls_per_task",
        ),
        (
            "A coding agent; each ticket takes around 25 model calls and we do 300 tickets a day, weekends too."
            " Every call carries a 9k system prompt that is always the same.",
            "calls_per_task",
        ),
    ],
)
def test_people_and_products_of_other_numbers_are_not_stored(said, name):
    stored, _ = read(said)
    assert name not in stored or stored[name] == 25


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("$900, but those are the ChatGPT seats", "bill_today"),
        ("a run takes two days", "retrain_every_months"),
        ("the top 5 cover most of it", "label_count"),
        ("we do run kubernetes", "mlops"),
        ("a data team that does reports", "mlops"),
        ("prices change daily", "knowledge_changes"),
        ("we run openai workshops", "contracted_vendors"),
        ("amazon marketplace seller", "contracted_vendors"),
        ("we use images in marketing", "modalities"),
    ],
)
def test_words_that_only_sound_like_an_answer_are_not_stored(said, name):
    with pytest.raises(BadInput):
        parse_answer(said, fact(name))
