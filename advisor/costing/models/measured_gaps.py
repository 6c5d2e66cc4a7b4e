"""Which untrained models were measured on this task, and how far each falls short of the bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.case.facts import TRIED
from advisor.case.models_tried import GAPS, ModelsTried

GOOD = GAPS[0]
"""The gap of a model that meets the bar."""


def tried_models(facts: Mapping[str, Any]) -> ModelsTried:
    """Measured model, as it was named -> the gaps (none, small, large) that it may have."""
    tried: ModelsTried | None = facts.get(TRIED)
    return ModelsTried() if tried is None else tried


def measured_gap(facts: Mapping[str, Any], model: str) -> str | None:
    """How far `model` falls short; None if it was not measured, or may be good enough."""
    return tried_models(facts).gap(model)
