"""Workloads as teams really bring them, drawn from a seed: for proofs by many cases and for benchmarks."""

from __future__ import annotations

import math
from random import Random

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.case.fact_type import Fact, Value
from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried

MODELS = (
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4.1",
    "gpt-6-luna",
    "claude-haiku-5-5",
    "gemini-2.5-flash",
    "nova-pro",
)
USUAL = {
    "requests_per_month": (1e3, 5e7),
    "input_tokens": (100, 30_000),
    "output_tokens": (10, 2_000),
    "calls_per_task": (1, 10),
    "bill_today": (10, 100_000),
    "longest_input_tokens": (100, 100_000),
    "payload_tokens": (50, 10_000),
    "corpus_in_prompt_tokens": (500, 50_000),
    "label_count": (2, 500),
    "escalation_share": (0.05, 0.5),
    "tuned_input_tokens": (50, 2_000),
    "tuned_output_tokens": (10, 1_000),
    "shared_prefix_tokens": (50, 5_000),
    "retrieved_tokens": (200, 8_000),
    "corpus_tokens": (1e5, 1e8),
    "peak_factor": (1, 15),
    "growth_per_month": (0.001, 0.2),
    "cache_hit_rate": (0.05, 1),
    "few_shot_examples": (1, 20),
    "few_shot_vs_tuned": (0.6, 1),
    "labelled_examples": (20, 50_000),
    "retrain_every_months": (0.5, 12),
    "engineer_usd_per_hour": (20, 250),
    "tuned_use_cases": (1, 20),
    "ttft_target_ms": (50, 3_000),
    "gpus_paid_months": (1, 36),
    "horizon_months": (1, 36),
    "training_tokens": (1e5, 1e8),
    "epochs": (1, 5),
}
APART = ("gpus_paid_months",)
"""Drawn by themselves, so that a seed stays the workload that it was."""
NEEDED = ("requests_per_month", "model", "input_tokens", "output_tokens")
READY: dict[str, Value] = {
    "spec_stability": "stable",
    "input_shift": "rarely",
    "prompt_baseline": True,
    "eval_infra": "automated",
    "structured_output_tried": True,
    "labelled_examples": 5_000,
    "task": "extraction",
    "task_scope": "narrow",
    "mlops": True,
}


def value(fact: Fact, random: Random) -> Value:
    """A value such as people give: numbers spread evenly over their order of magnitude."""
    match fact.kind:
        case "bool":
            return random.random() < 0.5
        case "choice":
            return random.choice(fact.values)
        case "choices":
            names = fact.values or ("openai", "azure", "aws")
            return tuple(random.sample(names, random.choice((0, 1, 1, 2))))
        case "model":
            return random.choice(MODELS)
        case "gaps":
            names = random.sample((*MODELS, UNNAMED), random.choice((0, 1, 1, 2)))
            return ModelsTried.of({name: random.choice(GAPS) for name in names})
        case "number":
            low, high = USUAL[fact.name]
            drawn = math.exp(random.uniform(math.log(low), math.log(high)))
            return round(drawn) if fact.whole or drawn > 100 else float(f"{drawn:.3g}")


def workload(random: Random, *, answered: float = 0.7, ready: float = 0.5) -> Case:
    """A priced workload with each other fact answered by the share `answered`; `ready`: share ready to train."""
    drawn = [n for n in ASKED if n not in APART]
    facts = {n: value(VOCABULARY[n], random) for n in drawn if n in NEEDED or random.random() < answered}
    apart = Random(repr(facts))
    facts |= {n: value(VOCABULARY[n], apart) for n in APART if apart.random() < answered}
    if random.random() < ready:
        facts.update(READY)
    if random.random() < 0.7 and facts.get("data_boundary") in ("own-network", "air-gapped"):
        facts["data_boundary"] = "contracted-vendor"
    if random.random() < 0.6:
        facts["prompt_meets_bar"] = True
        facts.pop("failure_cause", None)
    return Case("a workload", {n: Answer(facts[n]) for n in ASKED if n in facts})
