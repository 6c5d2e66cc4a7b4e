"""Shares of errors held against the most that may be wrong."""

import pytest

from advisor.case.answers.parse_answer import parse_answer
from advisor.case.facts import fact


@pytest.mark.parametrize(
    ("said", "meets"),
    [
        ("mostly right, but the payouts are wrong in say 8% of cases, we'd need under 3%", False),
        ("wrong in 8% of cases, it must be under 3", False),
        ("8% of payouts are wrong, we would need at most 10%", True),
        ("it is wrong in 2% of cases, 3% would be fine", True),
        ("error rate 2%, we allow 3%", True),
        ("97% right, we want less than 5% errors", True),
        ("91% right, we want less than 5% errors", False),
        ("85% accuracy, we need above 90", False),
    ],
)
def test_errors_are_held_against_the_most_that_may_be_wrong(said, meets):
    assert parse_answer(said, fact("prompt_meets_bar")).value is meets
