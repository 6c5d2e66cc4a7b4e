"""Where no model runs: nobody is asked which one does, nor for a bill, and what prices need is estimated."""

from __future__ import annotations

import datetime

from in_line import told_on

from advisor.report import one_page
from advisor.report.steps import steps

told = told_on(datetime.date(2026, 11, 28))


def test_a_price_waits_for_what_can_be_known_and_one_step_says_so():
    d = told("requests_per_month: 12000, input_tokens: 4563, serving_today: nothing-yet, task: extraction")
    assert d.missing == ("output_tokens",)
    ((label, step),) = steps(d)
    assert label == "First"
    assert "last bill" not in step and "output tokens" in step
    assert "runs today" not in d.verdict.headline


def test_what_people_do_today_is_measured_against_a_model_not_against_itself():
    d = told("requests_per_month: 49000, serving_today: not-an-llm, task: extraction")
    assert d.verdict.headline.count("what runs today") == 1
    assert "not known" not in d.verdict.headline
    inside = told("requests_per_month: 49000, serving_today: not-an-llm, data_boundary: own-network")
    assert "assumed" not in inside.verdict.headline
    for one in (d, inside):
        assert all("last bill" not in step for _, step in steps(one))


def test_what_people_are_paid_is_saved_at_most():
    keyed = "requests_per_month: 60k, input_tokens: 4000, output_tokens: 300, serving_today: not-an-llm"
    d = told(keyed, "bill_today: 45000, task: extraction, data_boundary: own-cloud")
    assert "Saves at most $" in " ".join(one_page.one_page(d).money)
    assert not any("committed" in risk for risk in d.risks)


def test_what_replaces_costly_work_of_people_is_measured_in_full():
    mails = "requests_per_month: 90k, input_tokens: 1500, output_tokens: 300, serving_today: not-an-llm, task: chat"
    costly, cheap = (
        told(mails, f"bill_today: {usd}, data_boundary: own-cloud").plan[0] for usd in (70_000, 50)
    )
    assert "16 hours of work" in costly and "run 50 real inputs" in cheap
