"""Facts by the names people use."""

import pytest

from advisor.case import fact_names
from advisor.case.facts import ASKED
from advisor.errors import BadInput
from advisor.interview import commands
from advisor.interview.conversation import Conversation


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("volume 2M", "requests_per_month", "2M"),
        ("requests_per_month=2M", "requests_per_month", "2M"),
        ("input tokens after tuning 300", "tuned_input_tokens", "300"),
        ("input tokens 2 to 4k", "input_tokens", "2 to 4k"),
        ("Quality checks  people check samples", "eval_infra", "people check samples"),
        ("data EU only", "data_boundary", "EU only"),
        ("volume = 10 rps", "requests_per_month", "10 rps"),
        ("other_model gpt-4o-mini", "other_model", "gpt-4o-mini"),
        ("volume", "requests_per_month", ""),
    ],
)
def test_a_line_begins_with_the_name_of_a_fact(text, fact, value):
    assert fact_names.leading(text) == (fact, value)


@pytest.mark.parametrize("text", ["colour blue", "", "2M volume"])
def test_what_names_no_fact_is_refused(text):
    with pytest.raises(BadInput):
        fact_names.leading(text)


def test_a_misspelled_name_has_a_near_one():
    with pytest.raises(BadInput) as caught:
        fact_names.named("volme")
    assert caught.value.near == "volume"


@pytest.mark.parametrize("text", ["retention", "regime", "boundless"])
def test_another_word_has_no_near_name(text):
    with pytest.raises(BadInput) as caught:
        fact_names.named(text)
    assert caught.value.near is None and "volume" in caught.value.expected


def test_search_as_typed_puts_the_closest_first():
    assert fact_names.search("volume")[0] == "requests_per_month"
    assert "output_tokens" in fact_names.search("tok out") and not fact_names.search("zzz")


def test_every_fact_has_a_name_and_every_name_means_one_fact():
    for fact in ASKED:
        for name in fact_names.names(fact):
            assert fact_names.named(name) == fact, name


@pytest.mark.parametrize(
    ("fact", "typed", "said"),
    [
        ("peak_factor", "0.5", 'Peak cannot be this: "0.5"; expected a number from 1 to 1,000'),
        ("labelled_examples", "-4", 'Labelled examples cannot be this: "-4"; expected a number from 0 (exam'),
    ],
)
def test_a_value_out_of_bounds_is_refused_under_the_name_people_use(fact, typed, said):
    (told,) = Conversation.open(None).set(fact, typed).errors
    assert told.startswith(said)


@pytest.mark.parametrize(("typed", "near"), [("/prices", None), ("/rules", None), ("/exprot x", "/export")])
def test_a_command_is_near_to_one_that_is_misspelt_only(typed, near):
    with pytest.raises(BadInput) as e:
        commands.parse(typed)
    assert e.value.near == near
