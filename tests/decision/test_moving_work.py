"""The hours of moving to another model: their money stands beside what the move saves, and when that repays it."""

from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, decided

from advisor.case.models_tried import ModelsTried
from advisor.report.one_page import one_page
from advisor.report.rows import footnotes

WORK = {"requests_per_month": 1e6, "model": "gpt-6.1-sol", "input_tokens": 3000, "output_tokens": 200}
GOOD = {"prompt_meets_bar": True, "models_tried": ModelsTried.of({"gpt-6-luna": ("none",)})}


@pytest.mark.parametrize(
    ("more", "hours"),
    [
        (GOOD, 16),
        (GOOD | {"engineer_usd_per_hour": 200}, 16),
        ({"model": "gpt-4.1"}, 32),
        ({"requests_per_month": 300}, None),
        (GOOD | {"one_off": True}, None),
        (GOOD | {"serving_today": "nothing-yet"}, None),
    ],
)
def test_the_hours_of_a_move_are_money_and_are_said_where_something_moves(more, hours):
    d = decided(case(**WORK | more), NOVEMBER)
    row, wage = d.verdict_row, more.get("engineer_usd_per_hour", 92)
    assert (row.moving and (row.moving.hours, row.moving.usd)) == (hours and (hours, hours * wage))
    said = [s for s in one_page(d).money if f"${(hours or 0) * wage:,} " in s.replace(")", " ")]
    assert bool(said) is (hours is not None)


def test_what_a_move_costs_is_repaid_by_what_it_saves():
    d = decided(case(**WORK | GOOD), NOVEMBER)
    row = d.verdict_row
    months = row.moving.usd / (d.today_usd - row.monthly_usd)
    assert f"repaid in {months:.1f} months" in " ".join(one_page(d).money)
    assert any("hours of moving" in note.lower() for note in footnotes(d))
