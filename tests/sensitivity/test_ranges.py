"""Ranges: against a plain loop over cases, repeatable, and honest where nothing can be priced."""

from __future__ import annotations

import json
import math
from collections import Counter
from random import Random

import numpy as np
import pytest
from likely_workloads import READY, workload
from msgspec import structs
from msgspec.structs import replace
from workloads import APRIL, NOVEMBER, case, shipped, shipped_basis

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.case.models_tried import ModelsTried
from advisor.cli.main import main
from advisor.costing.comparison import compare_routes
from advisor.decide import decide
from advisor.decision.assess import assess
from advisor.decision.basis import DecisionBasis
from advisor.sensitivity.base_case import decide_base_case
from advisor.sensitivity.monte_carlo import ranges, sampled_ranges
from advisor.sensitivity.outcome import outcome
from advisor.sensitivity.pieces import outcomes as outcomes_of
from advisor.sensitivity.pieces import uniform_pieces
from advisor.sensitivity.uncertainty import draw_samples, uncertain_inputs

TUNABLE = {
    **READY,
    "model": "gpt-4o",
    "output_tokens": 100,
    "prompt_meets_bar": True,
    "models_tried": ModelsTried.of({"unnamed": "small"}),
    "data_boundary": "public-api",
    "label_set": "open",
    "task": "classification",
}


def wide(**more: Answer) -> Case:
    """A workload whose volume and prompt are known only roughly, so that several verdicts are in reach."""
    answers = {
        **case(**TUNABLE).answers,
        "requests_per_month": Answer(600_000, low=50_000, high=9_000_000),
        "input_tokens": Answer(1_500, low=500, high=4_000),
        **more,
    }
    return Case("wide", answers)


class Drawn:
    """The knowledge with the assumptions of one sample."""

    def __init__(self, samples):
        self._samples = samples

    def __getattr__(self, name):
        return getattr(shipped_basis().knowledge, name)

    def estimate(self, name):
        found = shipped_basis().knowledge.estimate(name)
        value = self._samples.get(name, found.likely)
        return structs.replace(found, low=value, likely=value, high=value)


CASES = {
    "wide": wide(),
    "no mlops, few labels": wide(
        mlops=Answer(False), labelled_examples=Answer(500, low=300, high=900), label_source=Answer("none")
    ),
    "fixed labels, shared base": wide(
        label_set=Answer("fixed"),
        tuned_use_cases=Answer(4, low=1, high=9),
        shared_prefix_tokens=Answer(400, low=0, high=1_000),
        growth_per_month=Answer(0.02, low=0, high=0.1),
    ),
    "quick shifts": wide(
        input_shift=Answer("quarterly"),
        retrain_every_months=Answer(2, low=1, high=6),
        peak_factor=Answer(3, low=2, high=20),
    ),
    "migration": wide(model=Answer("gpt-4o-mini")),
    "other model": wide(models_tried=Answer(ModelsTried.of({"gpt-4o-mini": "none"}))),
}


@pytest.mark.parametrize(
    ("name", "on"), [*((name, APRIL) for name in CASES if name != "quick shifts"), ("migration", NOVEMBER)]
)
def test_a_plain_loop_over_cases_says_the_same(name, on):
    given, samples = CASES[name], 25
    found = ranges(given, shipped_basis(), on, samples, seed=5)
    base_case = decide_base_case(given, shipped_basis(), on)
    inputs = draw_samples(base_case, uncertain_inputs(base_case), samples, seed=5)
    tally, costs = Counter(), {}
    for i in range(samples):
        facts = {k: v[i].item() if isinstance(v, np.ndarray) else v for k, v in inputs.facts.items()}
        drawn = {k: v[i].item() for k, v in inputs.samples.items()}
        prices = {k.removeprefix("gpu:"): {"typical": v} for k, v in drawn.items() if k.startswith("gpu:")}
        one = Case("", {k: Answer(v) for k, v in facts.items()}, prices)
        d = assess(one, DecisionBasis(shipped_basis().rules, Drawn(drawn)), on)
        tally[d.ruling.route, d.ruling.trained] += 1
        for bill in d.money.chosen.values():
            if bill.lines:
                costs.setdefault(bill.route, []).append(float(d.money.horizon_cost(bill)))
    assert {tuple(s.outcome): s.share for s in found.outcomes} == {k: n / samples for k, n in tally.items()}
    assert found.holds == tally[tuple(found.outcome)] / samples
    for route in found.routes:
        expected = np.percentile(costs[route.route], [10, 50, 90])
        assert [route.p10, route.p50, route.p90] == pytest.approx(list(expected), rel=1e-9)


