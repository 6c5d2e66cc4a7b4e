"""What runs today shapes the verdict: a vendor's calls, an own model, something that is no model, nothing."""

from __future__ import annotations

import datetime
import math

import pytest
from in_line import told_on

from advisor.decision import checklist
from advisor.decision.decision import Decision
from advisor.report import one_page, question_words
from advisor.report.rows import priced_rows

DAY = datetime.date(2026, 11, 27)
WORK = (
    "requests_per_month: 3M, input_tokens: 1500, output_tokens: 200, task: classification, task_scope: narrow"
)


told = told_on(DAY)


def agrees(d: Decision) -> bool:
    """Whether the row of the verdict is open, priced and the one that the headline names."""
    row = d.route(d.verdict.route)
    named = str(row.model).rpartition("/")[2]
    return row.available and row.monthly_usd is not None and named in d.verdict.headline


def test_what_is_no_language_model_is_measured_against_and_kept_until_then():
    d = told(WORK, "serving_today: not-an-llm, bill_today: 42000")
    assert (d.verdict.route, d.verdict.trained) == ("prompt", False)
    assert agrees(d)
    assert "instead of $42,000 today" in d.verdict.headline
    assert "until then change nothing" in d.verdict.headline


def test_where_nothing_runs_yet_one_starts_with_a_prompt_and_trains_nothing():
    d = told(WORK, "serving_today: nothing-yet")
    assert (d.verdict.route, d.verdict.trained) == ("prompt", False)
    assert agrees(d)
    assert "today" not in d.verdict.headline + d.plan[0]
    assert d.verdict.model in d.plan[0]


@pytest.mark.parametrize("today", ["nothing-yet", "not-an-llm, bill_today: 9000"])
def test_a_measured_good_model_is_what_to_start_with_before_a_cheaper_unmeasured_one(today):
    d = told(WORK, f"serving_today: {today}", "models_tried: {gemini-3.5-flash-lite: none}")
    assert (d.verdict.route, d.verdict.model) == ("other-model", "gemini-3.5-flash-lite")
    assert agrees(d)


@pytest.mark.parametrize("task", ["agent", "reasoning"])
def test_open_ended_work_does_not_start_on_the_smallest_model(task):
    d = told(WORK.replace("classification", task).replace("narrow", "broad"), "serving_today: nothing-yet")
    assert d.verdict.model != "nova-micro"


@pytest.mark.parametrize("bar", ["yes", "no"])
def test_an_open_model_that_runs_inside_is_kept_or_a_larger_one_measured_there(bar):
    d = told(WORK, f"data_boundary: own-network, model: groq/llama-3.3-70b, prompt_meets_bar: {bar}")
    assert (d.verdict.route, d.verdict.trained, d.verdict.model) == ("self-host", False, "groq/llama-3.3-70b")
    assert agrees(d)
    assert "groq" not in d.verdict.headline
    assert d.verdict.headline.startswith("Keep llama-3.3-70b") is (bar == "yes")
    assert ("Measure a larger open model" in d.verdict.headline) is (bar == "no")
    assert not any("Serve llama" in step for step in d.plan)


@pytest.mark.parametrize("bar", ["yes", "no"])
def test_no_cheaper_model_that_misses_takes_the_place_of_the_one_that_runs_inside(bar):
    mine = (
        f"data_boundary: own-network, serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: {bar}"
    )
    d = told(WORK, mine, "models_tried: {groq/llama-3.1-8b-instant: large, qwen3-8b: small}")
    assert d.verdict.model == "llama-3.3-70b"
    assert agrees(d)


def test_of_models_that_miss_the_one_that_falls_short_least_is_hosted():
    d = told(
        WORK,
        "data_boundary: own-network, model: gpt-4o, prompt_meets_bar: yes",
        "models_tried: {qwen3-8b: large, qwen3-32b: small}",
    )
    assert d.verdict.model == "qwen3-32b"
    assert agrees(d)


def test_a_vendors_end_of_an_open_model_is_no_risk_to_who_runs_it_inside():
    d = told(WORK, "data_boundary: own-network, model: groq/llama-3.3-70b")
    assert not any("shut down" in risk for risk in d.risks)


