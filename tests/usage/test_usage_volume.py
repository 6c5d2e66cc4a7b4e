"""A month from a few days: whole days and weeks, nights and weekends, and how sure that is."""

import datetime

import pytest
from usagekit import call, one, report, spend_logs

from advisor.usage import answers, render
from advisor.usage.volume import Period, monthly, period_of

MONDAY = datetime.datetime(2026, 10, 5)


def at(days, hours=0.0):
    return MONDAY + datetime.timedelta(days=days, hours=hours)


def office(days):
    """100 calls a day between nine and five."""
    return [call(f"{d}.{n}", at(d, 9 + n / 12.5)) for d in days for n in range(100)]


def month(tmp_path, rows):
    work = one(spend_logs(tmp_path / "calls.jsonl", rows))
    return work.requests_per_month_low, work.requests_per_month, work.requests_per_month_high


def test_a_working_week_is_a_week_of_seven_days(tmp_path):
    low, likely, high = month(tmp_path, office(range(5)))
    assert (low, likely, high) == pytest.approx((500 * 30 / 7 * 6 / 7, 500 * 30 / 7, 500 * 30 / 7 * 8 / 7))
    answer = answers(report(tmp_path / "calls.jsonl"))["requests_per_month"]
    assert (answer.value, answer.low, answer.high, answer.source) == (2143, 1837, 2449, "measured")


def test_a_week_and_a_half_of_work_counts_no_weekday_twice(tmp_path):
    _, likely, _ = month(tmp_path, office([0, 1, 2, 3, 4, 7, 8, 9]))
    assert likely == pytest.approx(500 * 30 / 7)


@pytest.mark.parametrize(
    ("days", "says"),
    [(range(5), "weekends are taken to rest"), ([0, 1, 2, 3, 4, 7, 8, 9], "each day of the week counts")],
)
def test_how_days_of_the_week_make_a_month_is_said(tmp_path, days, says):
    found = report(spend_logs(tmp_path / "calls.jsonl", office(days)))
    assert says in " ".join(render.render(found).split())
    assert says in answers(found)["requests_per_month"].note


def test_the_last_interval_belongs_to_the_period(tmp_path):
    assert month(tmp_path, [call(n, at(0, 4 * n)) for n in range(12)])[1] == pytest.approx(180)


def test_days_without_a_night_may_have_a_weekend_that_rests(tmp_path):
    low, likely, high = month(tmp_path, [call(n, at(0, n)) for n in range(120)])
    assert likely == pytest.approx(720)
    assert low == pytest.approx(720 * 5 / 7) and high == pytest.approx(720 * 6 / 5)


def test_a_month_needs_no_range():
    period = Period(at(0), at(30), 86_400.0, 30)
    whole = monthly({at(d).date(): 10.0 for d in range(30)}, period)
    assert (whole.low, whole.likely, whole.high) == pytest.approx((300, 300, 300))


def test_sums_of_months_make_the_mean_of_months():
    period = Period(datetime.datetime(2026, 8, 1), datetime.datetime(2026, 10, 1), 31 * 86_400.0, 30)
    days = {datetime.date(2026, 8, 1): 610.0, datetime.date(2026, 9, 1): 610.0}
    assert monthly(days, period).likely == pytest.approx(610)


def test_less_than_a_day_says_nothing_of_a_month():
    period = period_of(at(0), at(0, 5), 11, 1800.0, [(n, 2) for n in range(5)], 30)
    assert monthly({MONDAY.date(): 11.0}, period).likely is None


def test_calls_without_counts_are_calls_and_their_share_is_said(tmp_path):
    nothing = {"prompt_tokens": 0, "completion_tokens": 0, "model": None}
    rows = [call(n, at(0, 4 * n), **(nothing if n % 3 == 0 else {})) for n in range(12)]
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    (work,) = found.workloads
    assert (work.requests, work.measured_requests, work.input.mean) == (12, 8, 1000)
    assert found.files[0].requests == 12 and found.files[0].aside[0].calls == 4
    assert "33.3 % of the calls without counts" in answers(found)["input_tokens"].note
