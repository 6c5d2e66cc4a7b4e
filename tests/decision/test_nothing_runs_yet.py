"""Where no model runs: nobody is asked which one does, nor for a bill, and what prices need is estimated."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.report import one_page
from advisor.report.steps import steps
from advisor.report.wording import break_even, later
from advisor.sensitivity import monte_carlo

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
    assert "16 hours of work" in costly and cheap.startswith("Change nothing")


SORTED = (
    "serving_today: not-an-llm, requests_per_month: 10M, input_tokens: 200, output_tokens: 5,"
    " task: classification, label_set: fixed, label_count: 8, data_boundary: public-api"
)


@pytest.mark.parametrize(("bill", "action"), [(300, "keep"), (325, "measure")])
def test_what_a_model_saves_has_to_repay_measuring_it_and_moving(bill, action):
    """Nova Micro at 77 USD a month: 32 hours at 92 USD are repaid within a year from 322.33 USD a month on."""
    d = told(SORTED, f"bill_today: {bill}")
    assert d.known["verdict_action"] == action
    assert ("Change nothing" in d.verdict.headline) is (action == "keep")
    page = " ".join(one_page.one_page(d).money)
    assert page.count("$2,944") == 1, "the hours are those of the model, and not of what runs"


def test_a_good_model_repays_its_move_sooner_since_nobody_has_to_measure_it():
    tried = "models_tried: {nova-micro: none}"
    assert told(SORTED, tried, "bill_today: 210").known["verdict_action"] == "switch"
    assert told(SORTED, tried, "bill_today: 190").known["verdict_action"] == "keep"


@pytest.mark.parametrize("good", ["nova-micro", "gpt-6-luna"])
def test_a_move_to_a_good_model_stands_and_what_does_it_today_is_kept_until_it_is_made(good):
    d = told(SORTED, f"models_tried: {{{good}: none}}", "bill_today: 45000, spec_stability: stable")
    assert d.verdict.headline.startswith(f"Switch to {good}: ")
    assert "Decide again when its price" in d.verdict.next.when
    assert later(d, d.verdict.then).startswith("this verdict stands")
    assert "Keep what does it today" in " ".join(d.plan) and "old model" not in " ".join(d.plan)


def test_where_the_model_to_start_with_misses_the_next_larger_one_is_named():
    begins = "serving_today: nothing-yet, requests_per_month: 300k, input_tokens: 1500, output_tokens: 300"
    d = told(begins, "task: extraction, data_boundary: public-api")
    assert later(d, d.verdict.then) == (
        "measure the next larger model, if nova-micro and gpt-5.4-mini miss your bar."
    )
    assert any("misses: measure gpt-5.4-mini ($743 a month) next" in step for step in d.plan)


def test_people_stay_where_every_model_that_costs_less_than_they_do_misses():
    clerks = "serving_today: not-an-llm, bill_today: 45000, requests_per_month: 30k, input_tokens: 2500"
    d = told(clerks, "output_tokens: 400, task: extraction, data_boundary: own-cloud")
    assert later(d, d.verdict.then) == (
        "stay with what runs today, if nova-micro and gpt-5.4-mini miss your bar."
    )
    assert "Run it over gpt-5.4-mini" in d.plan[0], "beside 45,000 USD no price of a model counts"


def test_a_break_even_is_held_against_a_model_where_none_runs():
    d = told(SORTED, "bill_today: 300")
    assert "costs less than nova-micro from" in break_even(d, d.break_even)


RULES_TODAY = (
    "serving_today: not-an-llm, requests_per_month: 427M, input_tokens: 356, output_tokens: 200, task: classification,"
    " data_boundary: public-api, labelled_examples: 3000, models_tried: {claude-haiku-5-5: small}, mlops: yes,"
    " prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly, task_scope: narrow,"
    " label_source: production, structured_output_tried: yes"
)


@pytest.mark.parametrize(("bill", "trains"), [(532, False), (14_000, False), (90_000, True)])
def test_no_break_even_against_a_model_trains_what_costs_more_than_what_runs_without_one(bill, trains):
    """A tune of Nova Micro is 14,800 USD a month here, and the cheapest prompted model 403,515."""
    d = told(RULES_TODAY, f"bill_today: {bill}")
    assert d.verdict.trained is trains
    assert d.verdict.headline.startswith("Change nothing") is not trains


def test_samples_know_what_is_paid_today_for_what_no_model_does():
    case = cases.parse(f"advisor: 1\nanswers: {{{RULES_TODAY}, bill_today: 532}}\n")
    found = monte_carlo.ranges(case, shipped_basis(), datetime.date(2026, 11, 28))
    assert found.holds == 1
