"""Words of an opening that are said of something else: models that were left, checks by people, other exceptions."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()


def heard(said):
    line = one_line.parse(f"400 letters a day. {said}", BOOK.resolve, BOOK.tried)
    return line.found, line.found | line.doubtful


@pytest.mark.parametrize(
    ("said", "model"),
    [
        ("We dropped gpt-4-turbo and moved onto command-a.", "command-a"),
        ("We left gpt-4o behind and are on gpt-4.1-mini now.", "gpt-4.1-mini"),
        ("We replaced gpt-4o with gpt-4.1-mini in May.", "gpt-4.1-mini"),
        ("gpt-4o was retired here and gpt-4.1-mini took over.", "gpt-4.1-mini"),
    ],
)
def test_the_model_that_took_over_is_todays(said, model):
    assert heard(said)[1]["model"].value == model


def test_a_model_that_was_dropped_does_not_run():
    assert "model" not in heard("We dropped gpt-4o.")[1]


def test_who_rates_by_hand_does_not_do_the_work():
    stored, told = heard("A symptom chat. Clinicians rate transcripts by hand.")
    assert stored["eval_infra"].value == "manual"
    assert "serving_today" not in told
    assert "task" not in stored


def test_what_was_measured_by_hand_is_not_done_by_hand():
    assert "serving_today" not in heard("We measured 400 of them by hand before launch.")[1]
    assert heard("The letters are sorted by hand today.")[0]["serving_today"].value == "not-an-llm"


def test_what_is_right_apart_from_something_is_read_back():
    stored, told = heard("It runs on gpt-4o. Apart from speed the output is right.")
    assert "prompt_meets_bar" not in stored
    assert "prompt_meets_bar" in told


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("It sorts messages into fraud, not fraud or unsure.", 3),
        ("We sort pages: blank or not blank / unclear.", 3),
        ("We tell whether a mail is relevant or not relevant, then file it.", 2),
    ],
)
def test_a_label_beside_a_pair_of_opposites_is_counted(said, count):
    assert heard(said)[1]["label_count"].value == count


def test_pictures_with_words_beside_them_are_both():
    said = "From field photos + the farmer's note we need the name of the pest."
    assert set(heard(said)[1]["modalities"].value) == {"text", "image"}


def test_examples_in_a_prompt_are_those_and_not_its_tokens():
    stored, _ = heard("gpt-4o with prompts of 9k with eleven examples, 1.2k out.")
    assert (stored["few_shot_examples"].value, stored["input_tokens"].value) == (11, 9_000)


def test_a_contract_with_a_vendor_does_not_serve_the_model():
    told = heard("It runs on llama-3.1-70b through Together. We have contracts with AWS.")[1]
    assert told["model"].value.startswith("together/")


def test_what_was_not_read_is_shown_as_it_was_typed():
    line = one_line.parse("Hi from Antofagasta, gpt-4o. The Coffee Machine (old) hums.", BOOK.resolve)
    assert {"Hi from Antofagasta", "The Coffee Machine"} <= set(line.unread)


@pytest.mark.parametrize(
    ("said", "vendors"),
    [
        ("OpenAI under our BAA and nobody else.", {"openai"}),
        ("Contracts exist with Mistral and with Google Cloud.", {"mistral", "google-cloud"}),
        ("Only who has signed: we've got one with Anthropic and one with Microsoft.", {"anthropic", "azure"}),
        ("OpenAI and Mistral are the vendors with a DPA, others are off limits.", {"openai", "mistral"}),
    ],
)
def test_who_is_barred_beside_them_denies_no_contract(said, vendors):
    assert set(heard(said)[0]["contracted_vendors"].value) == vendors


def test_no_contract_is_none():
    assert "contracted_vendors" not in heard("We have no contract with OpenAI.")[1]


def test_a_model_that_clears_the_bar_was_tried():
    told = heard("It runs on gpt-4.1. gpt-4.1-mini clears our bar on the same test set.")[1]
    assert told["models_tried"].value.plain() == {"gpt-4.1-mini": "none"}
    assert told["model"].value == "gpt-4.1"


def test_one_call_a_photo_is_no_sound():
    assert heard("Photo tagging, and one call for every photo.")[1]["modalities"].value == ("image",)


@pytest.mark.parametrize(
    ("said", "count"),
    [("Somebody reads all and chooses from 18 causes.", 18), ("The code list has 4,200 entries.", 4_200)],
)
def test_what_is_chosen_from_is_counted(said, count):
    assert heard(said)[1]["label_count"].value == count


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("Labelled data: zero.", "labelled_examples", 0),
        ("Each goes through in a single call to gpt-4o.", "calls_per_task", 1),
        ("Quality is ok, no growth.", "growth_per_month", 0),
    ],
)
def test_numbers_that_are_said_in_words_are_heard(said, name, value):
    assert heard(said)[0][name].value == value


def test_a_number_that_is_counted_is_not_overruled_by_words():
    assert heard("18 photos each and one call each.")[1]["calls_per_task"].value == 18


def test_a_prototype_of_once_does_not_run_and_a_list_that_grows_is_open():
    assert "retrieval_in_place" not in heard("There was a prototype with embeddings once.")[0]
    assert heard("The list grows whenever sales opens a market.")[1]["label_set"].value == "open"