EXTREMES = {
    "requests_per_month": (1e3, 1e8),
    "input_tokens": (10, 3e5),
    "output_tokens": (1, 3e4),
    "peak_factor": (1, 1_000),
    "engineer_usd_per_hour": (1, 1_000),
    "labelled_examples": (1, 5_000),
    "retrain_every_months": (0.1, 24),
    "tuned_use_cases": (1, 50),
    "setup_hours": (1, 500),
    "maintenance_hours": (0.1, 100),
    "throughput_eta": (0.01, 1),
    "rag_maintenance_hours": (0.1, 100),
}


def stretched(random: Random, count: int) -> dict[str, np.ndarray]:
    """Values of several inputs at once, far beyond what is usual."""
    names = random.sample(sorted(EXTREMES), random.randint(2, len(EXTREMES)))
    drawn = {n: [math.exp(random.uniform(*map(math.log, EXTREMES[n]))) for _ in range(count)] for n in names}
    return {n: np.round(v) if n in WHOLE else np.array(v) for n, v in drawn.items()}


WHOLE = ("labelled_examples", "tuned_use_cases")


@pytest.mark.parametrize("seeds", [range(2), range(370, 373)])
def test_samples_of_one_cell_have_one_verdict(seeds):
    for seed in seeds:
        random, count = Random(seed), 24
        given = workload(random, ready=0.9, answered=0.5).answered("prompt_meets_bar", Answer(seed % 3 > 0))
        if seed % 2:
            given = given.answered("failure_cause", Answer(("format",)))
        base_case = decide_base_case(given, shipped_basis(), random.choice((APRIL, NOVEMBER)))
        inputs = base_case.given(stretched(random, count))
        outcomes = outcomes_of(inputs, count, base_case.part)
        for i in range(count):
            plain = replace(
                inputs,
                facts={k: v[i].item() if isinstance(v, np.ndarray) else v for k, v in inputs.facts.items()},
                samples={k: v[i].item() for k, v in inputs.samples.items()},
                used={},
            )
            assert outcomes[i] == outcome(shipped_basis().rules, compare_routes(plain)), (seed, i)


def test_a_named_route_that_is_clearly_dearer_is_told_from_one_that_is_not():
    given = case(
        requests_per_month=9_000_000.0, growth_per_month=-0.08, model="gpt-5.4", input_tokens=1_500.0,
        output_tokens=60.0, task="classification", label_set="fixed", label_count=20.0, turnaround="interactive",
        data_boundary="public-api", prompt_meets_bar=True, labelled_examples=20_000.0, label_source="production",
        models_tried=ModelsTried.of({"gpt-6-luna": "small", "gpt-5.4-mini": "large"}), spec_stability="stable",
        input_shift="yearly", eval_infra="automated", prompt_baseline=True, task_scope="narrow", mlops=True,
    )  # fmt: skip
    base_case = decide_base_case(given, shipped_basis(), NOVEMBER)
    tuned = np.array([250.0, 375.0, 500.0])
    found = outcomes_of(base_case.given({"tuned_input_tokens": tuned}), 3, base_case.part)
    assert found == [base_case.decide({"tuned_input_tokens": float(n)}) for n in tuned]
    assert {o.route for o in found} == {"encoder", "hosted-ft"}


