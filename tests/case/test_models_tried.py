"""The models that were tried, as people and files say them; facts of older files become one entry."""

from __future__ import annotations

import json

import pytest

from advisor.case import case as cases
from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import parse_tried
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.answers.parse_answer import tried as tried_answer
from advisor.case.description import one_line
from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.case.numerals.quantity import Ambiguous
from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.interview.conversation import Conversation
from advisor.interview.price_lookup import PriceBook

ANY = ("none", "small", "large")


TWO = {"gpt-4o-mini": ("none",), "gpt-4.1": ("small", "large")}


def read(answers: str) -> cases.Case:
    return cases.parse(f"advisor: 1\nanswers:\n{answers}")


def tried(case: cases.Case) -> dict[str, tuple[str, ...]]:
    value = case.answers["models_tried"].value
    assert isinstance(value, ModelsTried)
    return dict(value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  models_tried: {gpt-4o-mini: none, gpt-4.1: [small, large]}", TWO),
        ("  models_tried: {value: {gpt-4o-mini: none}, from: measured}", {"gpt-4o-mini": ("none",)}),
        ('  models_tried: "gpt-4o-mini: none, gpt-4.1 small or large"', TWO),
        ("  models_tried: {gpt-4o-mini: good enough, gpt-4.1: [Slightly short, far short]}", TWO),
        ("  models_tried: {value: {gpt-4o-mini: good enough}, from: said}", {"gpt-4o-mini": ("none",)}),
        ("  models_tried: none", {}),
        ("  models_tried: none yet", {}),
        ("  other_model: gpt-4o-mini\n  other_model_gap: small", {"gpt-4o-mini": ("small",)}),
        ("  other_model_gap: none", {"unnamed": ("none",)}),
        ("  other_model: gpt-4o-mini", {"gpt-4o-mini": ANY}),
    ],
)
def test_a_file_says_which_model_fell_short_by_how_much(written, expected):
    case = read(written)
    assert tried(case) == expected
    assert cases.parse(cases.dump(case)) == case


@pytest.mark.parametrize(
    ("said", "gaps"),
    [
        ("gpt-6-luna: slightly short", {"gpt-6-luna": ("small",)}),
        ("gpt-6-luna: good enough, gpt-4.1: far short", {"gpt-6-luna": ("none",), "gpt-4.1": ("large",)}),
    ],
)
def test_a_file_says_it_in_the_words_that_the_interview_shows(said, gaps):
    assert dict(read(f"  models_tried: '{said}'").answers["models_tried"].value) == gaps


def test_older_facts_keep_their_origin_and_note():
    case = read("  other_model: gpt-4o-mini\n  other_model_gap: {value: small, from: measured, note: on 300}")
    assert case.answers["models_tried"] == Answer(
        ModelsTried.of({"gpt-4o-mini": "small"}), "measured", "on 300"
    )


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("  models_tried: {gpt-4o: blue}", 3),
        ("  models_tried: {gpt-4o: [none, blue]}", 3),
        ("  model: gpt-4o\n  models_tried: {gpt-4o-mini: none}\n  other_model_gap: none", 5),
        ("  models_tried: 3", 3),
    ],
)
def test_what_is_no_gap_is_refused_with_its_line(written, line):
    with pytest.raises(BadInput) as caught:
        read(written)
    assert caught.value.line == line


def test_a_set_names_or_measures_the_one_model_that_was_tried():
    case = cases.set_answer(read("  other_model_gap: small"), "other_model", "gpt-4o-mini")
    assert tried(case) == {"gpt-4o-mini": ("small",)}
    assert tried(cases.set_answer(case, "other_model_gap", "none")) == {"gpt-4o-mini": ("none",)}
    assert "models_tried" not in cases.set_answer(case, "models_tried", "not sure").answers
    two = cases.set_answer(case, "models_tried", "gpt-4o-mini: small, gpt-4.1: none")
    with pytest.raises(BadInput, match="several"):
        cases.set_answer(two, "other_model_gap", "none")


@pytest.mark.parametrize(
    ("gaps", "best"),
    [
        ({"a": "small", "b": "large"}, "small"),
        ({"a": "none", "b": ["small", "large"]}, "none"),
        ({"a": "small", "b": ["none", "small"]}, None),
        ({"a": ["small", "large"]}, None),
        ({}, None),
    ],
)
def test_the_best_gap_is_known_once_no_other_model_can_beat_it(gaps, best):
    assert ModelsTried.of(gaps).best == best


def test_words_for_gaps_are_read_and_a_name_is_asked_once():
    which = VOCABULARY["models_tried"]
    labels = {"none": "good enough", "small": "slightly short"}
    found = parse_answer("gpt-4o-mini was good enough; gpt-4.1 slightly short", which, labels=labels)
    assert found.value == ModelsTried.of({"gpt-4o-mini": "none", "gpt-4.1": "small"})
    with pytest.raises(BadInput, match="twice"):
        parse_answer("gpt-4o: none, gpt-4o: small", which)


