"""What caching and a cheaper tier save at once: step by step, on the model that is called, and for programs."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import told_on

from advisor.report.decision_json import as_dict

DAY = datetime.date(2026, 11, 28)
TWICE = (
    "requests_per_month: 1M, input_tokens: 6000, shared_prefix_tokens: 5000, output_tokens: 200, task: chat"
)

NIGHT = "turnaround: overnight"


told = told_on(DAY)


def test_what_is_saved_at_once_adds_up_step_by_step():
    d = told(TWICE, "model: gpt-6.1-terra, turnaround: overnight")
    caching, batch = (
        float(re.search(r"about \$([\d,]+) a month less on gpt-6.1-terra", s)[1].replace(",", ""))
        for s in d.plan[:2]
    )
    assert caching + batch == pytest.approx(d.today_usd - d.route("prompt").monthly_usd, abs=2)
    steps = {s.step: s.usd_per_month for s in d.attribution}
    assert (caching, batch) == pytest.approx((steps["caching"], steps["batch or flex"]), abs=1)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (
            "gpt-4.1",
            "about $7,125 a month less on gpt-4.1 until it shuts down on 2027-01-14, and $421 a month on",
        ),
        ("o4-mini", "on gpt-5.6-terra, once that serves"),
    ],
)
def test_what_is_saved_at_once_is_saved_on_the_model_that_is_called(model, said):
    assert said in " ".join(told(TWICE, f"model: {model}").plan)


def test_programs_are_told_what_is_paid_today_what_is_saved_at_once_and_what_a_row_needs_said():
    found = as_dict(told(TWICE, "model: gpt-6.1-terra, turnaround: overnight"))
    at_once = found["at_once"]
    assert found["today_usd"] == at_once["paid_usd"] == pytest.approx(7_000)
    assert at_once["saves_usd"] == pytest.approx(at_once["paid_usd"] - at_once["usd"])
    assert at_once["how"] == "with its prefix cached, as batch jobs"
    (prompt,) = (r for r in found["routes"] if r["id"] == "prompt")
    assert at_once["usd"] == prompt["monthly_usd"]
    assert any("at list price it is $7,000" in aside for aside in prompt["asides"])
    awaited = as_dict(
        told("model: gpt-6.1-terra, requests_per_month: 1M, input_tokens: 900, output_tokens: 90")
    )
    assert (awaited["at_once"], {tuple(r["asides"]) for r in awaited["routes"]}) == (None, {()})


@pytest.mark.parametrize(
    ("more", "how", "listed"), [("", "with its prefix cached", "$700"), (NIGHT, "batch", "$700")]
)
def test_the_row_of_what_takes_over_says_how_it_is_counted(more, how, listed):
    row = told(TWICE, "model: gpt-4.1", *filter(None, [more])).route("prompt")
    assert row.model == "gpt-6-luna"
    (aside,) = row.asides
    assert how in aside and f"at list price it is {listed} a month" in aside


PASTED = (
    "requests_per_month: 1M, model: gpt-6.1-terra, input_tokens: 21000, output_tokens: 200, task: extraction"
)


def test_text_that_is_pasted_into_every_call_is_cached_before_an_index_is_built():
    """18,000 tokens at a tenth of the price in 19 of 20 calls cost less a month than retrieval and its upkeep."""
    pasted = (PASTED, "corpus_in_prompt_tokens: 18000, prompt_meets_bar: yes")
    d = told(*pasted)
    assert d.verdict.route == "rag"
    month = float(re.search(r"costs about \$([\d,]+) a month, with no index", d.plan[0])[1].replace(",", ""))
    same = told(*pasted, "shared_prefix_tokens: 18000")
    assert month == pytest.approx(same.route("prompt").monthly_usd, abs=1)
    assert month < d.route("rag").monthly_usd
    assert same.verdict.route == "prompt"
    assert "pasted tokens" not in " ".join(same.plan + told(*pasted, "shared_prefix_tokens: 500").plan)


@pytest.mark.parametrize("more", ["turnaround: overnight", "turnaround: minutes", "turnaround: interactive"])
def test_what_to_fall_back_on_costs_what_its_own_row_would(more):
    ends = told(TWICE, more, "model: gpt-5-mini, prompt_meets_bar: yes, data_boundary: public-api")
    row = told(TWICE, more, "model: gpt-6.1-terra").route("prompt")
    said = re.search(r"gpt-6.1-terra, named in its place, costs \$([\d,]+) a month", ends.verdict.headline)
    assert float(said[1].replace(",", "")) == pytest.approx(row.monthly_usd, abs=1)


def saved(step: str) -> list[float]:
    """What a step saves a month, at least and at most."""
    said = re.search(r"about \$([\d,]+)(?: to \$([\d,]+))? a month less", step)
    return [float(n.replace(",", "")) for n in said.groups() if n is not None]


@pytest.mark.parametrize(
    ("times", "more"), [(0.25, ""), (0.5, ""), (1, ""), (4, ""), (0.5, NIGHT), (2, NIGHT)]
)
def test_what_is_saved_of_a_said_bill_goes_by_its_ratio_to_the_list(times, more):
    """The list is $7,000, $2,550 with the prefix cached: a bill below the list may hold a part of that already."""
    bill, waits = 7_000 * times, (0.5 if more else 0)
    d = told(TWICE, "model: gpt-6.1-terra", f"bill_today: {bill}", *filter(None, [more]))
    steps = [saved(s) for s in d.plan if " a month less on " in s]
    most, least = (sum(s[at] for s in steps) for at in (-1, 0))
    assert most == pytest.approx(bill * (1 - 2_550 / 7_000 * (1 - waits)), abs=2)
    sure = most if times >= 1 else max(bill - 2_550 * (1 - waits), 0)
    assert least <= sure + 2 and (waits or least == pytest.approx(sure, abs=2))


@pytest.mark.parametrize(("bill", "times"), [(66_000, 3), (8_000, 1), (2_990, 0.5)])
def test_retrieval_on_the_model_of_a_said_bill_costs_what_that_bill_makes_of_it(bill, times):
    """The list is $22,000, $5,980 with the pasted text cached; retrieval's own calls cost $6,000 by the list."""
    d = told(PASTED, "corpus_in_prompt_tokens: 18000", f"bill_today: {bill}")
    calls = sum(x.usd for x in d.route("rag").lines if x.item in ("input", "output"))
    assert calls == pytest.approx(6_000 * times, rel=0.01)


