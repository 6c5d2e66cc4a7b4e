"""Own GPUs whose load grows: cards beyond those that are there are paid for, whichever way those were paid."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.decision.decision import Decision, RouteCost
from advisor.report import one_page

DAY = datetime.date(2026, 11, 29)
told = told_on(
    DAY,
    "serving_today: own-gpus, model: llama-3.1-8b-instruct, requests_per_month: 8M, input_tokens: 1500",
    "output_tokens: 200, task: extraction, prompt_meets_bar: yes",
)
GROWS = "growth_per_month: 20 %"


def stays(d: Decision) -> RouteCost:
    return next(r for r in d.routes if r.id == "prompt")


@pytest.mark.parametrize("how", ["owned", "reserved", "rented"])
def test_a_said_bill_for_own_gpus_grows_by_the_cards_that_the_load_asks_for(how):
    flat, grown = (stays(told(f"gpus: {how}", "bill_today: 1500", *more)) for more in ((), (GROWS,)))
    assert flat.horizon_usd == 12 * 1500
    assert grown.monthly_usd == 1500, "the cards that are there carry today's load"
    assert grown.horizon_usd > 1.3 * flat.horizon_usd
    shrinks = stays(told(f"gpus: {how}", "bill_today: 1500", "growth_per_month: -10 %"))
    assert shrinks.horizon_usd == flat.horizon_usd, "what is bought or committed is paid on"


def test_cards_that_are_there_draw_current_alone_and_further_ones_are_bought():
    flat, grown = (stays(told("gpus: owned", *more)) for more in ((), (GROWS,)))
    assert grown.horizon_usd - flat.horizon_usd > 3000
    assert "further cards" in one_page.render(told("gpus: owned", GROWS))


def test_retrieval_on_owned_gpus_takes_further_cards_from_the_first_month():
    d = told("gpus: owned", "bill_today: 1500")
    (rag,) = (r for r in d.routes if r.id == "rag")
    assert any(line.item == "further GPUs" and line.usd > 100 for line in rag.lines)


def test_a_shorter_prompt_on_the_same_cards_asks_for_fewer_further_ones():
    d = told("gpus: owned", "bill_today: 1500", GROWS)
    tuned = next(r for r in d.routes if r.id == "self-host" and r.trained)
    on_top = tuned.horizon_usd - tuned.one_time_usd - 12 * tuned.monthly_usd
    assert on_top < 0.6 * (stays(d).horizon_usd - 12 * 1500)


def test_against_a_bill_as_said_less_is_paid_at_this_volume_and_not_at_any():
    ready = (
        "spec_stability: stable, input_shift: rarely, prompt_baseline: yes, structured_output_tried: yes, mlops: yes",
        "eval_infra: automated, labelled_examples: 5000, label_source: production, task_scope: narrow, label_set: open",
    )
    d = told("bill_today: 2400", *ready, "models_tried: {gpt-6-luna: small}")
    assert d.verdict.trained and d.break_even.multiple is None
    assert "at this volume" in d.verdict.headline


@pytest.mark.parametrize("there", ["serving_today: own-gpus", "serving_today: vendor-api"])
def test_cash_for_cards_that_growth_asks_for_is_named_on_the_days_it_is_due(there):
    inside = (
        "model: llama-3.1-8b-instruct, data_boundary: own-network, requests_per_month: 8M, input_tokens: 1500"
    )
    asked = told_on(DAY, there, inside, "output_tokens: 200, prompt_meets_bar: yes")
    flat, grown = (next(r for r in asked(*m).routes if r.id == "self-host") for m in ((), (GROWS,)))
    days = [day for day, _ in grown.bought_later]
    assert not flat.bought_later and days == sorted(days)
    assert days[0] > DAY and days[-1] < datetime.date(2027, 11, 29)
    first = next(
        r for r in told_on(DAY, inside, "output_tokens: 200")(GROWS).routes if r.id == "self-host"
    ).bought_usd
    assert sum(usd for _, usd in grown.bought_later) == pytest.approx((1.2**11 - 1) * first, rel=0.1)
    assert f"the first on {days[0]}" in " ".join(one_page.render(asked(GROWS)).split())


def test_a_tune_on_rented_gpus_whose_bill_was_said_pays_for_them_once():
    d = told("gpus: rented", "bill_today: 2400")
    tuned = next(r for r in d.routes if r.id == "self-host" and r.trained)
    assert 2400 < tuned.monthly_usd < 2500, "today's GPUs and people, and what the tune takes"
    large = told_on(
        DAY, "serving_today: own-gpus, model: llama-3.3-70b, requests_per_month: 4M, bill_today: 9000"
    )
    tuned = next(
        r for r in large("input_tokens: 1200, output_tokens: 150").routes if r.id == "self-host" and r.trained
    )
    assert tuned.monthly_usd < 9000, "a smaller model may give up the GPUs of a larger one"


def test_further_cards_are_of_the_kind_whose_current_is_counted():
    d = told_on(DAY, "serving_today: own-gpus, model: llama-3.3-70b, gpus: owned, requests_per_month: 1M")(
        "input_tokens: 900, output_tokens: 120, growth_per_month: 10 %, prompt_meets_bar: yes"
    )
    bill = d.bills["prompt"]
    assert {gpu for _, gpu, _ in bill.further_cards} == {f.gpu for f in bill.fleets}
