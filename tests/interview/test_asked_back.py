"""What is asked back in the words of its user, and a model with a price of one's own."""

import pytest
from interview_kit import talk


def test_a_growth_without_its_span_is_asked_back():
    c = talk()
    assert c.set("growth_per_month", "20%").errors == ("20% a month or 20% a year?",)
    assert "growth_per_month" not in c.answers
    assert c.set("growth_per_month", "20% a month").facts and c.set("growth_per_month", "0").facts


def test_a_no_is_no_cause_of_failure():
    c = talk()
    assert c.set("failure_cause", "no").errors[0].endswith("?")
    assert "failure_cause" not in c.answers
    c.set("failure_cause", "none of these")
    assert c.answers["failure_cause"].value == ()


@pytest.mark.parametrize(
    "line", ["gpt-4o 2", "we run gpt-4o v2 today", "gpt-4o ultra on Azure", "claude haiku 4.5 lite"]
)
def test_a_version_or_size_behind_a_known_name_makes_it_another_model(line):
    c = talk()
    c.set("model", line)
    assert "model" not in c.answers


@pytest.mark.parametrize("line", ["gpt-4o 2 replicas", "gpt-4o, 2 regions", "gpt-4o 24/7"])
def test_a_figure_that_counts_something_else_leaves_a_name_as_it_is(line):
    c = talk()
    c.set("model", line)
    assert c.answers["model"].value == "gpt-4o"


@pytest.mark.parametrize("line", ["frobnicator 9", "our CRM's model"])
def test_an_unknown_model_is_refused_in_the_words_of_its_user(line):
    c = talk()
    (error,) = c.set("model", line).errors
    assert line in error and "gpt-4o ($2.5 in, $10 out per 1M)" in error
    assert "price book" not in error and "prices:" not in error


@pytest.mark.parametrize(
    ("said", "name", "rates"),
    [
        ("acme-7b at $2 in and $8 out", "acme-7b", {"input": 2, "output": 8}),
        ("Acme Chat: $0.25/M input, $1.5/M output", "acme-chat", {"input": 0.25, "output": 1.5}),
        ("gpt-4o for 2 dollars in, 7.5 dollars out", "gpt-4o", {"input": 2, "output": 7.5}),
    ],
)
def test_a_model_is_named_with_a_price_of_ones_own(said, name, rates):
    c = talk()
    assert c.set("model", said).facts == ("model",)
    assert c.answers["model"].value == name and c.case().prices == {name: rates}
    c.undo()
    assert "model" not in c.answers and not c.case().prices