def outcomes_at(name: str, values: list[float], **answers) -> list[tuple[str, bool]]:
    base_case = decide_base_case(
        case(**{**TUNABLE, "requests_per_month": 200_000, "input_tokens": 1_500, **answers}),
        shipped_basis(),
        APRIL,
    )
    found = outcomes_of(base_case.given({name: np.array(values)}), len(values), base_case.part)
    assert found == [base_case.decide({name: v}) for v in values]
    return found


def test_the_reference_is_told_apart_sample_by_sample():
    answers = {"model": "gpt-4.1", "models_tried": ModelsTried.of({"gpt-5": "none"}), "input_shift": "weekly"}
    found = outcomes_at("output_tokens", [220, 300], **answers)
    assert found == [("other-model", False), ("prompt", False)]


def test_a_prompt_that_no_gpu_holds_closes_self_hosting_in_that_sample():
    quality = {"prompt_meets_bar": False, "failure_cause": ("format",), "data_boundary": "own-network"}
    found = outcomes_at("input_tokens", [1_500, 90_000_000], **quality)
    assert found == [("self-host", True), ("self-host", False)]


def test_the_verdict_does_change_within_these_ranges():
    assert len(ranges(CASES["wide"], shipped_basis(), APRIL, 500).outcomes) > 2
    assert len(ranges(CASES["quick shifts"], shipped_basis(), APRIL, 500).outcomes) > 2


def test_same_seed_same_result_and_another_seed_another():
    found = ranges(wide(), shipped_basis(), APRIL, 17_000, 3)
    assert found == ranges(wide(), shipped_basis(), APRIL, 17_000, 3)
    assert found != ranges(wide(), shipped_basis(), APRIL, 17_000, 4)


def test_one_more_uncertain_input_moves_no_other():
    one, two = (
        decide_base_case(wide(), shipped_basis(), APRIL),
        decide_base_case(wide(output_tokens=Answer(100, high=200)), shipped_basis(), APRIL),
    )
    first, second = (
        draw_samples(one, uncertain_inputs(one), 50, 1),
        draw_samples(two, uncertain_inputs(two), 50, 1),
    )
    assert (first.facts["requests_per_month"] == second.facts["requests_per_month"]).all()
    assert first.facts["output_tokens"] == 100 and len(set(second.facts["output_tokens"])) > 20


def test_samples_keep_their_range_and_its_middle():
    base_case = decide_base_case(wide(), shipped_basis(), APRIL)
    drawn = draw_samples(base_case, uncertain_inputs(base_case), 50_000, 1)
    volume = drawn.facts["requests_per_month"]
    assert volume.min() >= 50_000 and volume.max() <= 9_000_000
    assert np.median(volume) == pytest.approx(600_000, rel=0.03)
    assert set(drawn.samples["replicas"]) == {1.0, 2.0, 3.0}
    share = drawn.facts["tuned_input_tokens"] / drawn.facts["input_tokens"]
    assert 0.2 <= share.min() < 0.22 and 0.76 < share.max() <= 0.8


def test_percentiles_rise_and_shares_sum_to_one():
    found = ranges(wide(), shipped_basis(), APRIL, 5_000)
    assert all(r.p10 <= r.p50 <= r.p90 for r in found.routes)
    assert sum(r.cheapest for r in found.routes if r.cheapest is not None) == pytest.approx(1)
    assert sum(s.share for s in found.outcomes) == pytest.approx(1)


def test_negotiated_gpu_rates_are_certain():
    plain = wide()
    agreed = Case(plain.title, plain.answers, {"h100-sxm": {"typical": 2.0}})
    names = {u.name for u in ranges(agreed, shipped_basis(), APRIL, 10).inputs}
    assert "gpu:h100-sxm" not in names and "gpu:l4" in names


