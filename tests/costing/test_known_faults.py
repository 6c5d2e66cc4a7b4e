"""Plain, complete cases of kinds that once misled, each with the money it has to show."""

from __future__ import annotations

import datetime

import pytest
from workloads import case, decided, priced

from advisor.report import terminal

DAY = datetime.date(2026, 11, 27)
READY = {
    "spec_stability": "stable",
    "input_shift": "rarely",
    "prompt_baseline": True,
    "structured_output_tried": True,
    "eval_infra": "automated",
    "labelled_examples": 5_000,
    "label_source": "production",
    "task": "extraction",
    "task_scope": "narrow",
    "mlops": True,
    "label_set": "open",
    "prompt_meets_bar": True,
}


def month(route="prompt", **answers):
    return decided(case(**READY, **answers), DAY).route(route).monthly_usd


def work(model, requests, given, answered, **more):
    return {
        "model": model,
        "requests_per_month": requests,
        "input_tokens": given,
        "output_tokens": answered,
        **more,
    }


@pytest.mark.parametrize(
    ("answers", "usd"),
    [
        (work("deepseek-v4-pro", 50_000_000, 2_000, 300), 115_600),
        (work("gpt-6.1-sol", 5_000_000, 2_000, 300, turnaround="minutes"), 17_500),
        (work("nova-pro", 5_000_000, 3_000, 300, turnaround="overnight"), 8_400),
        (work("claude-haiku-4-5", 2_000_000, 4_500, 100, shared_prefix_tokens=4_000), 10_000),
        (
            work("claude-sonnet-5-5", 20_000, 10_500, 100, shared_prefix_tokens=10_000, cache_hit_rate=0.42),
            338,
        ),
    ],
)
def test_a_month_of_calls_costs_what_the_vendor_bills(answers, usd):
    assert month(**answers) == pytest.approx(usd, rel=0.02)


def test_a_model_shut_down_before_the_day_serves_nothing():
    d = decided(case(**READY, **work("fireworks/gpt-oss-120b", 1_000_000, 2_000, 200)), DAY)
    assert d.route("prompt").label != "fireworks/gpt-oss-120b" or not d.route("prompt").available


def test_inside_the_network_the_tune_is_held_against_the_own_untrained_model():
    d = decided(case(**READY, **work("gpt-6-luna", 20_000_000, 4_000, 200, data_boundary="air-gapped")), DAY)
    assert priced(d.case, d.as_of).reference.route == "self-host"
    assert not priced(d.case, d.as_of).reference.trained


def test_the_cheapest_model_nobody_measured_is_a_row():
    d = decided(case(**READY, **work("gpt-6.1-sol", 5_000_000, 2_000, 300)), DAY)
    rows = {r.model: r for r in d.routes if r.candidate}
    assert rows
    assert min(r.monthly_usd for r in rows.values()) < 0.25 * d.route("prompt").monthly_usd


def test_a_contracted_vendor_is_the_only_one_that_may_tune():
    d = decided(
        case(**READY, **work("gpt-6.1-sol", 5_000_000, 2_000, 300, data_boundary="contracted-vendor")), DAY
    )
    hosted = priced(d.case, d.as_of).ways["hosted-ft"]
    assert all(b.closed for b in hosted if not b.price_entries[0].startswith("openai"))


def test_a_shorter_horizon_does_not_argue_for_training():
    def trained(months):
        plain = work("gpt-4o", 9_000_000, 1_500, 100, horizon_months=months)
        return decided(case(**READY, **plain), DAY).verdict.trained

    assert trained(1) <= trained(12)


def test_shorter_answers_are_a_step_with_their_money():
    """Output is $6,000 of it: a tenth less is $600 a month; a model that answers in a word has no such step."""
    wordy = {
        "requests_per_month": 1_000_000,
        "model": "gpt-6.1-sol",
        "input_tokens": 1_000,
        "output_tokens": 600,
    }
    plan = decided(case(**wordy, prompt_meets_bar=True)).plan
    assert any("every tenth of the output tokens is $600 a month" in step for step in plan)
    terse = decided(case(**{**wordy, "output_tokens": 20}, prompt_meets_bar=True)).plan
    assert not any("tenth of the output" in step for step in terse)


def test_a_training_run_is_priced_on_a_usual_number_of_examples_unless_one_is_said():
    def once(**answers):
        facts = READY | {"labelled_examples": 300_000} | work("gpt-6-luna", 2_000_000, 5_000, 120)
        return decided(case(**facts | answers), DAY).route("hosted-ft").one_time_usd

    usual, fewer = once(), once(labelled_examples=15_000)
    assert usual == fewer
    assert once(labelled_examples=12_000) < fewer
    assert once(training_tokens=300_000 * 5_000) > 2 * usual


