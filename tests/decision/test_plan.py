"""The plan: its first step carries the verdict out, nothing trains before it does, and what is new is watched."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import parsed, told_on

from advisor.interview.measuring_plan import measuring_plan

DAY = datetime.date(2026, 11, 27)
READY = "prompt_baseline: yes, eval_infra: automated, spec_stability: stable, input_shift: yearly"
SONNET = "requests_per_month: 2M, model: claude-sonnet-4-6, input_tokens: 3000, output_tokens: 50"
LUNA = "requests_per_month: 60k, model: gpt-6-luna, input_tokens: 5000, output_tokens: 500"
MISSES = "prompt_meets_bar: no, task: chat, failure_cause:"
FIT = "task: classification, label_set: fixed, label_count: 20, labelled_examples: 20k, mlops: yes"


told = told_on(DAY)


def test_caching_comes_first_and_says_what_it_saves():
    d = told(SONNET, "shared_prefix_tokens: 2500, prompt_meets_bar: yes")
    saved = d.today_usd - d.route("prompt").monthly_usd
    assert saved > 0
    assert "2,500 tokens that never change" in d.plan[0]
    assert f"${saved:,.0f} a month less" in d.plan[0]
    assert not any(
        "prompt caching" in step
        for step in told(SONNET, "shared_prefix_tokens: 2500, cache_hit_rate: 80%").plan
    )


@pytest.mark.parametrize("evals", ["automated", "manual", "none"])
def test_measuring_names_its_command_its_size_its_price_and_its_hours(evals):
    facts = (SONNET, f"eval_infra: {evals}, prompt_baseline: yes, prompt_meets_bar: yes")
    d = told(*facts)
    assert d.verdict.concluded_by == "policy.measure-first"
    assert "claude-haiku" in d.plan[0]
    assert "`advisor evals --config CASE --out DIR`" in d.plan[0]
    many = float(re.search(r"about (\d+) examples", d.plan[0])[1])
    plan = measuring_plan(parsed(*facts), DAY)
    assert many == pytest.approx(plan.examples[1], rel=0.05)
    row = next(r for r in d.routes if r.id == "other-model" and f"Measure {r.model} " in d.plan[0])
    both = plan.models[0].per_call_usd + row.per_call_usd
    assert f"${both * many:,.2f} for the calls" in d.plan[0]
    assert "16 hours of work" in d.plan[0]
    after = "look at training" if d.verdict.then.trained else "stay on today's model"
    assert f"If it misses: {after}" in d.plan[1]


def test_the_run_that_measures_one_model_tells_of_the_cheaper_ones_worth_a_look_too():
    d = told(SONNET, "prompt_meets_bar: yes")
    first = next(r for r in d.routes if f"Measure {r.model} " in d.plan[0])
    others = [
        r
        for r in d.routes
        if r.id == "other-model"
        and r.candidate
        and r.available
        and not r.doubt
        and r.horizon_usd < first.horizon_usd
    ]
    assert others and all(str(r.model) in d.plan[0] for r in others)


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ((SONNET, "models_tried: {claude-haiku-5-5: none}"), "Move 5 % of the traffic to claude-haiku-5-5"),
        ((LUNA, MISSES, "[missing-knowledge]"), "Add retrieval"),
        ((LUNA, MISSES, "[missing-knowledge], retrieval_in_place: yes"), "Take 50 wrong answers"),
        ((LUNA, MISSES, "[format], structured_output_tried: no"), "Turn on structured output"),
        ((LUNA, MISSES, "[reasoning]"), "Measure gpt-6.1-terra"),
        ((LUNA, "data_boundary: own-network"), "Serve llama-3.1-8b inside"),
        ((LUNA, "prompt_meets_bar: yes, eval_infra: none"), "Leave training alone"),
        (
            ("requests_per_month: 3M, model: gpt-4o, input_tokens: 1500, output_tokens: 100",),
            "Measure gpt-6-luna",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_the_first_step_carries_the_verdict_out(answers, first):
    facts = [a for a in answers if not a.startswith("[")]
    causes = [a for a in answers if a.startswith("[")]
    joined = ", ".join(facts) + (" " + causes[0] if causes else "")
    d = told(joined, "spec_stability: evolving, data_boundary: public-api" if "own-" not in joined else READY)
    assert d.plan[0].startswith(first)
    assert not any(
        word in step for step in d.plan for word in ("Train ", "Tune ", "LoRA", "retraining pipeline")
    )


def test_before_a_training_run_the_rivals_are_measured_and_after_it_the_canary():
    d = told(
        SONNET,
        READY,
        FIT,
        "prompt_meets_bar: no, failure_cause: [behaviour], models_tried: {claude-haiku-5-5: small}",
    )
    assert d.verdict.trained
    assert d.plan[0].startswith("Before the run, measure")
    assert "claude-" in d.plan[0]
    assert any("15,000 of the labels" in step for step in d.plan[1:3])
    canary, watch = d.plan[-2:]
    assert "5 % of the traffic" in canary
    assert all(word in watch for word in ("rolls back", "alarm", "`advisor usage FILE`", "forecast ($"))


@pytest.mark.parametrize("trained", [False, True])
def test_risks_of_training_are_named_only_where_training_is_ahead(trained):
    more = "prompt_meets_bar: no, failure_cause: [behaviour], models_tried: {claude-haiku-5-5: small}"
    d = told(SONNET, READY, FIT, more if trained else "models_tried: {claude-haiku-5-5: none}")
    assert d.verdict.trained is trained
    assert any("Tuned weights are tied" in risk for risk in d.risks) is trained


@pytest.mark.parametrize(
    ("volume", "turnaround", "named"),
    [("200M", "interactive", True), ("200M", "overnight", False), ("20k", "interactive", False)],
)
def test_a_peak_over_a_vendors_first_tier_is_a_risk(volume, turnaround, named):
    facts = f"requests_per_month: {volume}, model: claude-sonnet-4-6, input_tokens: 1000, output_tokens: 50"
    d = told(facts, f"turnaround: {turnaround}, prompt_meets_bar: yes, traffic: steady")
    found = [risk for risk in d.risks if "first tier" in risk]
    assert bool(found) is named
    if named:
        assert "13,900 requests and 13,900,000 input tokens a minute" in found[0]


@pytest.mark.parametrize(
    ("boundary", "named"), [("contracted-vendor", True), ("own-cloud", True), ("public-api", False)]
)
def test_a_move_away_from_a_contract_names_what_may_be_committed(boundary, named):
    d = told(
        SONNET, f"data_boundary: {boundary}, models_tried: {{claude-haiku-5-5: none}}, prompt_meets_bar: yes"
    )
    assert d.verdict.route == "other-model"
    assert any("minimum spend" in risk for risk in d.risks) is named


@pytest.mark.parametrize(("tried", "first"), [("nova-micro: none", True), ("nova-micro: small", False)])
def test_what_was_measured_good_serves_while_something_is_trained(tried, first):
    work = "requests_per_month: 1B, model: claude-haiku-5-5, input_tokens: 500, output_tokens: 5, mlops: yes"
    labels = "label_set: fixed, label_count: 20, labelled_examples: 5000, label_source: production"
    task = "task: classification, task_scope: narrow, structured_output_tried: yes, data_boundary: public-api"
    ready = "prompt_baseline: yes, spec_stability: stable, input_shift: rarely, eval_infra: automated"
    d = told(work, labels, task, ready, f"prompt_meets_bar: yes, models_tried: {{{tried}}}")
    assert d.verdict.trained
    assert ("nova-micro this week" in d.plan[0]) is first


MISSED_BOTH = (
    "models_tried: {gpt-6-luna: large, gpt-6.1-terra: large}, label_set: open, data_boundary: public-api"
)
SOL = (
    "model: gpt-6.1-sol, input_tokens: 2000, output_tokens: 200, task: extraction, task_scope: narrow, mlops: yes",
    f"{READY}, structured_output_tried: yes, labelled_examples: 5000, label_source: production",
    f"prompt_meets_bar: yes, {MISSED_BOTH}",
)


def test_the_volume_at_which_training_pays_is_that_of_todays_month():
    shrinks = "growth_per_month: -10%, horizon_months: 24"
    d = told("requests_per_month: 3M", shrinks, *SOL)
    at = float(re.search(r"about ([\d,]+) requests a month", d.verdict.then.when)[1].replace(",", ""))
    bands = [told(f"requests_per_month: {at * t:.0f}", shrinks, *SOL).break_even.band for t in (0.98, 1.02)]
    assert bands == ["3x-to-10x", "10x-plus"]


def test_the_volume_of_a_job_done_once_is_said_in_all():
    d = told("requests_per_month: 8M, one_off: yes, turnaround: overnight", *SOL)
    told_of = [t.when for t in d.revisit if t.kind == "volume"]
    assert told_of
    assert not [w for w in told_of if "month" in w]


JOB = "requests_per_month: 50k, one_off: yes, model: claude-opus-5-5, input_tokens: 8000, output_tokens: 600"


@pytest.mark.parametrize(("said", "heard"), [("mlops: yes", True), ("turnaround: interactive", False)])
def test_a_job_that_nobody_said_is_urgent_hears_of_batch(said, heard):
    d = told(JOB, "task: summarisation, prompt_meets_bar: yes", said)
    assert any("$1,100 in all less" in step for step in d.plan) is heard, "half of 50,000 calls of 4.4 cents"


TRIED_JOB = (
    "one_off: yes, requests_per_month: 3M, input_tokens: 2000, output_tokens: 300, turnaround: overnight, task:"
    " extraction, label_set: open, data_boundary: public-api"
)
GOOD = "prompt_meets_bar: yes, models_tried: {gpt-6-luna: large, gpt-6.1-terra: none}"


@pytest.mark.parametrize(
    "runs", [f"model: gpt-5, {GOOD}", "serving_today: nothing-yet, models_tried: {gpt-6.1-terra: none}"]
)
def test_a_job_done_once_has_no_traffic_to_move(runs):
    steps = " ".join(told(TRIED_JOB, READY, runs).plan)
    assert "first 5 % of the job" in steps
    assert not re.search("traffic|a week|users", steps)


@pytest.mark.parametrize("night", ["overnight", "unsaid"])
def test_a_job_that_moves_hears_of_batch_on_the_model_it_moves_to(night):
    job = TRIED_JOB if night == "overnight" else TRIED_JOB.replace("turnaround: overnight, ", "")
    d = told(job, READY, f"model: gpt-5, {GOOD}")
    assert d.verdict.model == "gpt-6.1-terra"
    (step,) = (s for s in d.plan if "batch" in s)
    assert "$5,250 in all less on gpt-6.1-terra" in step, "half of 3M calls of 0.35 cents"


def test_a_tune_for_a_job_done_once_is_not_retrained():
    four = (
        "{gemini-3.5-flash-lite: large, gpt-6-luna: large, nova-micro: large, gemini-3.1-flash-lite: large}"
    )
    job = told(TRIED_JOB.replace("3M", "20M").replace("overnight", "interactive"), READY, "model: gemini-3.8-flash",
               "structured_output_tried: yes, labelled_examples: 5000, label_source: production, task_scope: narrow",
               f"mlops: yes, prompt_meets_bar: yes, models_tried: {four}")  # fmt: skip
    assert job.verdict.trained
    assert not [step for step in job.plan if "retrain" in step]


def test_of_a_job_done_once_a_model_that_costs_a_fortieth_is_measured_first():
    d = told(JOB, "task: summarisation, prompt_meets_bar: yes", READY)
    assert d.verdict.next.route == "other-model"
    assert "claude-haiku-5-5" in d.verdict.headline
    assert "do 100 first" in d.plan[0]
    stays = told(JOB, "task: reasoning, prompt_meets_bar: yes, spec_stability: evolving, models_tried:"
                 " {claude-haiku-5-5: large, claude-sonnet-5-5: large, gemini-4-hydrogen: large}")  # fmt: skip
    assert "volume" not in stays.verdict.next.when


LONG = "requests_per_month: 1M, input_tokens: 6000, output_tokens: 200, task: chat, model: gpt-6.1-terra"


@pytest.mark.parametrize(
    ("more", "looked"),
    [
        ("", True),
        ("payload_tokens: 5500", False),
        ("shared_prefix_tokens: 0", False),
        ("requests_per_month: 3k", False),
        ("input_tokens: 900", False),
        ("task: summarisation", False),
        ("serving_today: own-gpus, model: llama-3.3-70b", False),
    ],
)
def test_a_prefix_that_nobody_told_of_is_looked_for_where_caching_it_would_save_real_money(more, looked):
    changed = {part.split(":")[0] for part in more.split(", ")}
    kept = [part for part in LONG.split(", ") if part.split(":")[0] not in changed]
    steps = [s for s in told(*kept, *filter(None, [more])).plan[:3] if "the same in every call" in s]
    assert bool(steps) is looked
    if looked:
        each = float(re.search(r"save about \$([\d,]+) a month", steps[0])[1].replace(",", ""))
        four = told(LONG, "shared_prefix_tokens: 4000").at_once
        assert 4 * each == pytest.approx(four.paid - four.counted, rel=0.01)


def test_a_cascade_has_its_check_before_traffic_moves_to_it():
    plan = told(
        "requests_per_month: 3M, model: claude-sonnet-5-5, input_tokens: 1800, output_tokens: 350, task: summarisation",
        "escalation_share: 0.22, models_tried: {claude-haiku-5-5: small}, prompt_meets_bar: yes, mlops: no",
    ).plan
    check = next(i for i, step in enumerate(plan) if "check say when an answer is not sure" in step)
    moves = next(i for i, step in enumerate(plan) if "traffic" in step)
    assert check < moves


def test_the_peak_is_that_of_the_prompts_that_retrieval_leaves():
    """22,000 tokens with 20,000 of them pasted: some 4,000 are left."""
    pasted = "requests_per_month: 4M, model: claude-sonnet-5, input_tokens: 22000, output_tokens: 400"
    d = told(pasted, "corpus_in_prompt_tokens: 20000, prompt_meets_bar: yes, task: question-answering")
    assert d.verdict.route == "rag"
    assert d.known["peak_tokens_per_minute"] < 0.25 * d.known["peak_requests_per_minute"] * 22_000


def test_the_first_token_of_what_may_take_over_is_timed_beside_that_of_what_runs():
    d = told(
        "requests_per_month: 2M, model: gpt-6.1-sol, input_tokens: 1500",
        "output_tokens: 80, prompt_meets_bar: yes",
        "latency_critical: yes, task: chat",
    )
    (step,) = (s for s in d.plan if "time to the first token" in s)
    assert "gpt-6.1-sol and gpt-6-luna" in step


def test_where_the_answers_miss_the_bar_what_mends_them_comes_before_the_look_for_a_prefix():
    work = "requests_per_month: 900k, model: gpt-6-luna, input_tokens: 1800, output_tokens: 400, task: generation"
    d = told(work, READY, "prompt_meets_bar: no, failure_cause: [behaviour]")
    looks, measures = (next(n for n, s in enumerate(d.plan) if s.startswith(w)) for w in ("Look", "Measure"))
    assert measures < looks
    assert any("go on missing your bar" in bad for bad in d.consequences.bad)
    fine = told(work, READY, "prompt_meets_bar: yes")
    assert any(s.startswith("Look") for s in fine.plan)
    assert not any("missing your bar" in bad for bad in fine.consequences.bad)


def test_where_a_small_model_misses_the_stronger_ones_that_pay_are_measured_before_anything_else():
    work = "requests_per_month: 5M, model: claude-opus-5-5, input_tokens: 3000, output_tokens: 200, task: extraction"
    (step,) = (s for s in told(work, "prompt_meets_bar: yes").plan if "If it misses" in s)
    assert "measure gpt-5.4-mini (" in step.partition("If it misses")[2] and "if that misses too" in step
    tried = "models_tried: {gpt-5.4-mini: large, claude-sonnet-5-5: large, gpt-6.1-terra: large}"
    assert "if that misses too" not in " ".join(told(work, "prompt_meets_bar: yes", tried).plan)


def test_the_price_to_look_at_again_is_the_one_of_the_verdicts_model():
    work = "requests_per_month: 30k, model: gpt-6.1-terra, input_tokens: 9000, output_tokens: 400, task: extraction"
    d = told(work, "prompt_meets_bar: no, failure_cause: [reasoning]")
    assert d.verdict.model == "gpt-6.1-sol"
    assert [t.subject for t in d.revisit if t.kind == "price"][:1] == ["gpt-6.1-sol"]


def test_a_volume_that_does_not_grow_is_said_once():
    work = "model: claude-opus-5-5, input_tokens: 48k, output_tokens: 700, task: code"
    work += ", requests_per_month: 482142.85714285716"
    volumes = [t.when for t in told(work, "prompt_meets_bar: yes, mlops: yes").revisit if t.kind == "volume"]
    assert volumes and not any("on as you say" in when for when in volumes)
    growing = told(work, "prompt_meets_bar: yes, mlops: yes, growth_per_month: 5%").revisit
    assert any("on as you say" in t.when for t in growing)


ON_SOL = "model: gpt-6.1-sol, prompt_meets_bar: yes, data_boundary: public-api"


def test_where_the_first_model_misses_one_of_its_class_that_costs_more_is_measured_before_anything_else():
    copy = (
        "requests_per_month: 400k, input_tokens: 3000, output_tokens: 400, models_tried: {gpt-6-luna: large}"
    )
    d = told(ON_SOL, copy)
    step = next(s for s in d.plan if s.startswith("If gpt-5.4-mini meets the bar"))
    assert "misses: measure gpt-6.1-terra ($2,000 a month)" in step


def test_where_people_do_the_work_dearer_models_are_measured_in_the_same_run():
    keyed = "requests_per_month: 60k, input_tokens: 4000, output_tokens: 300, serving_today: not-an-llm"
    d = told(keyed, "task: extraction, bill_today: 45000, data_boundary: public-api")
    assert any("misses: take gpt-5.4-mini" in s for s in d.plan)
    cheap = told(keyed, "task: extraction, bill_today: 120, data_boundary: public-api")
    assert not any("measure gpt-5.4-mini" in s for s in cheap.plan)


def test_tasks_of_several_calls_are_measured_whole():
    agent = "requests_per_month: 2M, input_tokens: 18000, output_tokens: 400, task: agent"
    one, many = ((ON_SOL, agent), (ON_SOL, agent, "calls_per_task: 10"))
    calls = [
        float(re.search(r"\$([\d,.]+) for the calls", " ".join(told(*x).plan))[1].replace(",", ""))
        for x in (one, many)
    ]
    assert calls[1] == pytest.approx(10 * calls[0], rel=0.02)
    assert "tasks of 10 calls each" in " ".join(told(*many).plan)


@pytest.mark.parametrize(
    ("tokens", "first"), [("1500, output_tokens: 3500", "Cap"), ("9000, output_tokens: 900", "Look")]
)
def test_the_dearer_of_answers_and_a_prefix_that_nobody_named_comes_first(tokens, first):
    plan = told(ON_SOL, f"requests_per_month: 120k, input_tokens: {tokens}, task: reasoning").plan
    cap, look = (
        next(n for n, s in enumerate(plan) if s.startswith(word)) for word in ("Cap the", "Look whether")
    )
    assert (cap < look) is (first == "Cap")


def test_what_the_same_run_measures_is_not_measured_next():
    """gpt-5.4-mini costs more than gemini-3.8-flash until January, and less over the year."""
    plans = "requests_per_month: 25k, model: gemini-4-argon, input_tokens: 90000, output_tokens: 1500"
    d = told(
        f"{plans}, prompt_meets_bar: yes, data_boundary: public-api, modalities: [image, text], task: extraction"
    )
    assert "Run it over gpt-5.4-mini" in d.plan[0] and "measure gpt-5.4-mini" not in " ".join(d.plan)


def test_a_gate_that_waits_for_other_models_says_what_is_trained_once_they_miss():
    spam = "requests_per_month: 9M, model: claude-haiku-5-5, input_tokens: 500, output_tokens: 8, prompt_meets_bar: no"
    d = told(spam, READY, FIT, "failure_cause: [latency], data_boundary: public-api")
    assert d.verdict.then.route == "encoder"
    once = f"{d.route('encoder').one_time_usd:,.0f}"
    assert f"${once} once)" in d.plan[0] and "train a small encoder" in d.plan[0]


@pytest.mark.parametrize(
    "line",
    ["gpt-6-astra", "claude-sonnet-5-5, models_tried: {claude-opus-5-5: small, claude-fable-5-2: small}"],
)
def test_where_a_line_is_at_its_end_a_model_of_another_vendor_is_measured(line):
    work = (
        "requests_per_month: 40k, input_tokens: 4000, output_tokens: 1500, task: reasoning, task_scope: broad"
    )
    misses = "prompt_meets_bar: no, failure_cause: [reasoning], data_boundary: public-api"
    d = told(f"model: {line}", work, misses)
    assert d.verdict.concluded_by == "policy.split-the-task"
    (row,) = (r for r in d.routes if r.model == "grok-4.7" and r.id == "other-model")
    assert not row.doubt and any(s.startswith("Measure grok-4.7, of another vendor") for s in d.plan)


@pytest.mark.parametrize(
    ("volume", "does"), [("25M", "costs more than the tune"), ("40M", "serves until the tune does")]
)
def test_a_rival_that_costs_more_than_the_tune_is_not_said_to_make_it_unnecessary(volume, does):
    shops = (
        f"requests_per_month: {volume}, model: gpt-6.1-terra, input_tokens: 600, output_tokens: 15, {READY}"
    )
    tried = "prompt_meets_bar: yes, data_boundary: public-api, models_tried: {gpt-6-luna: small}"
    d = told(shops, FIT, tried, "label_source: production")
    assert d.verdict.trained and does in d.plan[0]
