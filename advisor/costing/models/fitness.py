"""Why a model cannot do this work: boundary, vendor, region, end, context window, modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import INSIDE
from advisor.costing.arrays import largest, one_value
from advisor.costing.models import data_region
from advisor.costing.models.availability import CLOUD_OF, clouds, ended, platform, seller
from advisor.text.value_labels import value_label

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model

INSIDE_WHY = "data may not leave your network"


def objections(inputs: Inputs, model: Model) -> tuple[str, ...]:
    """Every reason why `model`, as its vendor serves it, cannot do this work; empty when it can."""
    found = (
        _boundary(inputs, model),
        _region(inputs, model),
        ended(inputs, model),
        window_objection(inputs, model.id, model.max_input_tokens),
        modality_objection(inputs, model),
    )
    return tuple(why for why in found if why)


def standing_objections(inputs: Inputs, model: Model) -> tuple[str, ...]:
    """The same where the prompt is another than today's: all but the context window, and the boundary rules close."""
    found = (
        _boundary(inputs, model),
        _region(inputs, model),
        ended(inputs, model),
        modality_objection(inputs, model),
    )
    return tuple(why for why in found if why and why != INSIDE_WHY)


def window_objection(inputs: Inputs, name: str, window: float | None) -> str:
    """Why the longest request does not fit a context window of `window` tokens; empty when it does."""
    facts = inputs.facts
    longest = facts.get("longest_input_tokens")
    if longest is None:
        longest = facts.get("input_tokens", 0.0)
    if window is None or one_value(longest <= window):
        return ""
    return f"{name} reads {window:,.0f} tokens at most, a request has up to {largest(longest):,.0f}"


def _boundary(inputs: Inputs, model: Model) -> str:
    boundary = inputs.facts.get("data_boundary")
    if boundary in INSIDE:
        return INSIDE_WHY
    where = platform(inputs, model)
    if boundary == "own-cloud":
        if where is None:
            return f"no cloud of yours is known to serve {model.id}"
        allowed = clouds(inputs)
        return "" if not allowed or where in allowed else f"{model.id} runs on {where}, not in your cloud"
    if boundary == "contracted-vendor":
        vendors = set(inputs.contracted())
        if vendors and not {model.provider, CLOUD_OF.get(model.provider)} & vendors:
            return f"{model.provider} is not a vendor you have a contract with"
    return ""


def _region(inputs: Inputs, model: Model) -> str:
    if data_region.region(inputs) is None or inputs.facts.get("data_boundary") in INSIDE:
        return ""
    return data_region.objection(inputs, model, seller(inputs, model))


def modality_objection(inputs: Inputs, model: Model) -> str:
    """What of the input `model` does not take; empty if it takes all, or where that is not known."""
    wanted = set(inputs.facts.get("modalities") or ())
    if not model.modalities:
        return ""
    lacking = sorted(wanted - set(model.modalities) - {"text"})
    named = [value_label("modalities", kind) for kind in lacking]
    return f"{model.id} does not take {' and '.join(named)}" if lacking else ""
