"""The verdict's row is open, priced and of the model that the headline names, over drawn cases of every kind."""

from __future__ import annotations

import datetime
from random import Random

import pytest
from workloads import case, shipped_basis

from advisor.case.models_tried import ModelsTried
from advisor.decision.assess import assess
from advisor.decision.telling.headline import sentence_blanks
from advisor.decision.verdict import verdict_bill

DAY = datetime.date(2026, 11, 27)
DRAWN = {
    "model": ("gpt-4o", "gpt-4.1", "gpt-6-luna", "claude-haiku-5-5", "mistral-medium", "groq/llama-3.3-70b"),
    "requests_per_month": (3e3, 4e5, 5e7),
    "input_tokens": (300.0, 40_000.0),
    "output_tokens": (20.0, 300.0),
    "task": ("classification", "extraction", "generation", "summarisation", "chat", "reasoning", None),
    "data_boundary": ("public-api", "contracted-vendor", "own-cloud", "own-network", "air-gapped", None),
    "contracted_vendors": (None, None, ("anthropic",), ("azure",)),
    "modalities": (None, ("text", "image"), ("audio",)),
    "prompt_meets_bar": (True, False, None),
    "failure_cause": (None, ("missing-knowledge",), ("behaviour",), ("reasoning",), ("latency",)),
    "models_tried": (None, {"gpt-6-luna": "none"}, {"gpt-6.1-sol": "small"}, {"groq/gpt-oss-20b": "large"}),
    "prompt_baseline": (True, None),
    "eval_infra": ("automated", None),
    "spec_stability": ("stable", "evolving"),
    "input_shift": ("yearly", "monthly"),
    "label_set": ("fixed", "open"),
    "label_count": (20.0, 5_000.0, None),
    "labelled_examples": (5_000.0, 100_000.0),
    "mlops": (True, False),
    "corpus_in_prompt_tokens": (None, 2_000.0),
    "serving_today": (None, None, "nothing-yet", "not-an-llm"),
    "gpus": (None, None, None, "owned"),
}
SAID_SO = ("is priced and open to you", "It has no price here", "None is priced")
"""How a verdict owns up to having no row that is open and priced."""


def drawn(seed: int) -> dict[str, object]:
    random = Random(seed)
    found = {name: random.choice(values) for name, values in DRAWN.items()}
    if found["serving_today"] is not None:
        found["model"] = None
    if isinstance(found["models_tried"], dict):
        found["models_tried"] = ModelsTried.of(found["models_tried"])
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_the_row_of_the_verdict_is_open_and_priced_and_the_headline_names_its_model(first):
    for seed in range(first, first + 10):
        found = assess(case(**drawn(seed)), shipped_basis(), DAY)
        bill = verdict_bill(found.money, found.ruling)
        headline = str(found.ruling.rule.then.values["headline"]).format_map(
            sentence_blanks(found, shipped_basis().rules)
        )
        if any(words in headline for words in SAID_SO):
            continue
        told = (seed, found.ruling.rule.id, headline)
        assert bill is not None and (bill.lines or bill.fleets), told
        assert not bill.closed and (bill.trained == found.ruling.trained), told
        assert bill.trained or str(bill.model).rpartition("/")[2] in headline, told
