"""Where a tune runs today: its rates, its hosting, its upkeep, its own end, and its prompt that is short already."""

from __future__ import annotations

import datetime

import pytest
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision, RouteCost
from advisor.report.one_page import one_page
from advisor.report.rows import priced_rows

DAY = datetime.date(2026, 11, 28)
READY = (
    "task: extraction, task_scope: narrow, label_set: open, prompt_meets_bar: yes, prompt_baseline: yes,"
    " eval_infra: automated, spec_stability: stable, input_shift: rarely, structured_output_tried: yes,"
    " labelled_examples: 5000, label_source: production, mlops: yes"
)
NOVA = "requests_per_month: 5M, input_tokens: 600, output_tokens: 80, model: nova-micro, model_is_tuned: yes"
AZURE = "requests_per_month: 8M, input_tokens: 500, output_tokens: 100, model_is_tuned: yes, data_boundary: own-cloud"


def told(*answers: str, on: datetime.date = DAY) -> Decision:
    return decide(
        cases.parse(f"advisor: 1\nanswers: {{{', '.join((READY, *answers))}}}\n"), shipped_basis(), on
    )


def row(d: Decision, route: str) -> RouteCost:
    return next(r for r in d.routes if r.id == route)


def test_a_tune_is_billed_as_the_cloud_sells_it_with_its_hosting_until_its_own_end():
    d = told(AZURE, "model: azure/gpt-4.1")
    calls = 8e6 * (500 * 2 + 100 * 8) / 1e6
    people = sum(float(x.usd) for x in d.today.lines if x.kind == "overhead")
    assert float(d.today.monthly(8e6)) == pytest.approx(calls + 1.7 * 730 + people)
    assert d.now.end.on == datetime.date(2027, 10, 14)
    assert "our tune of gpt-4.1" in d.verdict.headline and "2027-10-14" in d.verdict.headline
    before = told(AZURE, "model: azure/gpt-4.1", on=datetime.date(2026, 8, 20))
    assert before.now.end is None or before.now.end.on != datetime.date(2027, 10, 14)


def test_a_tune_at_its_own_vendor_ends_with_its_base():
    d = told(AZURE.replace("own-cloud", "public-api"), "model: gpt-4.1")
    assert d.now.end.on == datetime.date(2027, 1, 14)


def test_a_running_tune_carries_the_upkeep_of_any_other_and_keeps_its_prompt():
    d = told(NOVA)
    own, anew = row(d, "prompt"), row(d, "hosted-ft")
    assert own.monthly_usd == pytest.approx(anew.monthly_usd)
    assert own.horizon_usd < anew.horizon_usd
    untuned = told(NOVA.replace("model_is_tuned: yes", "model_is_tuned: no"))
    assert row(untuned, "hosted-ft").monthly_usd < anew.monthly_usd
    assert row(untuned, "prompt").monthly_usd < own.monthly_usd


def test_a_said_bill_stands_for_calls_and_hosting_beside_the_upkeep():
    d = told(AZURE, "model: azure/gpt-4.1, bill_today: 20000, models_tried: {}")
    people = sum(float(x.usd) for x in d.today.lines if x.kind == "overhead")
    assert people > 0 and float(d.today.monthly(8e6)) == pytest.approx(20_000 + people)


def test_the_words_are_those_of_a_tune_that_runs():
    d = told(NOVA)
    assert "your tune of nova-micro" in d.verdict.headline
    assert not any("Leave training alone" in step for step in d.plan)
    ending = told(NOVA.replace("nova-micro", "gpt-4o-mini"))
    assert any("longer one" in w for w in ending.warnings)
    assert not any("longer one" in w for w in told(NOVA.replace(", model_is_tuned: yes", "")).warnings)


def test_a_tune_that_nobody_prices_is_said_to_be_counted_as_its_base():
    d = told(NOVA.replace("nova-micro", "nova-2-lite"))
    assert any("counted as its base" in w for w in d.warnings)
    assert not any("counted as its base" in w for w in told(NOVA).warnings)


def test_nobody_sells_a_tune_that_runs_on_own_gpus():
    """The open weights that a vendor sells were measured with it only where it is no tune of them."""
    inside = "serving_today: own-gpus, model: llama-3.3-70b, requests_per_month: 2M, input_tokens: 1800"
    untuned = told(inside, "output_tokens: 250, bill_today: 6500")
    tuned = told(inside, "output_tokens: 250, bill_today: 6500, model_is_tuned: yes")
    assert "databricks/llama-3.3-70b-instruct" in {r.model for r in untuned.routes if r.measured == "none"}
    assert not [r for r in tuned.routes if r.measured == "none"]
    assert "at least $" in tuned.verdict.headline and "at least $" in tuned.verdict.next.when


def test_the_table_says_that_a_row_beside_a_running_tune_is_the_least():
    others = [p for p in priced_rows(told(AZURE, "model: azure/gpt-4.1")) if p.route.id == "other-model"]
    assert others and all(p.cells[1].startswith("from $") for p in others)
    (own,) = (p for p in priced_rows(told(NOVA)) if p.route.id == "prompt")
    assert own.cells[1].startswith("$")


def test_a_tune_that_meets_the_bar_and_ends_is_trained_anew_where_no_untrained_model_does():
    """What it learned another can learn: nobody has to find out why an untrained model falls short."""
    ending = NOVA.replace("nova-micro", "gpt-4o-mini")
    d = told(ending, "models_tried: {gpt-6-luna: small}")
    assert d.verdict.trained and "your tune meets the bar" in d.verdict.headline
    assert "2027-01-14" in d.verdict.headline and "failure_cause" not in d.verdict.open_questions
    (luna,) = (p for p in priced_rows(d) if p.route.model == "gpt-6-luna" and p.route.id == "prompt")
    assert luna.reason == "missed your bar slightly"
    assert "what your tune answers" in d.plan[0]
    for other in ("models_tried: {gpt-6-luna: none}", "models_tried: {}"):
        assert not told(ending, other).verdict.trained
    untuned = told(ending.replace("model_is_tuned: yes", "one_off: no"), "models_tried: {gpt-6-luna: small}")
    assert not untuned.verdict.trained


@pytest.mark.parametrize("bill", ["bill_today: 2500", "gpus: rented"])
def test_staying_on_a_tune_costs_what_is_paid_today_with_or_without_a_bill(bill):
    """The people who keep a tune are in both figures, so that a verdict which changes nothing costs nothing more."""
    pro = "model: nova-pro, model_is_tuned: yes, requests_per_month: 468k, input_tokens: 3258, output_tokens: 800"
    d = told(pro, bill, "data_boundary: own-cloud")
    stays = d.route("prompt")
    assert d.today_usd == pytest.approx(stays.monthly_usd)
    page = " ".join(one_page(d).money)
    assert "of it the upkeep of your tune" in page and "more." not in page.partition("If ")[0]
