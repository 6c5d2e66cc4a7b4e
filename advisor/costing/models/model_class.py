"""The class of a model as a level: what is one step down, one step up, or too small for a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.store import Knowledge

SMALL, MID, FRONTIER = 1, 2, 3
_LEVELS = {"small": SMALL, "mid": MID, "frontier": FRONTIER}
OFFERED = tuple(_LEVELS)
"""Classes of the models that are worth a first measurement."""


def level(inputs: Inputs, model: Model) -> int | None:
    """The class of `model` in the book of `inputs`; see level_in."""
    return level_in(inputs.knowledge, model)


def level_in(book: Knowledge, model: Model) -> int | None:
    """SMALL, MID or FRONTIER; an open model by its parameters; None if nothing tells.

    The largest of an older line stands with today's middle class, what was below it with the small one.
    """
    if model.tier in _LEVELS:
        return _LEVELS[model.tier]
    if model.tier == "legacy":
        return SMALL if _older_above(book, model) else MID
    if model.params_b is None:
        return None
    small = book.assumption("open_model_params_b_max").likely
    return SMALL if model.params_b <= small else MID


def level_of(inputs: Inputs, name: str) -> int | None:
    """The same of the model of this name; None if it is not known."""
    model = inputs.known_model(name)
    return None if model is None else level(inputs, model)


def succeeds(inputs: Inputs, new: str, old: str) -> bool:
    """Whether `new` is on offer and `old` is of an older line of its vendor: a miss of `old` does not rule it out."""
    one, other = inputs.known_model(new), inputs.known_model(old)
    if one is None or other is None or one.provider != other.provider:
        return False
    return other.tier == "legacy" and one.tier in OFFERED


def older(inputs: Inputs, one: str, other: str) -> bool:
    """Whether `one` is an older model of the vendor and class of `other`: newer ones stand first in the book."""
    models = (inputs.known_model(one), inputs.known_model(other))
    if any(m is None for m in models) or len({(m.provider, m.tier) for m in models if m is not None}) > 1:
        return False
    return next((m for m in inputs.knowledge.models if m in models), None) == models[1]


def _older_above(book: Knowledge, model: Model) -> bool:
    """Whether a larger model of the same older line stands above it."""
    above = book.known_model(model.step_up) if model.step_up else None
    return above is not None and above.tier == "legacy"
