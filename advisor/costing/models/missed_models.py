"""The measured untrained models: which missed the bar, and what that rules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.models_tried import MISSED, gap_of
from advisor.costing.models.measured_gaps import tried_models
from advisor.costing.models.model_class import level

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model


def missed_ones(inputs: Inputs) -> list[str]:
    """The models that were measured and missed the bar."""
    named = tried_models(inputs.facts).items()
    models = (inputs.known_model(name) for name, zones in named if gap_of(zones) in MISSED)
    return [m.id for m in models if m is not None]


def measured_ones(inputs: Inputs) -> set[str]:
    """The ids of the models that were measured on this task."""
    named = (inputs.known_model(name) for name in tried_models(inputs.facts))
    return {m.id for m in named if m is not None}


def smaller_siblings(inputs: Inputs, missed_too: Model | None = None) -> set[str]:
    """The smaller siblings of every other model that was measured and missed, and of `missed_too`."""
    missed = [*missed_ones(inputs), *([missed_too.id] if missed_too is not None else [])]
    found: set[str] = set()
    for name in missed:
        model = inputs.known_model(name)
        while model is not None and model.step_down and model.step_down not in found:
            found.add(model.step_down)
            model = inputs.known_model(model.step_down)
    return found


def class_above_missed(inputs: Inputs, vendor: str | None = None) -> int:
    """The class above the largest measured model (of `vendor` if given) that missed the bar.

    Of one of an older line of `vendor` its own class: what that vendor sells of it today does more.
    """
    models = [inputs.model(name) for name in missed_ones(inputs)]
    above = (
        (level(inputs, m) or 0) + (vendor is None or m.tier != "legacy")
        for m in models
        if vendor in (None, m.provider)
    )
    return max(above, default=1)
