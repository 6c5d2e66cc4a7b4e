"""Which untrained models were measured on this task, and how far each falls short of the bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.case.facts import TRIED


def tried_models(facts: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Measured model, as it was named -> the gaps (none, small, large) that it may have."""
    return {name: tuple(zones) for name, zones in (facts.get(TRIED) or {}).items()}


def one_zone(zones: tuple[str, ...] | None) -> str | None:
    """The gap where it is decided; None where the model was not measured or several are possible."""
    return zones[0] if zones and len(zones) == 1 else None


def measured_gap(facts: Mapping[str, Any], model: str) -> str | None:
    """How far `model` falls short; None where it was not measured or several gaps are possible."""
    return one_zone(tried_models(facts).get(model))
