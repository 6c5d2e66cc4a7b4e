"""The derived facts that follow from answers alone, without a price."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from advisor.case.fact_type import Facts
from advisor.case.facts import TRIED

MONTHS_BETWEEN_SHIFTS = {"rarely": math.inf, "yearly": 12.0, "quarterly": 3.0, "monthly": 1.0, "weekly": 0.25}

FOLLOWS_FROM = {
    "tokens_per_month": ("requests_per_month", "input_tokens", "output_tokens"),
    "input_outpaces_retraining": ("input_shift", "retrain_every_months"),
    "other_model_gap": ("models_tried",),
    "examples_per_label": ("labelled_examples", "label_count"),
}
"""Which answers each of them needs."""


def with_derived(facts: Facts) -> Facts:
    """`facts` and what follows from them: tokens a month, the best gap, whether inputs outpace retraining.

    An input shift equal to the retraining cadence is not faster. A fact that is already given stays.
    """
    found: dict[str, Any] = {}
    if _has(facts, *FOLLOWS_FROM["tokens_per_month"]):
        known: Mapping[str, Any] = facts
        found["tokens_per_month"] = known["requests_per_month"] * (
            known["input_tokens"] + known["output_tokens"]
        )
    if _has(facts, *FOLLOWS_FROM["input_outpaces_retraining"]):
        every: Any = facts["retrain_every_months"]
        found["input_outpaces_retraining"] = MONTHS_BETWEEN_SHIFTS[str(facts["input_shift"])] < every
    if _has(facts, *FOLLOWS_FROM["examples_per_label"]):
        labels: Any = facts["labelled_examples"]
        found["examples_per_label"] = labels / facts["label_count"]
    tried: Any = facts.get(TRIED)
    if tried is not None and tried.best is not None:
        found["other_model_gap"] = tried.best
    return {**found, **facts}


def _has(facts: Facts, *names: str) -> bool:
    return all(facts.get(name) is not None for name in names)
