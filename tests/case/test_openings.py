"""Descriptions of several sentences: what they say plainly is stored, and nothing else than they say."""

import functools
from pathlib import Path

import pytest
import yaml

from advisor.case.description import one_line
from advisor.case.models_tried import ModelsTried
from advisor.interview.price_lookup import PriceBook

OPENINGS = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "openings.yaml").read_text("utf-8"))
BOOK = PriceBook()


@functools.cache
def read(said):
    line = one_line.parse(said, BOOK.resolve, BOOK.tried)
    return line.found, line.found | line.doubtful


def agrees(answer, right):
    value = answer.value
    if isinstance(value, ModelsTried):
        return value.plain() == right
    if isinstance(value, tuple):
        return sorted(value) == sorted(right)
    if isinstance(value, bool | str) or isinstance(right, str):
        return str(value) in str(right).split("|") or str(value).endswith(f"/{right}")
    return value == pytest.approx(right, rel=0.01)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda o: o["said"][:40])
def test_nothing_of_an_opening_is_misread_silently(opening):
    stored, _ = read(opening["said"])
    means = opening["means"]
    assert {n: a.value for n, a in stored.items() if n in means and not agrees(a, means[n])} == {}


def test_most_of_what_openings_say_is_stored_at_once_and_nearly_all_is_read():
    told = [(o["said"], n, v) for o in OPENINGS for n, v in o["means"].items()]
    stored = [n for said, n, v in told if n in read(said)[0] and agrees(read(said)[0][n], v)]
    heard = [n for said, n, v in told if n in read(said)[1] and agrees(read(said)[1][n], v)]
    assert len(stored) >= 0.8 * len(told)
    assert len(heard) >= 0.9 * len(told)


def test_numbers_that_count_other_things_are_no_calls():
    stored, _ = read("We file each transfer under one of 120 accounts. 6 million transfers a month.")
    assert stored["requests_per_month"].value == 6_000_000


def test_a_share_is_no_number_of_tokens():
    stored, _ = read("we translate 400 letters a day, it is wrong 1 of 4")
    assert "input_tokens" not in stored


def test_a_region_is_no_model_and_words_around_a_model_are_not_called_unread():
    line = one_line.parse("We translate 500 letters a day. It runs on gpt-4o in us-east-1.", BOOK.resolve)
    assert line.found["model"].value == "gpt-4o"
    assert (line.errors, [u for u in line.unread if "runs on" in u]) == ([], [])


def test_what_falls_short_is_read_back_as_not_good_enough():
    stored, heard = read("We write 500 letters a day with gpt-4o. The style does not fit our brand.")
    assert heard["failure_cause"].value == ("behaviour",)
    assert heard["prompt_meets_bar"].value is False
    assert "prompt_meets_bar" not in stored or not stored["prompt_meets_bar"].value