@pytest.mark.parametrize(
    ("bill", "left", "more"),
    [(66_000, 3 * 5_980, ""), (8_000, 5_980, ""), (8_000, 2_990, NIGHT), (2_990, 2_990, "")],
)
def test_pasted_text_that_is_cached_is_priced_beside_a_said_bill_as_retrieval_is(bill, left, more):
    said = f"bill_today: {bill}, prompt_meets_bar: yes"
    d = told(PASTED, "corpus_in_prompt_tokens: 18000", said, *filter(None, [more]))
    said = [s for s in d.plan if "with no index" in s]
    costs = [float(re.search(r"costs about \$([\d,]+)", s)[1].replace(",", "")) for s in said]
    assert costs == ([pytest.approx(left, rel=0.01)] if left < bill and d.verdict.route == "rag" else [])
    assert bool(costs) is (bill > 2_990)


@pytest.mark.parametrize(("bill", "offered"), [(1_175, False), (1_300, False), (1_700, True), (2_350, True)])
def test_a_bill_that_is_what_batch_jobs_cost_holds_them_already(bill, offered):
    jobs = "requests_per_month: 5M, model: gemini-3.5-flash-lite, input_tokens: 900, output_tokens: 80"
    d = told(jobs, NIGHT, "prompt_meets_bar: yes, data_boundary: public-api", f"bill_today: {bill}")
    assert any("as batch jobs" in step for step in d.plan) is offered
