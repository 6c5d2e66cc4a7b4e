"""The line of a model: the next larger and smaller ones, and what to measure in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import ending
from advisor.costing.models.cheapest_model import able, cheapest_first
from advisor.costing.models.fitness import objections
from advisor.costing.models.lasting import lasting
from advisor.costing.models.mean_price import cost_here
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.tuned_base import needs_large_base

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model


def in_its_place(inputs: Inputs, model: Model) -> Model:
    """`model`, or the one to measure in its place if its end is announced."""
    return lasting(inputs, model, able, cheapest_first(inputs))


def step_up(inputs: Inputs, model: Model) -> Model | None:
    """The same vendor's next larger model that can do this work: the one it names, else the cheapest above it."""
    named = inputs.known_model(model.step_up) if model.step_up else None
    if named is not None and able(inputs, named):
        return in_its_place(inputs, named)
    above = [m for m in inputs.knowledge.models if m.step_down == model.id and able(inputs, m)]
    priced = [(cost, m.id, m) for m in above if (cost := cost_here(inputs, m)) is not None]
    return in_its_place(inputs, min(priced)[2]) if priced else None


def steps_down(inputs: Inputs, model: Model) -> list[Model]:
    """The next smaller model of the line, and where a small base would do the work the one below it too."""
    found: list[Model] = []
    while model.step_down and len(found) < (1 if needs_large_base(inputs) else 2):
        down = inputs.known_model(model.step_down)
        if down is None:
            break
        found.append(down)
        model = down
    return found


def sold_weights(inputs: Inputs, model: Model) -> Model | None:
    """The cheapest lasting offer of the open model that runs on own GPUs; None if nobody sells it.

    Nobody sells a tune of one's own: the open weights it was made of are another model.
    """
    if inputs.facts.get("model_is_tuned") is True:
        return None
    able = (m for m in inputs.knowledge.models if m.id != model.id and same_weights(model.id, m.id))
    lasting = (m for m in able if ending(inputs, m) is None and not objections(inputs, m))
    priced = [(cost, m.id, m) for m in lasting if (cost := cost_here(inputs, m))]
    return min(priced)[2] if priced else None
