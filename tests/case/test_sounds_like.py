"""Clauses and numbers that no phrase explains: what they sound like is read back, never stored."""

import pytest

from advisor.case.description import one_line
from advisor.case.lexicon import labelled_sentences, sounds_like
from advisor.errors import BadInput
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()
LETTERS = "400 letters a day with gpt-4o. "


def read(said):
    line = one_line.parse(said, BOOK.resolve, BOOK.tried)
    return line.found, line.doubtful


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("No wire leads from the machine room to the outside world.", "data_boundary", "air-gapped"),
        ("A clumsy sentence now and then bothers nobody here.", "error_tolerance", "tolerant"),
        ("What a good reply is, nobody has put on paper yet.", "spec_stability", "unclear"),
        ("Ahead of the exams it is a madhouse, later it is dead calm.", "traffic", "variable"),
        ("It must start talking in under 80 ms.", "ttft_target_ms", 80),
        ("With 14 worked samples in front it gets most of them.", "few_shot_examples", 14),
        ("Our CI has 420 known bugs that it replays itself.", "eval_infra", "automated"),
    ],
)
def test_what_no_phrase_explains_is_read_back(said, name, value):
    found, doubtful = read(LETTERS + said)
    assert name not in found
    assert doubtful[name].value == value


@pytest.mark.parametrize(
    "said",
    [
        "My boss likes the mountains.",
        "The board meets every month.",
        "We are 80 people.",
    ],
)
def test_what_tells_nothing_is_left_alone(said):
    assert read(LETTERS + said)[1].keys() == read(LETTERS)[1].keys()


def test_a_guess_is_never_stored_and_gives_way_to_what_is_said(monkeypatch):
    plain = read(LETTERS + "The room has no cable to the outside world.")[0]
    eager = sounds_like.learn(
        [("residency=us", "the room has no cable to the outside"), ("task=code", "400 letters a day")]
    )
    monkeypatch.setattr(sounds_like, "words", lambda: eager)
    found, doubtful = read(LETTERS + "The room has no cable to the outside world.")
    assert found == plain
    assert doubtful["residency"].value == "us"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("residenzy\teu\tin Europe", "residenzy"),
        ("residency\teurope\tin Europe", "europe"),
        ("label_count\t\tsorted into 9 drawers", "sorted into 9 drawers"),
        ("residency\teu", "residency\teu"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(tmp_path, row, text):
    path = tmp_path / "sentences.tsv"
    path.write_text(f"fact\tvalue\tsentence\nresidency\teu\twithin the Union\n{row}\n", "utf-8")
    with pytest.raises(BadInput) as e:
        list(labelled_sentences.of_words(path))
    assert (e.value.line, e.value.text) == (3, text)
