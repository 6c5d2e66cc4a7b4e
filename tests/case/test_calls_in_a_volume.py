"""A volume that is written with the calls of a task says both, as it does in the interview."""

from __future__ import annotations

import pytest

from advisor.case.case import parse


@pytest.mark.parametrize(
    ("written", "volume", "calls"),
    [
        ('"12k tasks a month, 14 calls each"', 168_000, 14),
        ('"2,000 tickets a day, 3 calls each"', 180_000, 3),
        ('{value: "12k tasks a month, 14 calls each", from: assumed}', 168_000, 14),
        ("300k/day", 9_000_000, None),
        ('"40 users, 20 questions each a day"', 24_000, None),
        ("2M", 2_000_000, None),
    ],
)
def test_the_calls_of_a_task_are_read_beside_the_volume(written, volume, calls):
    answers = parse(f"advisor: 1\nanswers: {{requests_per_month: {written}}}\n").answers
    assert answers["requests_per_month"].value == volume
    found = answers.get("calls_per_task")
    assert (found and found.value) == calls
    assert found is None or found.source == answers["requests_per_month"].source


def test_what_is_written_of_them_goes_over_it():
    answers = parse(
        'advisor: 1\nanswers: {requests_per_month: "12k tasks a month, 14 calls each", calls_per_task: 5}\n'
    ).answers
    assert answers["calls_per_task"].value == 5
