"""What is paid today, what saves at once, and what is measured next, as the one reads it who has to defend the memo."""

from __future__ import annotations

import datetime

import pytest
from in_line import parsed, told_on
from workloads import shipped_basis

from advisor.decision.assess import assess
from advisor.report import one_page

DAY = datetime.date(2026, 11, 28)
TERRA = "model: gpt-6.1-terra, input_tokens: 900, output_tokens: 120"
GOOD = "prompt_meets_bar: yes, prompt_baseline: yes, data_boundary: public-api"
MISSED = "models_tried: {gpt-6-luna: small, claude-haiku-5-5: small}"
UNTRAINED = "spec_stability: evolving, eval_infra: automated, mlops: no, task: extraction, task_scope: narrow"
READY = (
    "spec_stability: stable, input_shift: yearly, eval_infra: automated, labelled_examples: 30k, mlops: yes,"
    " label_source: production, structured_output_tried: yes, task: extraction, task_scope: narrow"
)


told = told_on(DAY)


def money(*answers: str) -> str:
    return " ".join(one_page.one_page(told(*answers)).money)


@pytest.mark.parametrize(
    ("turnaround", "times", "step"), [("overnight", 0.5, "as batch jobs"), ("minutes", 0.5, "flex tier")]
)
def test_calls_that_may_wait_are_a_step_with_its_saving_and_not_what_is_paid_today(turnaround, times, step):
    d = told("requests_per_month: 2M", TERRA, GOOD, MISSED, UNTRAINED, f"turnaround: {turnaround}")
    listed = 2e6 * (900 * 1.0 + 120 * 5.0) / 1e6
    assert d.today_usd == pytest.approx(listed)
    assert d.route("prompt").monthly_usd == pytest.approx(listed * times)
    assert step in d.plan[0]
    assert f"${listed * (1 - times):,.0f} a month less" in d.plan[0]
    assert not any(step in s for s in told("requests_per_month: 2M", TERRA, GOOD, MISSED, UNTRAINED).plan)


def test_a_headline_and_the_money_name_the_same_bill_of_today():
    d = told("requests_per_month: 60M", TERRA, GOOD, MISSED, READY, "turnaround: minutes")
    assert d.verdict.trained
    assert f"instead of ${d.today_usd:,.0f} today" in d.verdict.headline


def test_a_cache_whose_hit_rate_is_known_runs_today_already():
    asked = "requests_per_month: 3M", TERRA.replace("900", "9000"), GOOD, MISSED, UNTRAINED
    runs = told(*asked, "shared_prefix_tokens: 8000, cache_hit_rate: 90%")
    assert runs.today_usd == pytest.approx(runs.route("prompt").monthly_usd)
    assert runs.today_usd < told(*asked).today_usd


def test_a_model_that_ends_is_paid_with_the_cache_that_runs():
    asked = "requests_per_month: 1M, model: gpt-4.1, input_tokens: 3000, output_tokens: 100, shared_prefix_tokens: 2000"
    # $2 and $8 per 1M tokens, $0.50 where they are cached: nine in ten calls find 2,000
    assert told(asked, "cache_hit_rate: 90%").today_usd == pytest.approx(1_200 * 2 + 1_800 * 0.5 + 100 * 8)
    assert told(asked).today_usd == pytest.approx(3_000 * 2 + 100 * 8)


def test_what_is_said_to_be_paid_is_todays_bill_without_a_model_and_a_candidate_is_an_if():
    said = "requests_per_month: 800k, bill_today: $18k, input_tokens: 3000, output_tokens: 500"
    text = money(said, GOOD, "task: classification, task_scope: narrow, models_tried: {}, mlops: no")
    assert text.startswith("Today $18,000 a month. If ")
    assert "With this decision" not in text


@pytest.mark.parametrize(("calls", "small"), [("800k", False), ("12M", True)])
def test_a_model_nobody_named_is_no_smaller_than_one_class_below_what_the_bill_pays_for(calls, small):
    d = told(
        f"requests_per_month: {calls}, bill_today: $18k, input_tokens: 3000, output_tokens: 500", GOOD,
        "task: classification, task_scope: narrow, models_tried: {}",
    )  # fmt: skip
    assert (d.verdict.model == "nova-micro") is small


def test_a_cascade_after_a_small_miss_is_what_to_measure_next():
    d = told("requests_per_month: 2M", TERRA, GOOD, MISSED, UNTRAINED)
    assert (d.verdict.route, d.verdict.next.route) == ("prompt", "cascade")
    assert d.route("cascade").model == "gpt-6-luna"
    assert "share of the requests gpt-6-luna has to pass on" in d.plan[0]
    assert d.verdict.next.open == ("escalation_share",)
    assert any("gpt-6-luna first, the rest as today keeps your bar" in m for m in one_page.one_page(d).money)


