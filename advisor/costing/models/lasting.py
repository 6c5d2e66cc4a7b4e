"""The model to measure instead of one whose end is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import announced
from advisor.costing.models.mean_price import cost_here
from advisor.costing.models.model_class import level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model

    Able = Callable[[Inputs, Model], bool]


def lasting(inputs: Inputs, model: Model, able: Able, others: Iterable[Model]) -> Model:
    """The model to measure instead of `model` if its end is announced; else `model`.

    What is named in its place, else the cheapest of its vendor and class among `others`, which stand by their price:
    one that is `able` to do the work, lasts, and costs no more.
    """
    if announced(inputs, model) is None:
        return model
    wanted = (m for m in (*_named(inputs, model), *others) if m.provider == model.provider)
    return next((m for m in wanted if _stands_in(inputs, model, m) and able(inputs, m)), model)


def _named(inputs: Inputs, model: Model) -> Iterable[Model]:
    """The named successors of `model`, one after the other."""
    seen = {model.id}
    while (end := announced(inputs, model)) is not None:
        name = inputs.knowledge.replacement(end, model.id, inputs.as_of)
        after = inputs.known_model(name) if name else None
        if after is None or after.id in seen:
            return
        yield after
        seen.add(after.id)
        model = after


def _stands_in(inputs: Inputs, model: Model, other: Model) -> bool:
    """Whether `other` is of the class of `model` or above, lasts, and costs no more."""
    if (level(inputs, other) or 0) < (level(inputs, model) or 0) or announced(inputs, other) is not None:
        return False
    own, cost = cost_here(inputs, model), cost_here(inputs, other)
    return own is not None and cost is not None and cost <= own