def test_what_cannot_be_priced_says_so(tmp_path, capsys):
    path = tmp_path / "a.case.yaml"
    path.write_text("advisor: 1\ntitle: Open\nanswers: {model: gpt-4o}\n")
    assert main(["ranges", str(path)]) == 0
    assert "billed model calls a month" in capsys.readouterr().out
    assert main(["ranges", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["holds"] is None


def test_the_verb(capsys):
    asked = ["ranges", "tests/cases/guide-classifier.case.yaml", "--as-of", "2026-04-30", "--samples", "2000"]
    assert main([*asked, "--format", "json"]) == 0
    first = capsys.readouterr().out
    assert main([*asked, "--format", "json"]) == 0
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert found["verdict"] == {"route": "lora", "trained": True}
    assert found["holds"] == ranges(shipped("guide-classifier"), shipped_basis(), APRIL, 2_000).holds
    assert main(asked) == 0
    assert "holds in" in capsys.readouterr().out
    assert main([*asked, "--samples", "0"]) == 2


def test_the_range_of_the_verdict_is_of_the_model_that_it_names():
    given = wide(
        model=Answer("claude-sonnet-5-5"),
        task=Answer("summarisation"),
        prompt_meets_bar=Answer(False),
        failure_cause=Answer(("reasoning",)),
    )
    decision = decide(given, shipped_basis(), NOVEMBER)
    assert (decision.verdict.route, decision.verdict.model) == ("other-model", "claude-opus-5-5")
    row = next(r for r in decision.routes if r.model == "claude-opus-5-5" and r.id == "other-model")
    (found,) = (r for r in ranges(given, shipped_basis(), NOVEMBER, 500).routes if r.route == "other-model")
    assert found.p10 < row.horizon_usd < found.p90


def test_the_verb_says_what_stays_open_and_why_the_cheapest_is_not_taken(tmp_path, capsys):
    path = tmp_path / "a.case.yaml"
    work = "requests_per_month: 1M, model: gpt-6.1-terra, input_tokens: 6000, output_tokens: 200"
    path.write_text(f"advisor: 1\nanswers: {{{work}}}\n")
    assert main(["ranges", str(path), "--as-of", "2026-11-28", "--samples", "500"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "open questions stay open in all of them" in said
    assert "is the cheapest in" in said and "still not the verdict" in said


@pytest.mark.parametrize("seed", [7, 21])
def test_the_range_of_a_cascade_is_of_the_two_models_that_its_row_names(seed):
    """In some samples of these workloads another model would go first, or none."""
    base_case = decide_base_case(workload(Random(seed)), shipped_basis(), NOVEMBER)
    row = base_case.money.chosen["cascade"]
    drawn = draw_samples(base_case, uncertain_inputs(base_case), 300, 1)
    rightly = np.full(300, np.inf)
    for places, many in uniform_pieces(drawn, 300, base_case.part):
        cost = many.untrained_cost(row)
        if cost is not None:
            rightly[places] = cost
    found = next((r for r in sampled_ranges(base_case, 300, 1).routes if r.route == "cascade"), None)
    if found is not None:
        assert (found.p10, found.p50) == pytest.approx(np.percentile(rightly, [10, 50]))


def test_the_range_of_a_tune_is_of_the_way_that_its_row_takes():
    """On the GPUs that run it costs their bill at least; in some samples new ones would cost less."""
    bill = 6_400
    answers = {
        **READY,
        "serving_today": "own-gpus",
        "model": "llama-3.1-8b-instruct",
        "bill_today": bill,
        "requests_per_month": 8_000_000,
        "input_tokens": 1_500,
        "output_tokens": 200,
        "task": "extraction",
        "prompt_meets_bar": True,
        "data_boundary": "own-cloud",
    }
    given = case(**answers)
    (found,) = (r for r in ranges(given, shipped_basis(), NOVEMBER, 500).routes if r.route == "self-host")
    assert found.p10 > 12 * bill
