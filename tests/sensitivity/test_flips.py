"""Flips: every one is real on both sides, none nearer is missed, and they read as sentences."""

from __future__ import annotations

import datetime
import json
import math
import re
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn_from
from likely_workloads import READY, workload
from workloads import ANSWERS, APRIL, DATES, NOVEMBER, case, decided, shipped, shipped_basis

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.cli.main import main
from advisor.decision import checklist
from advisor.decision.assess import assess
from advisor.sensitivity import categorical_flips, numeric_flips, outlook, render_ranges
from advisor.sensitivity.base_case import decide_base_case
from advisor.sensitivity.categorical_flips import other_values
from advisor.sensitivity.flips import Flips, flips
from advisor.sensitivity.pieces import uniform_pieces
from advisor.sensitivity.tornado import tornado
from advisor.sensitivity.uncertainty import draw_samples, uncertain_inputs
from advisor.text import fact_words
from advisor.text.json_text import encode

READY_TO_TUNE = {
    **READY,
    "requests_per_month": 9_000_000,
    "model": "gpt-4o",
    "input_tokens": 1_500,
    "output_tokens": 100,
    "tuned_input_tokens": 300,
    "task": "classification",
    "prompt_meets_bar": True,
    "models_tried": ModelsTried.of({"unnamed": "small"}),
    "data_boundary": "public-api",
    "latency_critical": False,
    "reproducible_output": False,
    "label_set": "open",
}


def verdict(given: Case, on, **changed):
    answers = {**given.answers, **{k: Answer(v) for k, v in changed.items()}}
    ruling = assess(Case("", answers, given.prices), shipped_basis(), on).ruling
    return ruling.route, ruling.trained


def test_the_verdict_differs_on_the_two_sides_of_every_flip():
    for seed in (0, 9):
        random = Random(seed)
        given, on = workload(random, ready=0.8), random.choice((APRIL, NOVEMBER))
        found = flips(given, shipped_basis(), on)
        assert verdict(given, on) == found.outcome
        for flip in found.flips:
            assert all(
                verdict(given, on, **{flip.fact: to}) == flip.outcome != found.outcome for to in flip.to
            )
            if flip.holds is not None:
                assert verdict(given, on, **{flip.fact: flip.holds}) == found.outcome
                (to,) = flip.to
                fact = VOCABULARY[flip.fact]
                if fact.whole or flip.fact == "horizon_months":
                    assert abs(to - flip.holds) <= 1
                else:
                    assert math.isclose(
                        to, flip.holds, rel_tol=1e-6, abs_tol=1e-6 * abs(float(flip.now)) + 1e-9
                    )


@pytest.mark.parametrize("seed", [1])
def test_no_number_flips_nearer_than_its_flip(seed):
    random = Random(100 + seed)
    given = workload(random, ready=1, answered=0.5)
    found = flips(given, shipped_basis(), APRIL)
    for fact in (
        "requests_per_month",
        "input_tokens",
        "output_tokens",
        "labelled_examples",
        "engineer_usd_per_hour",
    ):
        if fact not in given.answers:
            continue
        now = given.answers[fact].value
        ends = [f.holds for f in found.flips if f.fact == fact]
        low = max([e for e in ends if e <= now], default=now / 900)
        high = min([e for e in ends if e >= now], default=now * 900)
        for _ in range(6):
            drawn = math.exp(random.uniform(math.log(max(low, 1e-6)), math.log(high)))
            between = round(drawn) if VOCABULARY[fact].whole else drawn
            if low <= between <= high:
                assert verdict(given, APRIL, **{fact: between}) == found.outcome, (fact, between)


@pytest.mark.parametrize(("on", "volume"), [(APRIL, 9_000_000)])
def test_every_other_choice_is_tried(on, volume):
    given = case(**{**READY_TO_TUNE, "requests_per_month": volume})
    found = flips(given, shipped_basis(), on)
    said = {(f.fact, to) for f in found.flips if f.holds is None for to in f.to}
    for name, answer in given.answers.items():
        for to in other_values(VOCABULARY[name], answer.value):
            changed = verdict(given, on, **{name: to}) != found.outcome
            assert changed == ((name, to) in said), (name, to)


@pytest.fixture(scope="module")
def ready():
    return flips(case(**READY_TO_TUNE), shipped_basis(), APRIL)


