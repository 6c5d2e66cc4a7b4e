"""The cheapest model of a class that can do this work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case.facts import INSIDE, RUNS_NO_MODEL
from advisor.costing.arrays import one_value
from advisor.costing.models.availability import seller
from advisor.costing.models.data_region import place, region
from advisor.costing.models.fitness import objections
from advisor.costing.models.mean_price import cost_here, priced_for
from advisor.costing.models.missed_models import class_above_missed
from advisor.costing.models.model_class import FRONTIER, MID, OFFERED, SMALL, level
from advisor.costing.models.tuned_base import needs_large_base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model

_MILLION = 1_000_000
_SOLD_BY = ("residency", "data_boundary", "contracted_vendors", "model")


def able(inputs: Inputs, model: Model) -> bool:
    """Whether an unnamed model is worth proposing: it has a class and a price, and takes this input.

    And known to keep data in the region, where one was asked for.
    """
    return model.tier in OFFERED and fits(inputs, model)


def fits(inputs: Inputs, model: Model) -> bool:
    """Whether a model of any class is worth proposing, such as the next smaller one of today's vendor."""
    wanted = set(inputs.facts.get("modalities") or ()) - {"text"}
    if cost_here(inputs, model) is None or not wanted <= set(model.modalities):
        return False
    kept = region(inputs) is None or place(inputs, model, seller(inputs, model)).kept is True
    return kept and not objections(inputs, model)


def cheapest_first(inputs: Inputs) -> tuple[Model, ...]:
    """The models of a class, cheapest first; ties in the order of the price book."""
    kept, by = inputs.known_prices.cheapest, (priced_for(inputs), inputs.ask_once(_where))
    if by not in kept:
        kept[by] = _sorted(inputs)
    return kept[by]


def _where(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """The facts that decide who sells a model in the region; empty if no region is required."""
    return () if facts.get("residency") in (None, "none") else tuple(map(facts.get, _SOLD_BY))


def _sorted(inputs: Inputs) -> tuple[Model, ...]:
    costs = ((m, cost_here(inputs, m)) for m in inputs.knowledge.models if m.tier in OFFERED)
    priced = [(cost, m) for m, cost in costs if cost is not None]
    return tuple(m for _, m in sorted(priced, key=lambda p: p[0]))


def cheapest_of_class(
    inputs: Inputs, least: int, without: frozenset[str] = frozenset(), vendor: str | None = None
) -> Model | None:
    """The cheapest model a call of class `least` or above that can do this work; None if there is none.

    Of `vendor` alone, where one is given. Of those that cost the same the first in the book: newer ones stand first.
    """
    if inputs.facts.get("data_boundary") in INSIDE:
        return None
    wanted = (
        m
        for m in cheapest_first(inputs)
        if (level(inputs, m) or 0) >= least and m.id not in without and vendor in (None, m.provider)
    )
    return next((m for m in wanted if able(inputs, m)), None)


def cheapest_of_each_class(inputs: Inputs) -> list[Model]:
    """If no model is known to run: the cheapest of the class that the work needs, and of the class above.

    No class that was measured and missed the bar, or that is more than one below what the bill as said pays for.
    """
    fit = max(MID if needs_large_base(inputs) else SMALL, _paid_for(inputs) - 1)
    least = min(max(fit, class_above_missed(inputs)), FRONTIER)
    found = (cheapest_of_class(inputs, of) for of in (least, least + 1))
    return list({m.id: m for m in found if m is not None}.values())


def _paid_for(inputs: Inputs) -> int:
    """The largest class whose cheapest model the stated bill pays for at these tokens; 0 without a bill."""
    bill, *each = (
        inputs.number(n) for n in ("bill_today", "requests_per_month", "input_tokens", "output_tokens")
    )
    vendor = inputs.facts.get("serving_today") not in (*RUNS_NO_MODEL, "own-gpus")
    if bill is None or any(n is None for n in each) or not vendor:
        return 0
    volume, read, written = each
    for of in (FRONTIER, MID):
        model = cheapest_of_class(inputs, of)
        price = inputs.model_price(model) if model is not None else None
        if price is None or price.input is None or price.output is None:
            continue
        if one_value(bill >= volume * (read * price.input + written * price.output) / _MILLION):  # type: ignore[operator]
            return of
    return 0
