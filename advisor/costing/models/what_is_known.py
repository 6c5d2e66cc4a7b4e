"""Carries answers about today's model over to others: its replacement, and sellers of the same weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried, gap_of
from advisor.costing.models.availability import CurrentModel, successor
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.models.missed_models import smaller_siblings
from advisor.costing.models.model_line import sold_weights

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs

MEASURED_ON_MODEL = ("prompt_baseline", "prompt_meets_bar")
"""Answers about today's model, to be measured again when it is shut down within the horizon."""
_SHORT = "small"
"""The gap of what misses the bar, nobody said by how much."""


def with_answers_carried_over(inputs: Inputs, now: CurrentModel | None) -> Inputs:
    """The inputs in which answers about today's model also count for its replacement and its weights elsewhere."""
    if now is not None and now.own:
        inputs = _sold_known(inputs, now)
    return moved(inputs, now) if now is not None and now.retires else inputs


def _sold_known(inputs: Inputs, now: CurrentModel) -> Inputs:
    """Whoever sells the weights that run on own GPUs was measured with them: only their pace may differ."""
    good, tried = inputs.facts.get("prompt_meets_bar"), tried_models(inputs.facts)
    sold = None if good is None else sold_weights(inputs, now.model)
    slow = good is False and inputs.facts.get("failure_cause") == ("latency",)
    if sold is None or sold.id in tried or slow:
        return inputs
    gap = GOOD if good else _SHORT
    return replace(inputs, facts={**inputs.facts, TRIED: ModelsTried.of({**tried, sold.id: (gap,)})})


def moved(inputs: Inputs, now: CurrentModel) -> Inputs:
    """The inputs after today's model has ended: answers about it are replaced by those about its replacement.

    Where today's serves on until its last day, both that and what takes its place then have to meet the bar. That
    nothing is wrong with today's answers says nothing of the replacement's; with those of a tune, that no more than it
    learned is lacking.
    """
    gap = _known_of_replacement(inputs, now)
    inputs = _tune_known(_still_known(inputs, now))
    learned = "tune_meets_bar" in inputs.facts
    if gap != GOOD and not learned and "failure_cause" not in inputs.said:
        inputs = inputs.without(("failure_cause",))
    if gap == GOOD and not now.moved and inputs.facts.get("prompt_meets_bar") is True:
        return inputs
    if gap is None or (gap == GOOD and not now.moved):
        return inputs.without(MEASURED_ON_MODEL)
    return replace(inputs, facts={**inputs.facts, "prompt_baseline": True, "prompt_meets_bar": gap == GOOD})


def _tune_known(inputs: Inputs) -> Inputs:
    """That a tune meets the bar stays known once it ends: what it learned, another can learn."""
    facts = inputs.facts
    if facts.get("model_is_tuned") is not True or facts.get("prompt_meets_bar") is not True:
        return inputs
    return replace(inputs, facts={**facts, "tune_meets_bar": True})


def _known_of_replacement(inputs: Inputs, now: CurrentModel) -> str | None:
    """The gap of what takes the place of today's model, at once or on its last day; None if nobody measured it."""
    coming = now.serving if now.moved else successor(inputs, now.model)
    if coming is None:
        return None
    gap = gap_of(tried_models(inputs.facts).get(coming.id))
    return _SHORT if gap is None and coming.id in smaller_siblings(inputs) else gap


def _still_known(inputs: Inputs, now: CurrentModel) -> Inputs:
    """That today's model missed the bar stays known of it, and rules out its smaller siblings.

    Not where it is only too slow: those may be the faster ones.
    """
    tried, slow = tried_models(inputs.facts), inputs.facts.get("failure_cause") == ("latency",)
    if slow or inputs.facts.get("prompt_meets_bar") is not False or now.model.id in tried:
        return inputs
    return replace(inputs, facts={**inputs.facts, TRIED: ModelsTried.of({**tried, now.model.id: (_SHORT,)})})