def test_thresholds_are_met_exactly(ready):
    found = {f.fact: f for f in reversed(ready.flips)}  # the nearest of each
    assert found["requests_per_month"].holds == 5_000_000 > found["requests_per_month"].to[0]
    fewer = flips(case(**READY_TO_TUNE | {"labelled_examples": 3000}), shipped_basis(), APRIL).flips
    (labels,) = (f for f in fewer if f.fact == "labelled_examples")
    assert (labels.holds, labels.to) == (500, (499,))
    sourced = flips(case(**READY_TO_TUNE, label_source="production"), shipped_basis(), APRIL)
    assert "labelled_examples" not in {f.fact for f in sourced.flips}


def test_the_nearest_come_first_in_words(ready):
    distances = [f.distance for f in ready.flips]
    assert distances == sorted(distances)
    said = ready.sentence()
    assert said.startswith("It holds unless ")
    shown = [said.index(f.words) for f in ready.flips[:3]]
    assert shown == sorted(shown)
    assert any("volume falls below 5M/month (you said 9M/month)" in f.words for f in ready.flips)
    words = [f.words for f in ready.flips]
    assert 'evaluation is not "tests that run by themselves"' in words
    assert any(w.startswith("the shift of the inputs is ") for w in words)
    assert any(w.endswith("(assumed $92/hour)") for w in words)


def test_of_what_is_equally_near_comes_first_what_is_asked_first(ready):
    asked = list(checklist.load().parts)
    places = [(f.distance, asked.index(f.fact)) for f in ready.flips]
    assert places == sorted(places) and len({d for d, _ in places}) < len(places)


def test_a_default_that_hangs_on_a_number_moves_with_it():
    given = {k: v for k, v in READY_TO_TUNE.items() if k != "tuned_input_tokens"}
    base_case = decide_base_case(case(**given), shipped_basis(), APRIL)
    moved = base_case.given({"input_tokens": 3_000.0})
    assert moved.facts["tuned_input_tokens"] == 2 * base_case.inputs.facts["tuned_input_tokens"]
    assert (
        base_case.given({"output_tokens": 1.0}).facts["tuned_input_tokens"]
        == moved.facts["tuned_input_tokens"] / 2
    )


def test_the_tornado_is_what_decide_says_at_both_ends():
    given = case(**READY_TO_TUNE)
    found = tornado(decide_base_case(given, shipped_basis(), APRIL))
    assert (found.tuned, found.reference) == ("lora", "prompt")
    assert [b.swing for b in found.bars] == sorted((b.swing for b in found.bars), reverse=True)

    def saved(d):
        return d.route("prompt").horizon_usd - d.route("lora").horizon_usd

    assert found.likely == pytest.approx(saved(decided(given, APRIL)))
    bars = {b.input.name: b for b in found.bars}
    for name in ("engineer_usd_per_hour", "retrain_every_months"):
        for end, value in (("at_low", bars[name].input.low), ("at_high", bars[name].input.high)):
            changed = case(**{**READY_TO_TUNE, name: value})
            assert getattr(bars[name], end) == pytest.approx(saved(decided(changed, APRIL)))


def test_what_moves_nothing_is_no_bar():
    base_case = decide_base_case(case(**READY_TO_TUNE), shipped_basis(), APRIL)
    bars = {b.input.name for b in tornado(base_case).bars}
    assert "rag_setup_hours" in {u.name for u in uncertain_inputs(base_case)} - bars


def test_no_answers_at_all():
    found = flips(Case(), shipped_basis(), NOVEMBER)
    assert found.outcome == ("prompt", False)
    assert found.tornado is None
    assert found.sentence()


def first_order(values, result, bins=25):
    """The share of the variance of `result` that `values` alone explains: the variance of its means by bin."""
    edges = np.quantile(values, np.linspace(0, 1, bins + 1)[1:-1])
    place = np.searchsorted(edges, values)
    means = [(result[place == n].mean(), (place == n).sum()) for n in np.unique(place)]
    return sum(n * (m - result.mean()) ** 2 for m, n in means) / len(result) / result.var()


