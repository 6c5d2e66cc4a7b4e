"""Volumes said of parts of the year apart: the mean is read back, with the months it is made of."""

import pytest

from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description import one_line
from advisor.case.facts import fact


def heard(said):
    line = one_line.parse(said, str)
    return line.found, line.doubtful


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("9k mails a day, 30k in December", (11 * 9_000 + 30_000) / 12 * 30),
        ("In winter we get 700 reviews a day, in summer it's 3,500", 63_000),
        ("From May to August 2,000 calls a day, otherwise 300", (4 * 2_000 + 8 * 300) / 12 * 30),
        ("90,000 questions a month, for the other nine months maybe 20,000", 37_500),
        ("Dec-Mar 9k messages daily, May-Oct zero", 4 * 9_000 / 10 * 30),
    ],
)
def test_the_mean_of_a_year_is_read_back_with_its_months(said, calls):
    stored, doubtful = heard(said)
    assert "requests_per_month" not in stored
    assert doubtful["requests_per_month"].value == pytest.approx(calls)
    assert "months" in doubtful["requests_per_month"].note
    assert doubtful["traffic"].value == "variable"


@pytest.mark.parametrize("said", ["9k mails a day, since May", "9k mails a day, we may get 800 files too"])
def test_a_month_that_tells_no_part_of_the_year_changes_nothing(said):
    stored, doubtful = heard(said)
    assert (stored | doubtful)["requests_per_month"].value == 270_000
    assert "traffic" not in doubtful


@pytest.mark.parametrize(
    "said",
    [
        "900 questions a day in term and 400 in the holidays",
        "12k letters in spring and 2k in autumn, per month",
        "In term 4k essays a week, during the holidays 300",
    ],
)
def test_parts_of_the_year_of_unknown_length_are_asked_about(said):
    line = one_line.parse(said, str)
    assert "requests_per_month" not in line.told
    assert "parts of the year" in str(line.errors[0])


def test_the_mean_of_a_year_is_read_at_the_question_of_its_volume_too():
    with pytest.raises(Doubtful) as asked:
        parse_answer("about 9k a day, 30k in December", fact("requests_per_month"))
    assert asked.value.answer.value == pytest.approx(322_500)


def test_what_clerks_look_at_in_spring_is_no_part_of_the_volume():
    stored, _ = heard("9k mails a day all year. 12 clerks check 300 in spring.")
    assert stored["requests_per_month"].value == 270_000