def test_what_ends_with_nothing_named_in_its_place_has_no_sum_over_the_horizon():
    d = decided(case(**READY, **work("mistral-medium", 200_000, 3_000, 900)), DAY)
    row = next(r for r in d.routes if r.model == "mistral-medium" and r.id == "prompt")
    assert (row.available, row.monthly_usd, row.horizon_usd) == (False, pytest.approx(2_250), None)
    lasting = decided(case(**READY, **work("gpt-5-nano", 5_000_000, 800, 50)), DAY)
    assert next(r for r in lasting.routes if r.model == "gpt-5-nano").horizon_usd == pytest.approx(
        6_195, rel=0.01
    )


@pytest.mark.parametrize(("longest", "said"), [(250_000, True), (150_000, False)])
def test_requests_that_cost_more_than_the_usual_one_are_told_of(longest, said):
    given = work("gemini-3.1-pro-preview", 200_000, 60_000, 800, longest_input_tokens=longest)
    found = " ".join(decided(case(**READY, **given), DAY).risks)
    assert ("2x the input price and 1.5x the output price" in found) is said


def test_an_encoder_that_works_at_night_is_paid_while_it_runs():
    """Six million calls take a GPU an hour or so: the month is people and labels."""
    labels = {**READY, "task": "classification", "label_set": "fixed", "label_count": 20}
    night, day = (
        decided(case(**labels, **work("gpt-5.4-mini", 6_000_000, 700, 5, turnaround=when)), DAY).route(
            "encoder"
        )
        for when in ("overnight", "interactive")
    )
    upkeep = [
        sum(x.usd for x in r.lines if x.period == "month" and "GPU" not in x.item) for r in (night, day)
    ]
    assert 0 < night.monthly_usd - upkeep[0] < 3
    assert day.monthly_usd - upkeep[1] == pytest.approx(2 * 0.49 * 730)


@pytest.mark.parametrize(("prompt", "band"), [(1_700, "never"), (300, "10x-plus")])
def test_a_tune_that_is_cheaper_on_idle_gpus_alone_repays_nothing_under_load(prompt, band):
    """Four use cases share the idle base; a prompt that grew by tuning costs more GPUs than that saves."""
    inside = {
        "data_boundary": "own-network",
        "turnaround": "minutes",
        "tuned_use_cases": 4,
        "peak_factor": 15,
    }
    shape = {"tuned_input_tokens": prompt, "tuned_output_tokens": 25, "horizon_months": 3}
    money = priced(case(**READY, **work("nova-pro", 34_000_000, 570, 210, **inside, **shape)), DAY)
    tune = money.chosen["self-host"]
    assert (money.horizon_cost(tune) > money.horizon_cost(money.reference)) is (band == "never")
    assert money.band(tune) == band


@pytest.mark.parametrize(
    ("model", "more"), [("mistral-medium", {}), ("nova-micro", {"modalities": ("text", "image")})]
)
def test_nothing_breaks_even_against_a_model_that_ends_or_cannot_do_the_work(model, more):
    d = decided(case(**READY, **work(model, 600_000, 2_000, 300, **more)), DAY)
    found = d.break_even
    assert (found.requests_per_month, found.multiple, found.band, found.payback_months) == (None,) * 4
    assert not any(t.kind == "volume" for t in d.revisit)
    ending = [r for r in d.routes if r.trained and any("it lasts" in a for a in r.asides)]
    assert all(r.horizon_usd is None for r in ending)
    assert "not priced" not in terminal.render(d)


@pytest.mark.parametrize(
    ("model", "like", "usd", "more"),
    [
        ("mistral-medium", "gpt-5.4-mini", 2_205, {}),
        ("aws/llama-3.3-70b", "claude-sonnet-5-5", 5_400, {"data_boundary": "own-cloud"}),
        ("deepseek-v4-pro", "gpt-5.4-mini", 2_425.5, {"residency": "eu"}),
    ],
)
def test_what_cannot_go_on_has_one_of_its_own_class_to_fall_back_on(model, like, usd, more):
    d = decided(case(**{**READY, **work(model, 600_000, 2_500, 400, **more)}), DAY)
    found = next(r for r in d.routes if (r.id, r.model) == ("other-model", like))
    assert found.candidate and found.monthly_usd == pytest.approx(usd)