@pytest.mark.parametrize("name", ["guide-classifier", "promptunit", "wide"])
def test_the_tornado_is_in_the_order_of_first_order_indices(name):
    if name == "wide":
        given = case(**{k: v for k, v in READY_TO_TUNE.items() if k != "tuned_input_tokens"})
        given = given.answered("requests_per_month", Answer(2_000_000, low=1_000_000, high=4_000_000))
    else:
        given = shipped(name)
    base_case = decide_base_case(given, shipped_basis(), APRIL)
    spread, samples = uncertain_inputs(base_case), 40_000
    inputs, saved = draw_samples(base_case, spread, samples, 2), np.full(samples, np.nan)
    for places, many in uniform_pieces(inputs, samples, base_case.part):
        saved[places] = many.reference_cost() - many.cost[base_case.tuned]
    drawn = {**inputs.facts, **inputs.samples}
    index = {u.name: first_order(drawn[u.name], saved) for u in spread}
    bars = [b.input.name for b in tornado(base_case).bars]
    telling = [n for n in sorted(index, key=index.get, reverse=True) if index[n] > 0.05]
    assert telling
    assert telling[0] in bars[:2]
    assert set(telling) <= set(bars[: len(telling) + 2])


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@drawn_from(ANSWERS, DATES)
def test_any_answers_have_an_outlook(answers, on):
    decision = decided(case(**answers), on)
    found = outlook(decision, shipped_basis(), 200)
    assert found.ranges.outcome == (decision.verdict.route, decision.verdict.trained)
    assert json.loads(encode(render_ranges.ranges_dict(found.ranges)))["samples"] == found.ranges.samples
    shown = Flips(found.ranges.outcome, found.flips, found.tornado)
    assert len(json.loads(encode(render_ranges.flips_dict(shown)))["flips"]) == len(found.flips)
    assert render_ranges.flips_text(shown, "", "stay") and render_ranges.ranges_text(found.ranges, "", "stay")