@pytest.mark.parametrize(
    "said",
    [
        "gpt-4o-mini was slower",
        "gpt-4o-mini never lost the thread",
        "gpt-4o-mini answered in verse, gpt-4.1 was good enough",
    ],
)
def test_a_model_with_words_that_are_no_gap_is_asked_about(said):
    labels = {"none": "good enough", "small": "slightly short", "large": "far short"}
    with pytest.raises(Ambiguous, match="how good was gpt-4o-mini"):
        tried_answer(said, PriceBook().tried, labels)


def test_a_failing_without_a_size_is_a_miss_to_be_read_back():
    for said in ("gpt-4o-mini missed a few", "gpt-4o-mini, customers complained", "gpt-4o-mini: too terse"):
        with pytest.raises(Doubtful) as caught:
            tried_answer(said, PriceBook().tried)
        assert dict(caught.value.answer.value) == {"gpt-4o-mini": ("small", "large")}, said


def test_models_named_in_a_row_share_the_gap_when_that_is_taken():
    labels = {"none": "good enough", "small": "slightly short", "large": "far short"}
    with pytest.raises(Doubtful) as e:
        tried_answer("gpt-4.1 and gpt-4o-mini we tried, both far worse", PriceBook().tried, labels)
    assert set(e.value.answer.value) == {"gpt-4.1", "gpt-4o-mini"}


def test_an_unknown_model_names_its_line(tmp_path, capsys):
    file = tmp_path / "a.case.yaml"
    file.write_text("advisor: 1\nanswers:\n  requests_per_month: 1M\n  models_tried:\n    gpt-99: none\n")
    assert main(["decide", str(file)]) == 2
    said = capsys.readouterr().err
    assert f"{file}:5" in said and "gpt-99" in said


def test_a_log_of_before_is_read(tmp_path):
    from advisor.interview.conversation import Conversation

    events = [
        {"do": "started", "format": 1},
        {"do": "said", "facts": {"other_model": {"value": "gpt-4o-mini"}}, "text": "gpt-4o-mini"},
        {"do": "said", "facts": {"other_model_gap": {"value": "small"}}, "text": "2"},
        {"do": "skipped", "facts": ["other_model"], "text": "not sure"},
    ]
    log = tmp_path / "old.jsonl"
    log.write_text("".join(json.dumps(e) + "\n" for e in events))
    assert tried(Conversation.open(log).case()) == {"gpt-4o-mini": ("small",)}


def test_a_gap_behind_a_comma_is_that_of_the_model_before_it():
    words = {"far short": "large", "slightly short": "small"}
    found = parse_tried.parse("gpt-4o-mini, far short, gpt-4.1 and slightly short", str, words)
    assert dict(found) == {"gpt-4o-mini": ("large",), "gpt-4.1": ("small",)}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("gpt-4o-mini was about as good", ("small", "large")),
        ("gpt-4o-mini: roughly the same", ("small", "large")),
        ("we saw no difference with gpt-4o-mini", ("small", "large")),
        ("gpt-4o-mini was a lot better", ("none", "small", "large")),
    ],
)
def test_as_good_as_a_model_that_misses_the_bar_is_no_good_enough(said, left):
    with pytest.raises(Doubtful) as caught:
        tried_answer(said, PriceBook().tried, misses=True)
    assert dict(caught.value.answer.value) == {"gpt-4o-mini": left}
    assert tried_answer(said, PriceBook().tried).value.gap("gpt-4o-mini") == "none"


@pytest.mark.parametrize(
    "said", ["gpt-4o-mini is good enough", "gpt-4o-mini meets our bar", "gpt-4o-mini: none"]
)
def test_what_is_held_against_the_bar_itself_stands_beside_a_miss(said):
    assert tried_answer(said, PriceBook().tried, misses=True).value.gap("gpt-4o-mini") == "none"


def test_a_description_and_a_file_hear_that_todays_model_misses_the_bar():
    line = one_line.parse(
        "20k calls a day on gpt-4o, not good enough. We tried gpt-4o-mini and it was about as good.",
        PriceBook().resolve,
        PriceBook().tried,
    )
    assert dict(line.doubtful["models_tried"].value) == {"gpt-4o-mini": ("small", "large")}
    with pytest.raises(BadInput):
        read("  models_tried: gpt-4o-mini was about as good\n  prompt_meets_bar: no")


def test_who_says_later_that_todays_model_misses_is_asked_again_of_what_was_as_good():
    talk = Conversation.open()
    talk.answer("20k calls a day on gpt-4o, 1500 in, 100 out. We tried gpt-4o-mini, about as good")
    talk.edit("prompt_meets_bar")
    again = talk.answer("no").proposal
    assert dict(again.answers["models_tried"].value) == {"gpt-4o-mini": ("small", "large")}
