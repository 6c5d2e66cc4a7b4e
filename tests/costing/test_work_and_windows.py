"""What a workload's shape does to routes: windows, kept prefixes, size of an index, nights, payload."""

from __future__ import annotations

import numpy as np
import pytest
from workloads import NOVEMBER, case, decided, priced, shipped_basis

from advisor.case.models_tried import ModelsTried

PLAIN = {"model": "gpt-6.1-sol", "requests_per_month": 600_000, "input_tokens": 2_000, "output_tokens": 300}


def ways(route, **more):
    return priced(case(**{**PLAIN, **more}), NOVEMBER).ways[route]


@pytest.mark.parametrize("route", ["encoder", "lora", "self-host"])
def test_a_request_longer_than_the_window_closes_every_route_that_cannot_read_it(route):
    assert all(b.closed for b in ways(route, input_tokens=300_000))
    assert all(b.closed for b in ways(route, longest_input_tokens=300_000))


def test_a_prefix_that_own_gpus_keep_leaves_room_for_more_requests():
    def capacity(**more):
        bills = ways("self-host", input_tokens=5_000, output_tokens=50, **more)
        bill = next(b for b in bills if not b.trained)
        return next(f.capacity for f in bill.fleets if f.gpu == "l40s")

    assert 2.0 < capacity(shared_prefix_tokens=4_500) / capacity() < 6.0


def test_a_larger_index_costs_more_to_keep():
    def store(corpus):
        lines = ways("rag", failure_cause=("missing-knowledge",), corpus_tokens=corpus)[0].lines
        return next(line.usd for line in lines if line.item == "vector store")

    small, large, huge = (store(tokens) for tokens in (10e6, 10e9, 100e9))
    assert small == 35
    assert 50 <= large < huge == pytest.approx(10 * large)


def test_an_adapter_at_night_pays_for_the_hours_that_its_host_runs():
    (night,) = [
        b
        for b in ways("lora", turnaround="overnight", requests_per_month=300_000)
        if b.label.endswith("by the hour") and "together" in b.label and not b.closed
    ][:1]
    line = next(x for x in night.lines if x.item == "GPUs, billed while they run")
    assert not night.fleets
    assert 1 < 300_000 * line.usd < 100


def test_only_instructions_and_examples_are_cut_by_tuning():
    load = priced(case(**PLAIN, payload_tokens=1_200), NOVEMBER).load
    assert load.tuned.input == pytest.approx(1_200 + 0.25 * 800)


def test_the_default_of_a_tuned_prompt_moves_with_samples_of_what_it_hangs_on():
    default = shipped_basis().knowledge.default("tuned_input_tokens")
    found = default.range({"input_tokens": np.array([2_000.0, 1_000.0]), "payload_tokens": 1_200.0})
    assert found.likely == pytest.approx([1_200 + 0.25 * 800, 1_000])


@pytest.mark.parametrize(
    "answers, stays, shrinks",
    [
        ({"shared_prefix_tokens": 1_200.0}, 800, 1_200),
        ({"corpus_in_prompt_tokens": 900.0, "shared_prefix_tokens": 1_200.0}, 1_700, 300),
        ({"payload_tokens": 500.0, "shared_prefix_tokens": 1_200.0}, 500, 1_500),
        ({"payload_tokens": 500.0, "task": "summarisation"}, 500, 1_500),
    ],
    ids=["the rest of a prefix", "both", "said", "said of a text that is given"],
)
def test_tuning_cuts_no_more_than_what_is_the_same_in_every_call(answers, stays, shrinks):
    load = priced(case(**{**PLAIN, **answers}), NOVEMBER).load
    assert load.tuned.input == pytest.approx(stays + 0.25 * shrinks)


@pytest.mark.parametrize("task", ["summarisation", "translation"])
def test_a_text_that_is_given_stays_nearly_whole(task):
    load = priced(case(**{**PLAIN, "task": task}), NOVEMBER).load
    assert 0.6 * 2_000 < load.tuned.input < 2_000


@pytest.mark.parametrize("task", ["extraction", "chat", "agent", "code"])
def test_where_nobody_says_how_long_the_own_text_is_most_of_the_prompt_is_taken_for_it(task):
    unsaid = decided(case(**{**PLAIN, "task": task}), NOVEMBER)
    assert 0.5 * 2_000 < unsaid.facts["tuned_input_tokens"] < 2_000
    assert "tuned_input_tokens" in {a.fact for a in unsaid.assumptions}


def test_an_unknown_task_cuts_the_prompt_no_more_than_a_known_one_may():
    cut = {
        task: priced(case(**{**PLAIN, "task": task}), NOVEMBER).load.tuned.input
        for task in ("classification", "chat")
    }
    unknown = priced(case(**PLAIN), NOVEMBER).load.tuned.input
    assert unknown == cut["classification"] < cut["chat"]


@pytest.mark.parametrize("boundary", ["public-api", "own-network"])
def test_a_base_too_large_for_one_gpu_is_trained_on_several(boundary):
    gap = ModelsTried.of({"databricks/llama-3.1-8b-instruct": "large"})
    bills = ways("self-host", models_tried=gap, data_boundary=boundary)
    tuned, bare = (next(b for b in bills if b.trained is t and b.model == "llama-70b") for t in (True, False))
    assert tuned.lines and not tuned.closed
    run = next(x for x in tuned.lines if x.item == "training, failed runs included")
    assert "at once" in run.formula and 10 < run.usd < 1_000
    assert tuned.gpus(600_000) <= bare.gpus(600_000)


def test_of_own_gpus_the_reason_that_closes_them_stands_first():
    answers = {**PLAIN, "longest_input_tokens": 300_000, "task": "extraction"}
    tuned = next(r for r in decided(case(**answers)).routes if r.id == "self-host" and r.trained)
    assert "131,072" in tuned.why_not[0]


def test_no_open_base_is_tuned_on_own_gpus_where_a_larger_model_fell_far_short():
    for model, closed in (("claude-haiku-5-5", False), ("claude-sonnet-5-5", True)):
        bills = ways("self-host", models_tried=ModelsTried.of({model: "large"}))
        assert bool(next(b for b in bills if b.trained).closed) == closed