def test_the_verb_lists_open_questions_before_what_flips_a_number(tmp_path, capsys):
    path = tmp_path / "routing.case.yaml"
    path.write_text(
        "advisor: 1\nanswers: {requests_per_month: 400k, model: gpt-6.1-terra, input_tokens: 4000,"
        " output_tokens: 150, task: classification, label_set: fixed, labelled_examples: 30k}\n"
    )
    asked = ["flips", str(path), "--as-of", "2026-11-27"]
    assert main(asked) == 0
    text = capsys.readouterr().out
    assert main([*asked, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    open_ = data["open"]
    assert "label_count" in open_
    assert all(f["words"] in " ".join(text.split()) for f in data["flips"])
    assert data["sentence"] in " ".join(text.split())
    listed = [text.index(f"- {fact_words.question(fact)}") for fact in open_]
    assert listed == sorted(listed)
    sentence = text.index("It holds unless an answer still open changes it")
    assert sentence < listed[0] and listed[-1] < text.index("Over 12 months")


def test_a_tune_on_own_gpus_is_not_called_what_runs_there(tmp_path, capsys):
    path = tmp_path / "own.case.yaml"
    path.write_text(
        "advisor: 1\nanswers: {requests_per_month: 20M, model: llama-3.3-70b, serving_today: own-gpus, gpus: owned,"
        " bill_today: 30000, input_tokens: 1200, output_tokens: 300, task: summarisation, prompt_meets_bar: yes,"
        " data_boundary: own-network, mlops: yes}\n"
    )
    assert main(["flips", str(path), "--as-of", "2026-11-27"]) == 0
    one, other = re.search(r"Over 12 months: (.*) costs \S+ (?:less|more) than (.*?)\.\s", " ".join(
        capsys.readouterr().out.split())).groups()  # fmt: skip
    assert one != other
    assert "tuned" in one


def test_an_answer_that_todays_model_cannot_meet_does_not_lead_back_to_it():
    good = ModelsTried.of({"gpt-6-luna": "none"})
    ready = READY_TO_TUNE | {"model": "gpt-6.1-sol", "models_tried": good, "task": "extraction"}
    leads = {
        f.fact: f.leads
        for f in flips(
            case(**ready | {"input_tokens": 200_000, "tuned_input_tokens": 20_000}), shipped_basis(), NOVEMBER
        ).flips
    }
    assert leads["input_tokens"] == "measure another model"
    assert leads["models_tried"] == "stay on today's model"
    assert "input_tokens" not in {f.fact for f in flips(case(**ready), shipped_basis(), NOVEMBER).flips}, (
        "more than ten times off"
    )


@pytest.mark.parametrize(("said", "shown"), [(3000, True), (5001, False), (50_000, False)])
def test_a_number_more_than_ten_times_off_is_no_doubt(said, shown):
    found = flips(case(**READY_TO_TUNE | {"labelled_examples": said}), shipped_basis(), APRIL).flips
    assert ("labelled_examples" in {f.fact for f in found}) is shown


def test_what_moves_the_money_by_next_to_nothing_is_counted_and_not_listed(tmp_path, capsys):
    path = tmp_path / "archive.case.yaml"
    path.write_text(
        "advisor: 1\nanswers: {one_off: yes, requests_per_month: 8M, model: gpt-5.4, input_tokens: 2500,"
        " output_tokens: 60,"
        " turnaround: overnight, task: classification, label_set: fixed, label_count: 40, data_boundary: public-api,"
        " prompt_meets_bar: yes}\n"
    )
    assert main(["flips", str(path), "--as-of", "2026-11-29"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "In all: small encoder, trained costs" in text and "Over the horizon" not in text
    assert "more change it by less than $" in text and "$0.0" not in text


def test_the_volume_of_a_job_done_once_flips_in_all():
    job = case(
        **{
            **READY_TO_TUNE,
            "one_off": True,
            "requests_per_month": 50e6,
            "models_tried": ModelsTried.of({"gpt-6-luna": "none"}),
        }
    )
    volume = [f.words for f in flips(job, shipped_basis(), NOVEMBER).flips if f.fact == "requests_per_month"]
    assert volume and all("in all" in w and "/month" not in w for w in volume)


def test_the_vendors_under_contract_are_many():
    found = flips(
        case(
            data_boundary="contracted-vendor", contracted_vendors=("openai", "aws"), model="claude-sonnet-5-5",
            requests_per_month=1_000_000, input_tokens=2000, output_tokens=200, residency="eu", prompt_meets_bar=True,
        ),
        shipped_basis(), NOVEMBER,
    )  # fmt: skip
    lists = [f.words for f in found.flips if f.fact == "contracted_vendors"]
    assert lists and not any(re.search("includes|does not", w) for w in lists)


def test_no_flip_leads_to_the_verdict_itself():
    job = {"one_off": True, "serving_today": "nothing-yet", "requests_per_month": 4e6, "task": "extraction"}
    tried = ModelsTried.of({"gpt-6-luna": "none"})
    given = case(**job, input_tokens=1800.0, output_tokens=150.0, models_tried=tried, turnaround="overnight")
    found = flips(given, shipped_basis(), NOVEMBER)
    assert found.flips
    assert not any("this verdict stands" in f.leads for f in found.flips)


def test_where_nothing_runs_a_flip_to_a_vendors_model_names_it():
    letters = {"serving_today": "nothing-yet", "requests_per_month": 3e3, "task": "summarisation"}
    given = case(**letters, input_tokens=4000.0, output_tokens=500.0, data_boundary="own-network")
    (flip,) = (f for f in flips(given, shipped_basis(), NOVEMBER).flips if f.fact == "data_boundary")
    assert flip.leads.startswith("prompt ")


def test_answers_that_lead_to_different_things_are_told_apart():
    """What is named in place of a model that ends is moved to where it is good, and another measured where none is."""
    ending = {"model": "gpt-4.1", "requests_per_month": 4e6, "input_tokens": 1200.0, "output_tokens": 150.0}
    tried = ModelsTried.of({"gpt-6-luna": "small", "claude-sonnet-5-5": "none"})
    given = case(**READY | ending | {"task": "extraction", "prompt_meets_bar": True, "models_tried": tried})
    leads = {
        f.words: f.leads for f in flips(given, shipped_basis(), NOVEMBER).flips if f.fact == "models_tried"
    }
    assert leads["gpt-6-luna is good enough"] == "move to gpt-6-luna"
    assert leads["claude-sonnet-5-5 misses your bar"] != "move to gpt-6-luna"


def test_a_flip_to_a_cascade_names_what_the_rest_goes_on_to_then():
    """Today's model takes it where that meets the bar, a dearer one that was measured where it does not."""
    mini = {
        "model": "gpt-5.4-mini",
        "requests_per_month": 1.2e6,
        "input_tokens": 1500.0,
        "output_tokens": 300.0,
    }
    tried = ModelsTried.of({"gpt-6-luna": "small", "claude-sonnet-5-5": "none"})
    given = case(**mini, task="extraction", prompt_meets_bar=True, models_tried=tried, escalation_share=0.9)
    (flip,) = (f for f in flips(given, shipped_basis(), NOVEMBER).flips if f.fact == "prompt_meets_bar")
    assert flip.leads == "a cheap model first, the rest on claude-sonnet-5-5"


def test_before_bill_and_volume_agree_the_flips_say_that_nothing_is_settled(tmp_path, capsys):
    path = tmp_path / "odd.case.yaml"
    work = "model: gpt-6.1-terra, requests_per_month: 2M, input_tokens: 2000, output_tokens: 200"
    for bill, odd in ((60_000, True), (6_000, False)):
        path.write_text(f"advisor: 1\nanswers: {{{work}, bill_today: {bill}}}\n")
        assert main(["flips", str(path), "--as-of", str(NOVEMBER)]) == 0
        assert ("before the bill and the volume agree" in capsys.readouterr().out) is odd


def test_the_flips_name_no_question_that_only_an_open_one_would_raise(tmp_path, capsys):
    path = tmp_path / "ends.case.yaml"
    answers = "  model: gpt-4o\n  requests_per_month: 3M\n  input_tokens: 500\n  output_tokens: 80\n"
    path.write_text(f"advisor: 1\nanswers:\n{answers}  prompt_meets_bar: yes\n")
    assert main(["flips", str(path), "--as-of", str(NOVEMBER), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["open"]
    assert "prompt_meets_bar" in told and "failure_cause" not in told


def test_a_prefix_of_which_nothing_was_said_is_named_where_it_flips_the_verdict():
    pasted = case(
        requests_per_month=500_000,
        model="gpt-6.1-terra",
        input_tokens=9_000,
        output_tokens=250,
        corpus_in_prompt_tokens=8_000,
        task="question-answering",
        prompt_meets_bar=True,
        mlops=False,
    )
    (named,) = (
        f for f in flips(pasted, shipped_basis(), NOVEMBER).flips[:3] if f.fact == "shared_prefix_tokens"
    )
    assert 0 < named.to[0] <= 8_000
    assert verdict(pasted, NOVEMBER, shared_prefix_tokens=8_000) == named.outcome


OWN = {
    **READY,
    "serving_today": "own-gpus",
    "gpus": "rented",
    "bill_today": 3000,
    "model": "llama-3.3-70b",
    "requests_per_month": 40_000_000,
    "input_tokens": 900,
    "output_tokens": 120,
    "task": "extraction",
    "prompt_meets_bar": True,
}


def test_own_gpus_are_what_one_stays_on_and_a_growth_that_nobody_tells_is_no_flip(monkeypatch):
    monkeypatch.setattr(numeric_flips, "numeric_facts", lambda _: ["bill_today", "growth_per_month"])
    monkeypatch.setattr(categorical_flips, "ASKED", ())
    found = flips(case(**OWN, data_boundary="public-api"), shipped_basis(), datetime.date(2026, 11, 29)).flips
    assert [(f.fact, f.leads) for f in found] == [("bill_today", "stay on your own GPUs")]
    assert "(you said $3,000 a month)" in found[0].words


def test_what_keeps_the_model_where_it_runs_does_not_flip_a_verdict_that_keeps_it(monkeypatch):
    monkeypatch.setattr(numeric_flips, "numeric_facts", lambda _: [])
    monkeypatch.setattr(categorical_flips, "ASKED", ("data_boundary",))
    found = flips(
        case(**OWN, data_boundary="own-network"), shipped_basis(), datetime.date(2026, 11, 29)
    ).flips
    assert found and not [f for f in found if f.outcome.route == "prompt"]


def test_what_is_open_of_work_that_no_model_does_is_asked_of_what_runs(tmp_path, capsys):
    path = tmp_path / "clerks.case.yaml"
    path.write_text(
        "advisor: 1\nanswers: {serving_today: not-an-llm, bill_today: 45000, requests_per_month: 30k, task: extraction,"
        " input_tokens: 2500, output_tokens: 400, data_boundary: public-api}\n"
    )
    assert main(["flips", str(path), "--as-of", "2026-11-29"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "what runs today is good enough" in text and "today's model" not in text.partition("unless")[0]
