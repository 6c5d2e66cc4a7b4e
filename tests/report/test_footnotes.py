"""What stands below the table of options, so that a reader who multiplies finds what is missing."""

from __future__ import annotations

import datetime

import pytest
from workloads import world

from advisor.case import case as cases
from advisor.decide import decide
from advisor.report import html, markdown, one_page, terminal
from advisor.report.rows import footnotes

DAY = datetime.date(2026, 11, 28)
ENDS = "model: gpt-5-nano, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
DOUBLES = "model: gemini-3.8-flash, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
GROWS = (
    "model: gpt-6-luna, requests_per_month: 90k, input_tokens: 700, output_tokens: 20, growth_per_month: 15%"
)
WAITS = "model: gpt-6.1-sol, requests_per_month: 3M, input_tokens: 1200, output_tokens: 250, turnaround: overnight"
PLAIN = "model: gpt-6-luna, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
ONCE = f"{WAITS}, one_off: yes"


def told(answers):
    return decide(cases.parse(f"advisor: 1\nanswers: {{{answers}, prompt_meets_bar: yes}}\n"), world(), DAY)


@pytest.mark.parametrize("answers", [ENDS, DOUBLES, GROWS, WAITS, PLAIN])
def test_an_open_row_whose_total_is_not_its_months_says_why(answers):
    d = told(answers)
    grows = any(note.startswith("Volume grows by 15 %") for note in footnotes(d))
    for r in (r for r in d.routes if r.available and r.horizon_usd is not None):
        flat = r.one_time_usd + 12 * r.monthly_usd
        assert grows or r.asides or r.horizon_usd == pytest.approx(flat, rel=0.005)
    assert grows == ("growth" in answers)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ENDS, "from 2026-12-11 on gpt-6-luna"),
        (DOUBLES, "from 2027-01-01"),
        (WAITS, "counted as batch jobs; at list price it is $14,700 a month"),
    ],
)
def test_every_form_says_it_once_beside_the_table(answers, said):
    d = told(answers)
    assert sum(said in note for note in footnotes(d)) == 1
    for form in (terminal.render(d), one_page.render(d)):
        assert said in " ".join(form.split())
    page = one_page.one_page(d)
    assert any(said in note for note in page.footnotes)
    assert said in markdown.render(d) and said in html.render(d)


def test_a_plain_row_needs_no_note_and_a_closed_one_gets_none():
    assert footnotes(told(PLAIN)) == ()
    closed = told(f"{ENDS}, data_boundary: own-network")
    assert not any("gpt-5-nano, prompted" in note for note in footnotes(closed))


def test_a_job_done_once_has_no_months_in_its_table():
    d = told(ONCE)
    for form in (terminal.render(d), one_page.render(d)):
        head = next(line for line in form.splitlines() if "once" in line and "in all" in line)
        assert "job" in head and "month" not in head
    assert "| once | job | in all |" in markdown.render(d)
