"""The page says what its money was worked out from, how a said bill stands to that, and how calls that may wait go."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import told_on

from advisor.report.one_page import one_page

DAY = datetime.date(2026, 11, 28)
PLAIN = "requests_per_month: 10k/day, model: gpt-6.1-terra, input_tokens: 3000, output_tokens: 200"


told = told_on(DAY)


def money(*answers: str) -> str:
    return " ".join(one_page(told(*answers)).money)


def test_the_page_names_calls_tokens_model_days_and_what_the_region_adds():
    said = money(PLAIN)
    for each in ("300,000 calls", "30 days", "3,000 tokens in", "200 out", "gpt-6.1-terra"):
        assert each in said
    assert "list price" not in said.partition("From 300,000")[2]
    assert "the EU adds 10 %" in money(PLAIN, "residency: eu")
    assert "300,000 calls in all" in money(PLAIN, "one_off: yes")
    assert "on gpt-6.1-terra today" not in money(PLAIN, "serving_today: nothing-yet")
    assert "tokens in" not in money("model: gpt-6.1-terra, input_tokens: 3000, output_tokens: 200")


@pytest.mark.parametrize(("times", "off"), [(1.6, "60 % above"), (0.7, "30 % below"), (1.1, None), (3, None)])
def test_a_bill_off_list_price_says_once_by_how_much_and_what_savings_are_counted_against(times, off):
    listed = told(PLAIN).today_usd
    said = money(PLAIN, f"bill_today: {times * listed:.0f}")
    found = re.findall(r"Your bill is (\d+ % (?:above|below)) these volumes at list price", said)
    assert found == ([off] if off else [])
    assert (off is not None) is ("Savings are counted against it" in said)


@pytest.mark.parametrize(
    ("model", "turnaround", "first"),
    [("gpt-5.4-mini", "minutes", True), ("gpt-4o", "minutes", False), ("gemini-2.5-pro", "overnight", False)],
)
def test_calls_that_may_wait_are_sent_cheaper_before_the_move_only_where_what_runs_sells_that(
    model, turnaround, first
):
    plan = told(PLAIN.replace("gpt-6.1-terra", model), f"turnaround: {turnaround}").plan
    at = next(n for n, step in enumerate(plan) if step.startswith("Send the calls"))
    assert (at == 0) is first
    assert ("nobody waits" in plan[at]) is (turnaround == "overnight")
    assert ("within minutes" in plan[at]) is (turnaround == "minutes")
