"""A CFO's eye on the steps: no project on a small bill, what saves at once first, nothing dearer is measured."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.report import question_words, wording
from advisor.report.one_page import one_page
from advisor.report.rows import priced_rows

DAY = datetime.date(2026, 11, 28)
GOOD = "prompt_meets_bar: yes, prompt_baseline: yes, spec_stability: stable"
TINY = "requests_per_month: 3000, model: claude-haiku-5-5, input_tokens: 2500, output_tokens: 300"
NANO = "model: gpt-5-nano, input_tokens: 700, output_tokens: 20, eval_infra: manual, prompt_meets_bar: yes"
AGENT = (
    "requests_per_month: 2M, model: claude-sonnet-5-5, input_tokens: 14000, output_tokens: 700, task: agent"
)
LABELS = "labelled_examples: 20k, label_source: production, mlops: yes"
READY = f"{GOOD}, input_shift: yearly, eval_infra: automated, {LABELS}"
TAGS = "requests_per_month: 400M, model: gpt-5.4-mini, input_tokens: 900, output_tokens: 60, task: classification"

LISTINGS = (
    "requests_per_month: 250k, model: gpt-5.4, input_tokens: 1800, output_tokens: 600, task: generation"
)


told = told_on(DAY)


@pytest.mark.parametrize("evals", ["manual", "none"])
def test_a_bill_of_dollars_gets_no_evaluation_set(evals):
    d = told(TINY, GOOD, f"eval_infra: {evals}, models_tried: {{nova-micro: small}}, task: summarisation")
    assert not any("Build the evaluation set" in step or "advisor evals" in step for step in d.plan)
    assert any("Spend no project on it" in step and "$14.40" in step for step in d.plan)


def test_a_bill_that_carries_one_does_and_a_missed_bar_is_no_reason_to_spend_nothing():
    dear = told(TINY.replace("3000", "30M"), GOOD, "eval_infra: manual, task: summarisation")
    assert any("Build the evaluation set" in step for step in dear.plan)
    misses = told(
        TINY, "prompt_meets_bar: no, failure_cause: [behaviour], eval_infra: none, task: summarisation"
    )
    assert any("Keep 50 real inputs" in step for step in misses.plan)
    assert not any("engineer-weeks" in step and "Keep 50" not in step for step in misses.plan)
    for d in (dear, misses):
        assert not any("Spend no project" in step for step in d.plan)


def test_a_small_bill_gets_no_weeks_of_prompting_before_training_that_does_not_pay():
    regex = "requests_per_month: 120k, serving_today: not-an-llm, input_tokens: 600, output_tokens: 15"
    d = told(regex, "task: classification, label_set: fixed, label_count: 12, prompt_meets_bar: no")
    assert not any("2-4 weeks" in step or "Build the evaluation set" in step for step in d.plan)


def test_an_odd_bill_is_looked_into_before_anything_and_said_once_on_page_one():
    d = told(
        "requests_per_month: 50k, bill_today: 9000, model: gpt-6.1-sol, input_tokens: 2000, output_tokens: 300"
    )
    assert d.plan[0].startswith("Look into this before anything else: Your bill of $9,000 a month is 25.7x")
    assert "$5.07 for the calls" in " ".join(d.plan), "690 calls of $0.007 and of the other one at list price"
    low = told(
        "requests_per_month: 50k, bill_today: 5, model: gpt-6.1-sol, input_tokens: 2000, output_tokens: 300"
    )
    assert "Your bill of $5 a month is 1.43 % of what" in low.plan[0]
    page = one_page(d)
    assert not any("25.7x" in risk for risk in page.risks) and any("25.7x" in step for step in page.steps)


def test_what_takes_the_place_of_a_model_that_ends_is_tried_whatever_else_is_done():
    poor = "retrieval_in_place: yes, retrieval_good: no, prompt_meets_bar: no, failure_cause: [missing-knowledge]"
    mini = "requests_per_month: 250k, model: gpt-4o-mini, input_tokens: 6000, output_tokens: 350"
    d = told(mini, "data_boundary: own-cloud", poor)
    assert d.verdict.route == "rag"
    assert any(step.startswith("Run the same inputs through gpt-6-luna before then") for step in d.plan)
    ends = next(t for t in d.revisit if t.kind == "retirement" and t.subject == "gpt-4o-mini")
    assert str(ends.on) in d.verdict.headline and str(ends.on) in " ".join(d.plan)


def test_the_first_token_is_measured_where_it_is_what_fails_even_if_nothing_moves_yet():
    voice = (
        "requests_per_month: 8M, model: claude-haiku-4-5, input_tokens: 1200, output_tokens: 90, task: chat"
    )
    d = told(
        voice, "prompt_meets_bar: no, failure_cause: [latency], prompt_baseline: yes, eval_infra: automated"
    )
    assert any("time to the first token of claude-haiku-4-5" in step for step in d.plan)


def test_a_short_horizon_is_looked_at_again_when_it_ends():
    short = told(LISTINGS, GOOD, "horizon_months: 3")
    assert next(t.on for t in short.revisit if t.kind == "date") == datetime.date(2027, 2, 28)
    usual = told(LISTINGS, GOOD)
    assert next(t.on for t in usual.revisit if t.kind == "date") == datetime.date(2027, 5, 28)


def test_a_tune_has_one_name_in_headline_plan_and_triggers():
    d = told(
        "requests_per_month: 20k, model: claude-sonnet-5-5, input_tokens: 1500, output_tokens: 500, task: generation",
        READY.replace("prompt_meets_bar: yes", "prompt_meets_bar: no").replace("yearly", "rarely"),
        "task_scope: narrow, failure_cause: [behaviour], models_tried: {claude-opus-5-5: small, gpt-6.1-sol: small}",
    )
    row = next(r for r in d.routes if (r.id, r.trained) == (d.verdict.route, d.verdict.trained))
    assert row.id == "lora"
    base = row.label.partition(" at ")[0]
    assert base in d.verdict.headline and any(base in step for step in d.plan)
    assert any(base in t.when for t in d.revisit if t.kind == "price")
    assert not any(str(row.model) in f"{d.verdict.headline} {step}" for step in d.plan)


def test_a_replacement_is_tried_by_hand_where_a_formal_evaluation_costs_more_than_the_calls():
    small = told(
        "requests_per_month: 90k, model: gpt-4o-mini, input_tokens: 700, output_tokens: 20, eval_infra: manual"
    )
    assert small.plan[0].startswith("Measure gpt-6-luna")
    assert "run 50 real inputs" in small.plan[0] and "advisor evals" not in small.plan[0]
    large = told(
        "requests_per_month: 9M, model: gpt-4o-mini, input_tokens: 700, output_tokens: 20, eval_infra: manual"
    )
    assert "advisor evals" in large.plan[0]


def test_a_forced_move_of_a_few_dollars_goes_where_the_vendor_says():
    d = told("requests_per_month: 90k", NANO)
    assert d.verdict.concluded_by == "policy.migration-now"
    assert "gpt-6-luna" in d.plan[0] and "to gpt-5-nano" not in d.plan[0]
    dear = told("requests_per_month: 9M", NANO)
    assert (dear.verdict.concluded_by, dear.verdict.model) == ("policy.migration-dearer", "nova-micro")


def test_the_cheaper_tier_comes_first_whatever_the_verdict_and_the_headline_counts_it():
    d = told(
        TAGS,
        READY,
        "label_set: fixed, label_count: 40, turnaround: minutes, models_tried: {gpt-6-luna: small}",
    )
    assert d.verdict.route == "encoder"
    listed, flex = d.today_usd, d.route("prompt").monthly_usd
    assert flex == pytest.approx(listed / 2)
    assert f"about ${listed - flex:,.0f} a month less on gpt-5.4-mini" in d.plan[0]
    assert f"instead of ${listed:,.0f} today (${flex:,.0f} in the flex tier)" in d.verdict.headline


def test_caching_comes_before_a_stronger_model_and_the_headline_counts_it():
    d = told(AGENT, "shared_prefix_tokens: 9000, prompt_meets_bar: no, failure_cause: [reasoning]")
    cached = next(r for r in d.routes if r.id == "prompt").monthly_usd
    assert d.verdict.model == "claude-opus-5-5" and cached < 0.6 * d.today_usd
    assert f"about ${d.today_usd - cached:,.0f} a month less on claude-sonnet-5-5" in d.plan[0]
    assert (
        f"instead of ${d.today_usd:,.0f} today (${cached:,.0f} with its prefix cached)" in d.verdict.headline
    )


@pytest.mark.parametrize("bill", ["", ", bill_today: 60000"])
def test_a_cache_that_runs_is_in_what_is_paid(bill):
    prefix = "shared_prefix_tokens: 9000, cache_hit_rate: 90%, prompt_meets_bar: no"
    d = told(AGENT, f"{prefix}, failure_cause: [reasoning]{bill}")
    assert "cached)" not in d.verdict.headline
    assert not bill or d.route("prompt").monthly_usd == d.today_usd == 60_000


@pytest.mark.parametrize("turnaround", ["interactive", "minutes", "overnight"])
def test_no_unmeasured_model_is_proposed_that_costs_more_than_what_is_good_enough(turnaround):
    labels = "label_set: fixed, label_count: 40, models_tried: {gpt-6-luna: small}"
    d = told(TAGS, READY, f"{labels}, turnaround: {turnaround}")
    rows = [r for r in d.routes if r.candidate and r.id == "other-model"]
    assert rows and all(r.monthly_usd < d.route("prompt").monthly_usd for r in rows)


def test_the_step_to_a_model_that_is_dearer_now_and_cheaper_later_compares_what_it_compares():
    pasted = (
        "corpus_in_prompt_tokens: 55k, corpus_tokens: 4M, task: question-answering, prompt_meets_bar: yes"
    )
    d = told("requests_per_month: 150k, model: gemini-2.5-pro, input_tokens: 60k, output_tokens: 400", pasted)
    own = next(r for r in d.routes if r.id == "rag")
    other = next(r for r in d.routes if r.model == "gemini-3.1-flash-lite" and r.id == "other-model")
    assert other.monthly_usd > own.monthly_usd and other.horizon_usd < own.horizon_usd
    assert (
        f"${other.horizon_usd:,.0f} instead of ${own.horizon_usd:,.0f} over 12 months" in d.verdict.next.when
    )


def test_a_cascade_that_is_the_verdict_watches_its_share():
    d = told(
        "requests_per_month: 5M, model: gpt-6.1-sol, input_tokens: 2200, output_tokens: 350, task: chat",
        "prompt_meets_bar: yes, models_tried: {gpt-6-luna: small}, escalation_share: 20%, eval_infra: automated",
    )
    assert d.verdict.route == "cascade"
    assert not any(step.startswith("Decide again") for step in d.plan)
    assert sum("this money rests on the share you said" in step for step in d.plan) == 1


SPENDS = "bill_today: 3000, task: chat, model:"


def test_a_bill_alone_tells_what_the_same_tokens_cost_elsewhere_whatever_the_mix():
    d = told(f"{SPENDS} claude-sonnet-4-6")
    step = next(s for s in d.plan if "same tokens" in s)
    assert "claude-haiku-4-5" in step and "cost $1,000 a month" in step
    assert d.verdict.model is None
    (other,) = (r for r in d.routes if r.horizon_usd is not None and r.id != "prompt")
    assert other.model == "claude-haiku-4-5"
    assert (other.monthly_usd, other.horizon_usd) == pytest.approx((1_000, 12_000))
    for tokens in ("input_tokens: 9000, output_tokens: 10", "input_tokens: 10, output_tokens: 9000"):
        priced = told(f"task: chat, model: claude-sonnet-4-6, requests_per_month: 200k, {tokens}")
        row = next(r for r in priced.routes if r.model == "claude-haiku-4-5")
        assert row.monthly_usd == pytest.approx(priced.route("prompt").monthly_usd / 3)


def test_a_range_holds_every_mix_of_tokens_and_what_ends_is_held_against_its_replacement():
    step = next(s for s in told(f"{SPENDS} gpt-4o").plan if "same tokens" in s)
    low, high = (
        float(x.replace(",", "")) for x in re.search(r"\$([\d,.]+) to \$([\d,.]+) a month", step).groups()
    )
    assert "gpt-6-luna" in step
    for tokens in ("input_tokens: 5000, output_tokens: 1", "input_tokens: 1, output_tokens: 5000"):
        d = told(f"requests_per_month: 1M, task: chat, model: gpt-4o, {tokens}")
        ratio = d.route("prompt").monthly_usd / d.today_usd
        assert low * 0.99 <= 3000 * ratio <= high * 1.01


@pytest.mark.parametrize(
    "answers",
    [
        f"{SPENDS} gpt-6-luna",
        "bill_today: 60, task: chat, model: claude-sonnet-4-6",
        "task: chat, model: claude-sonnet-4-6",
        f"{SPENDS} claude-sonnet-4-6, data_boundary: own-network",
        f"{SPENDS} llama-3.3-70b, serving_today: own-gpus",
    ],
)
def test_no_ratio_is_said_where_it_would_not_pay_or_nothing_can_be_held_against_it(answers):
    assert not any("same tokens" in s for s in told(answers).plan)


@pytest.mark.parametrize(
    ("more", "month", "year"),
    [
        ("model: claude-sonnet-4-6", 3000, 36_000),
        ("model: claude-sonnet-4-6, growth_per_month: 5%", 3000, None),
        ("model: gemini-3.8-flash", 3000, None),
        ("requests_per_month: 1M", 3000, None),
        ("serving_today: not-an-llm", None, None),
        ("model: llama-3.3-70b, serving_today: own-gpus, engineer_usd_per_hour: 100", 3000, 36_000),
    ],
)
def test_the_row_of_today_is_its_bill_where_that_is_all_that_was_said(more, month, year):
    """Over the year only where neither volume nor price is known to move; what ends is not what to stay on."""
    row = told(f"bill_today: 3000, task: chat, {more}").route("prompt")
    assert (row.monthly_usd, row.horizon_usd) == (month, year)


def test_a_replacement_is_priced_by_the_ratio_of_the_lists_where_only_the_bill_is_known():
    d = told(f"{SPENDS} gpt-4o")
    assert "Move to gpt-6-luna and measure it ($24 to $150 a month by list prices" in d.verdict.headline
    row = d.verdict_row
    assert (row.model, row.at_least_usd, row.monthly_usd) == ("gpt-6-luna", 24, 150)
    assert any("$24 to $150 a month" in line for line in one_page(d).money)


def test_a_dearer_replacement_is_a_row_at_most_so_much_where_only_the_bill_is_known():
    d = told(f"{SPENDS} gpt-5")
    row = d.verdict_row
    assert row.model == "gpt-6.1-sol" and row.at_least_usd < row.monthly_usd > 3000
    assert f"to ${row.monthly_usd:,.0f} a month" in d.verdict.headline


def test_a_bill_is_never_said_to_be_what_the_replacement_costs():
    headline = told(f"{SPENDS} gpt-4o").verdict.headline
    assert headline.count("$3,000") == 1 and "gpt-4o ($3,000 a month today)" in headline


def test_a_row_that_nobody_should_measure_says_why_and_the_others_do_not():
    d = told(
        LISTINGS,
        f"{READY}, task_scope: narrow, models_tried: {{gpt-5.4-mini: small, gpt-6-luna: small}}",
    )
    doubts = {r.model: r.doubt for r in d.routes if r.id == "other-model" and r.candidate}
    assert doubts["nova-micro"] == "no stronger than what missed"
    named = d.verdict.then.when
    assert {m for m, doubt in doubts.items() if not doubt} == {m for m in doubts if str(m) in named}
    reasons = {row.route.model: row.reason for row in priced_rows(d) if row.route.candidate}
    assert reasons["nova-micro"] == "not measured: no stronger than what missed"
    assert reasons["gpt-6.1-sol"] == "not measured yet"


def test_no_risk_of_tuned_weights_under_a_verdict_that_tunes_nothing():
    untrained = told(LISTINGS, f"{READY}, task_scope: narrow, models_tried: {{gpt-5.4-mini: small}}")
    assert not untrained.verdict.trained and untrained.verdict.then.trained
    trained = told(TAGS, READY, "label_set: fixed, label_count: 40, models_tried: {gpt-6-luna: small}")
    assert any("Tuned weights" in risk for risk in trained.risks)
    assert not any("Tuned weights" in risk or "Evaluation can cost" in risk for risk in untrained.risks)


def test_a_payback_that_outlasts_the_tune_is_none():
    grows = "requests_per_month: 100k, model: gpt-5.4-mini, input_tokens: 2500, output_tokens: 200"
    d = told(READY, grows, "task: extraction, task_scope: narrow, growth_per_month: 10%")
    assert d.against_today.payback_months > d.against_today.usable_months
    assert "longer than the 12 months it can run" in wording.break_even(d, d.against_today)


NIGHTLY = (
    "requests_per_month: 3M, model: gpt-6.1-sol, input_tokens: 2000, output_tokens: 200, task: extraction",
    "task_scope: narrow, label_set: open, structured_output_tried: yes, data_boundary: public-api",
    "models_tried: {gpt-6-luna: large, gpt-6.1-terra: large}, turnaround: overnight",
    READY,
)


def test_the_first_token_is_no_reason_to_train_where_nobody_waits_for_it():
    asked, said = told(*NIGHTLY), told(*NIGHTLY, "latency_critical: yes")
    assert asked.break_even.band == said.break_even.band == "3x-to-10x"
    assert "latency_critical" not in asked.verdict.open_questions
    assert not said.verdict.trained
    assert any("first token" in w for w in said.warnings)
    assert told(*NIGHTLY, "reproducible_output: yes").verdict.trained


def test_a_price_that_ends_is_told_with_what_follows_it_and_the_rise_once():
    work = "requests_per_month: 3M, input_tokens: 2000, output_tokens: 300, task: extraction"
    d = told(work, "model: gemini-3.8-flash", READY)
    page = one_page(d)
    money = " ".join(page.money)
    assert "$7,875 a month, $15,750 from 2027-01-01" in money
    assert "$5,025 a month, $12,900 from 2027-01-01" in money, "less the 2,850 of the model to measure"
    assert len([r for r in page.risks if "2027-01-01" in r]) == 1


ENDING = "requests_per_month: 10M, model: gpt-5, input_tokens: 2000, output_tokens: 200, task: extraction"


@pytest.mark.parametrize(("also", "lost"), [("", True), (", gpt-6.1-sol: {input: 1, output: 4}", False)])
def test_a_negotiated_price_that_ends_with_its_model_is_told(also, lost):
    text = (
        f"answers: {{{ENDING}, prompt_meets_bar: yes}}\nprices: {{gpt-5: {{input: 0.6, output: 5}}{also}}}\n"
    )
    d = decide(cases.parse(f"advisor: 1\n{text}"), shipped_basis(), DAY)
    assert any("ends with it on 2026-12-11" in w for w in d.warnings) is lost


def test_where_reasoning_is_missing_effort_is_raised_before_a_dearer_model_is_paid():
    work = "requests_per_month: 300k, model: gpt-6.1-terra, input_tokens: 3000, output_tokens: 1200, task: reasoning"
    d = told(
        work, GOOD.replace("bar: yes", "bar: no"), "failure_cause: [reasoning], data_boundary: public-api"
    )
    assert any("raise the effort of gpt-6.1-terra" in step for step in d.plan[:3])
    assert not [step for step in d.plan if "lowest effort" in step]
    cascade = next(r for r in priced_rows(d) if r.route.id == "cascade")
    assert "misses your bar" in cascade.reason


def test_an_open_question_about_scores_names_who_was_not_measured():
    work = "requests_per_month: 10M, model: gpt-6.1-sol, input_tokens: 1500, output_tokens: 200, task: extraction"
    d = told(work, READY, "task_scope: narrow, data_boundary: public-api, label_set: open",
             "models_tried: {databricks/llama-3.1-8b-instruct: none}")  # fmt: skip
    assert d.verdict.model == "databricks/llama-3.1-8b-instruct"
    (asked,) = (q for q in question_words.questions(d) if "score" in q)
    assert "llama" not in asked and "gpt-6-luna" in asked


def test_what_is_not_settled_without_an_open_question_waits_for_what_was_assumed():
    d = told("requests_per_month: 2M, model: nova-micro, input_tokens: 1000, output_tokens: 100", READY,
             "task: extraction, task_scope: narrow, label_set: open, data_boundary: public-api",
             "structured_output_tried: yes")  # fmt: skip
    assert (d.verdict.settled, d.verdict.open_questions) == (False, ())
    assert "Nothing that is open" not in d.verdict.then.when


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (
            "model: gpt-4o-mini, input_tokens: 30000, longest_input_tokens: 200000",
            "gpt-4o-mini reads 128,000",
        ),
        ("model: gpt-6-luna, input_tokens: 300000", "cut to that length it is $2,745 a month"),
        (
            "model: deepseek-v4-pro, input_tokens: 2000, turnaround: overnight",
            "outside 1-4 and 6-10 UTC on weekdays",
        ),
        ("model: gpt-6-luna, input_tokens: 270000", None),
        ("model: deepseek-v4-pro, input_tokens: 2000", None),
    ],
)
def test_limits_that_the_money_runs_into_are_told(work, said):
    d = told(work, "requests_per_month: 100k, output_tokens: 500, task: extraction, prompt_meets_bar: yes")
    found = [w for w in d.warnings if "tokens" in w or "UTC" in w]
    assert any(said in w for w in found) if said else not found


@pytest.mark.parametrize(("day", "ends"), [("2026-11-28", True), ("2026-07-28", False)])
def test_a_bill_that_ends_is_saved_only_while_it_is_paid(day, ends):
    """A tune saves nothing of a model that is gone: what it takes over is what its last months still cost."""
    work = "requests_per_month: 600k, model: azure/claude-sonnet-4-6, input_tokens: 3000, output_tokens: 300"
    case = cases.parse(
        f"advisor: 1\nanswers: {{{READY}, {work}, task: extraction, data_boundary: own-cloud}}\n"
    )
    d = decide(case, shipped_basis(), datetime.date.fromisoformat(day))
    assert bool(d.now.end) is ends
    row = next(r for r in d.routes if r.id == d.against_today.tuned_route and r.trained and r.available)
    months = (d.now.end.on - d.as_of).days / 30 if ends else 12
    fixed = row.one_time_usd / months + row.monthly_usd - 600_000 * row.per_call_usd
    saved = d.today_usd / 600_000 - row.per_call_usd
    assert d.against_today.requests_per_month == pytest.approx(fixed / saved, rel=1e-6)


def test_a_cheaper_tune_that_is_passed_by_says_that_it_fits_the_task_less():
    """At $100 an hour the encoder costs under 1.5 times the fine-tune, so what the task names is kept."""
    d = told(
        "requests_per_month: 12M, model: gpt-5.4-mini, input_tokens: 900, output_tokens: 20, label_set: fixed",
        "task: classification, label_count: 35, task_scope: narrow, spec_stability: stable, input_shift: yearly",
        "prompt_baseline: yes, prompt_meets_bar: no, failure_cause: [behaviour], structured_output_tried: yes",
        "eval_infra: automated, labelled_examples: 40k, label_source: production, mlops: yes",
        "data_boundary: public-api, models_tried: {gpt-6-luna: small}, engineer_usd_per_hour: 100",
    )
    assert d.verdict.route == "encoder"
    cheaper = [
        r for r in priced_rows(d) if r.route.trained and r.route.horizon_usd < d.route("encoder").horizon_usd
    ]
    assert cheaper
    assert all("task" in r.reason for r in cheaper)