def test_from_own_gpus_a_measured_cheaper_call_is_a_switch():
    d = told(
        WORK,
        "serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: yes, models_tried: {gpt-6-luna: none}",
    )
    assert (d.verdict.route, d.verdict.model) == ("other-model", "gpt-6-luna")
    assert agrees(d)
    assert d.route("other-model").monthly_usd < d.route("prompt").monthly_usd / 2


def test_staying_on_own_gpus_costs_no_more_than_today():
    runs = "serving_today: own-gpus, model: llama-3.3-70b"
    d = told(WORK, runs)
    assert d.today_usd == pytest.approx(d.route("prompt").monthly_usd)
    assert "more" not in money(d)
    said = told(WORK, runs, "bill_today: 5000")
    assert said.today_usd == 5000
    assert "With this decision $5,000 a month" in " ".join(money(said).split()) and "more" not in money(said)
    assert any("$3,680" in aside for aside in said.route("prompt").asides), (
        "what people cost who are not in it"
    )


def money(d: Decision) -> str:
    """What page one says of the money."""
    text = one_page.render(d)
    return text[text.index("MONEY") : text.index("WHY")]


def test_todays_model_inside_is_one_row():
    d = told(WORK, "data_boundary: own-network, serving_today: own-gpus, model: llama-3.3-70b")
    assert priced_rows(d)[0].route.id == "self-host"
    assert not any(r.route.id == "prompt" for r in priced_rows(d))


@pytest.mark.parametrize(("runs", "ends"), [("own-gpus", False), ("vendor-api", True)])
def test_nobody_shuts_down_a_model_on_ones_own_gpus(runs, ends):
    d = told(WORK, f"serving_today: {runs}, model: groq/llama-3.3-70b, prompt_meets_bar: yes")
    assert ("retirement" in {t.kind for t in d.revisit}) is ends


def test_before_data_leaves_own_gpus_it_is_asked_where_it_may_go():
    """The limits of vendors hold for the model that is measured, not for what runs inside."""
    busy = WORK.replace("3M", "9M")
    runs = "serving_today: own-gpus, model: llama-3.3-70b, prompt_meets_bar: yes"
    d = told(busy, runs)
    assert d.verdict.next.route == "other-model"
    assert d.verdict.open_questions[0] == "data_boundary"
    asked = [checklist.load().question(n).core for n in d.verdict.open_questions[1:4]]
    assert asked == sorted(asked, key=lambda core: core or math.inf)
    (limits,) = (str(r) for r in d.risks if "first tier" in str(r))
    assert "own GPUs" not in limits
    inside = told(busy, runs, "data_boundary: own-network")
    assert not any("first tier" in str(r) for r in inside.risks)


@pytest.mark.parametrize("model", ["mistral-small", "llama-3.3-70b"])
def test_what_is_said_to_run_inside_is_what_misses_the_bar(model):
    """Also where no list tells the size of it; of the open model that is assumed nobody measured anything."""
    runs = f"serving_today: own-gpus, model: {model}, bill_today: 300, data_boundary: own-network"
    d = told(WORK, runs, "prompt_meets_bar: no, failure_cause: [reasoning]")
    assert f"{model} (" in d.verdict.headline and "misses it" in d.verdict.headline
    assert d.route("self-host").model == model
    closed = told(WORK, runs.replace(model, "gpt-4o"), "prompt_meets_bar: no")
    assert "gpt-4o (" not in closed.verdict.headline


def test_what_costs_less_than_any_model_that_could_do_it_is_left_as_it_is():
    cheap = told(WORK, "serving_today: not-an-llm, bill_today: 20, input_shift: rarely, mlops: yes")
    row = cheap.verdict_row
    assert (row.monthly_usd, cheap.today_usd) == (20, 20)
    assert cheap.verdict.next.route == "prompt"
    assert not [s for s in cheap.plan if "Measure" in s or "evaluation set" in s]
    assert not [r for r in cheap.risks if "vendor" in r]
    bad = told(WORK, "serving_today: not-an-llm, bill_today: 20, prompt_meets_bar: no")
    assert bad.verdict_row.model is not None


def test_of_people_nobody_is_asked_about_a_prompt():
    d = told(WORK, "serving_today: not-an-llm, bill_today: 42000")
    said = " ".join((*question_words.questions(d), *one_page.one_page(d).flips))
    assert "hat runs today" in said and "prompt on today's model" not in said