@pytest.mark.parametrize(
    "changed",
    [
        "models_tried: {gpt-6-luna: large, claude-haiku-5-5: large}",
        "models_tried: {gpt-6-luna: small}, escalation_share: 90%",
    ],
)
def test_no_cascade_is_measured_next_where_the_miss_is_large_or_its_share_is_known(changed):
    d = told("requests_per_month: 2M", TERRA, GOOD, changed, UNTRAINED)
    assert d.verdict.next.route != "cascade"


def test_a_cascade_too_small_to_repay_measuring_is_not_the_next_step():
    assert told("requests_per_month: 50k", TERRA, GOOD, MISSED, UNTRAINED).verdict.next.route != "cascade"


def test_a_dearer_replacement_gives_way_to_a_model_that_was_measured_good():
    nano = "requests_per_month: 900k, model: gpt-5-nano, input_tokens: 1500, output_tokens: 150"
    d = told(nano, GOOD, "models_tried: {gpt-6-luna: none}, eval_infra: manual, mlops: no")
    assert (d.verdict.route, d.verdict.model) == ("other-model", "gpt-6-luna")
    assert "2026-12-11" in d.verdict.headline
    assert d.plan[0].startswith("Move all of the traffic to gpt-6-luna")
    unmeasured = told(nano, GOOD, "models_tried: {}, eval_infra: manual, mlops: no")
    assert unmeasured.verdict.headline.startswith("gpt-5-nano") and "measure" in unmeasured.verdict.headline


def test_an_older_model_of_a_class_that_missed_is_not_proposed():
    d = told(
        "requests_per_month: 450k",
        TERRA,
        "prompt_meets_bar: no, failure_cause: [behaviour], models_tried: {}",
    )
    assert {r.model for r in d.routes if r.id == "other-model"} >= {"gpt-6.1-sol"}
    assert not {r.model for r in d.routes} & {"gpt-6-luna", "gpt-5.6-luna", "gpt-5.4-mini", "gpt-5.6-terra"}


def test_a_price_that_doubles_in_weeks_makes_no_model_the_cheapest():
    opus = "requests_per_month: 1M, model: claude-opus-5-5, input_tokens: 3000, output_tokens: 500"
    d = told(opus, GOOD, "models_tried: {}")
    assert "gemini-3.6-flash" not in [r.model for r in d.routes]
    once = told("one_off: yes, serving_today: nothing-yet, requests_per_month: 2M, input_tokens: 3000",
                "output_tokens: 450, task: chat, task_scope: broad, models_tried: {}")  # fmt: skip
    assert once.verdict.model == "gemini-3.8-flash"


def test_an_announced_price_keeps_the_batch_and_flex_rates_of_today_by_their_ratio():
    asked = "requests_per_month: 30M, model: gemini-3.8-flash, input_tokens: 1500, output_tokens: 60"
    for turnaround in ("minutes", "overnight"):
        found = assess(
            parsed(asked, f"turnaround: {turnaround}, horizon_months: 12"), shipped_basis(), DAY
        ).money
        cost = float(found.horizon_cost(found.chosen["prompt"]))
        half = 30e6 * (1500 * 0.375 + 60 * 1.875) / 1e6
        assert 22 * half < cost < 24 * half


@pytest.mark.parametrize("question", ["prompt_meets_bar", "failure_cause", "retrieval_in_place", "model"])
def test_where_nothing_runs_nobody_is_asked_how_it_does(question):
    asked = "requests_per_month: 600k, input_tokens: 2500, output_tokens: 300, task: chat, task_scope: broad"
    assert question not in told(asked, "serving_today: nothing-yet, models_tried: {}").verdict.open_questions


def test_a_job_done_once_is_money_in_all_and_its_first_part_is_read():
    d = told("one_off: yes, requests_per_month: 2M, serving_today: nothing-yet, input_tokens: 500",
             "output_tokens: 450, task: translation, models_tried: {}, turnaround: overnight")  # fmt: skip
    assert "in all." in one_page.one_page(d).money[0] and "a month" not in one_page.one_page(d).money[0]
    assert "do 100 first" in d.plan[0]
    assert "of the traffic" not in " ".join(d.plan[:2])


@pytest.mark.parametrize(("growth", "mean"), [("-5%", True), ("0%", False)])
def test_a_volume_to_look_again_at_is_of_its_month_where_traffic_grows_or_shrinks(growth, mean):
    asked = f"requests_per_month: 6M, growth_per_month: {growth}, horizon_months: 24"
    found = [t.when for t in told(asked, TERRA, GOOD, MISSED, READY).revisit if t.kind == "volume"]
    assert found and all(("on as you say" in when) is mean for when in found)


def test_what_follows_untrained_waits_for_no_gate_of_training():
    d = told("requests_per_month: 220k, mlops: no, eval_infra: automated, spec_stability: stable", TERRA)
    then = d.verdict.then
    assert then is not None
    assert not then.trained
    assert "baseline" not in then.when
    assert then.besides == ()
