"""What a row of a portfolio counts is what the page of its case says, whichever form its verdict takes."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.portfolio import portfolio
from advisor.portfolio.render_portfolio import rendered

DAY = datetime.date(2026, 11, 28)
TABLE = """Workload;Model;Requests per month;Input tokens;Output tokens;Bill today
Code review;claude-opus-4-5;95000;18000;700;11600
Clauses;gpt-4.1;38000;14000;900;1700
Emails;claude-sonnet-4-5;52000;1200;350;560
Calls;gemini-2.5-flash;310000;3500;250;610
"""


@pytest.fixture
def found(tmp_path):
    (tmp_path / "w.csv").write_text(TABLE)
    return portfolio(tmp_path / "w.csv", DAY)


def decided(row):
    said = next(line for line in TABLE.splitlines() if line.startswith(row.workload)).split(";")[1:]
    facts = ("model", "requests_per_month", "input_tokens", "output_tokens", "bill_today")
    answers = "".join(f"  {f}: {v}\n" for f, v in zip(facts, said, strict=True))
    return decide(cases.parse(f"advisor: 1\nanswers:\n{answers}"), shipped_basis(), DAY)


def test_a_model_to_measure_counts_what_it_would_save_and_its_hours_whichever_route_the_verdict_takes(found):
    measured = [r for r in found.rows if r.action == "measure" and r.to_measure is not None]
    stays = [r for r in measured if r.model == r.runs]
    assert stays and len(measured) > len(stays)
    for row in stays:
        d = decided(row)
        other = next(r for r in d.routes if (r.id, r.model) == ("other-model", row.to_measure))
        assert row.saving == pytest.approx(12 * (d.today_usd - other.monthly_usd))
        assert row.one_time == pytest.approx(other.moving.usd) and row.saving > 0
    assert found.rows[0].workload == "Code review" and found.unproved == pytest.approx(found.saving)


def test_every_move_that_a_shutdown_forces_counts_hours(found):
    forced = [r for r in found.rows if r.ends is not None]
    assert len(forced) == 3
    for row in forced:
        assert row.one_time == pytest.approx(decided(row).verdict_row.moving.usd) and row.one_time > 0


@pytest.mark.parametrize("form", ["text", "html", "csv", "json"])
def test_what_is_paid_today_and_when_its_model_ends_stand_in_every_form(found, form):
    text = rendered(found, form)
    assert "2027-01-14" in text
    if form == "csv":
        assert {r["workload"]: float(r["today"]) for r in csv.DictReader(io.StringIO(text))}[
            "Clauses"
        ] == 1700
    elif form == "json":
        assert {r["workload"]: r["today"] for r in json.loads(text)["rows"]}["Clauses"] == 1700
    else:
        assert "$1,700" in text


CASES = {
    "Ends": "model: gpt-5-nano, requests_per_month: 400M, input_tokens: 200, output_tokens: 1, task: classification,"
    " prompt_meets_bar: yes, models_tried: {nova-micro: small}",
    "Odd": "model: gpt-6.1-terra, requests_per_month: 90k, input_tokens: 800, output_tokens: 100, bill_today: 9000",
    "Reserved": "model: llama-3.3-70b, serving_today: own-gpus, gpus: reserved, bill_today: 8800, task: chat,"
    " requests_per_month: 1.5M, input_tokens: 1200, output_tokens: 180, prompt_meets_bar: yes",
}


def test_a_row_says_what_is_moved_to_at_the_end_and_what_its_saving_waits_for(tmp_path):
    for name, answers in CASES.items():
        (tmp_path / f"{name}.case.yaml").write_text(f"advisor: 1\ntitle: {name}\nanswers: {{{answers}}}\n")
    found = portfolio(tmp_path, DAY)
    rows = {r.workload: r for r in found.rows}
    assert rows["Ends"].model == "gpt-6-luna"
    assert rows["Ends"].monthly == pytest.approx(400 * (200 * 0.1 + 0.5)), (
        "not the price that ends within days"
    )
    text = rendered(found, "text")
    assert "move to gpt-6-luna" in text and "move to gpt-5-nano" not in text
    assert rows["Odd"].waits_for and rows["Reserved"].waits_for and not rows["Ends"].waits_for
    assert all(w in " ".join(text.split()) for n in ("Odd", "Reserved") for w in rows[n].waits_for)
