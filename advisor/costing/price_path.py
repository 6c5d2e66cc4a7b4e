"""What serves and what it costs from month to month: announced prices, and the model that follows one that ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from advisor.costing.availability import base_rates_of, ending, horizon_end, months_between

if TYPE_CHECKING:
    import datetime

    from advisor.costing.inputs import Inputs
    from advisor.costing.token_prices import TokenRates
    from advisor.knowledge.market import Model


class PriceStep(NamedTuple):
    """From month `start` on, `model` at `rates`."""

    start: float
    model: Model
    rates: TokenRates


@dataclass(frozen=True)
class PricePath:
    """`steps` in order of time; `until`: the month after which nothing is priced; `notes`: each change in words."""

    steps: tuple[PriceStep, ...]
    until: float
    notes: tuple[str, ...]


def price_path(inputs: Inputs, model: Model, rates: TokenRates, replaced: Model | None) -> PricePath:
    """`model` at `rates` from the first day, its announced prices, and `replaced` from the day it ends."""
    horizon = float(inputs.facts["horizon_months"])
    end = ending(inputs, model)
    last = end.on if end is not None else horizon_end(inputs)
    steps, notes = [PriceStep(0.0, model, rates)], []
    for step, note in _announced(inputs, model, inputs.as_of, last):
        steps.append(step)
        notes.append(note)
    if end is None or horizon <= _month(inputs, end.on):
        return PricePath(tuple(steps), horizon, tuple(notes))
    if replaced is None:
        note = (
            f"{model.id} ends on {end.on} and nothing is named in its place: no price after that [{end.id}]"
        )
        return PricePath(tuple(steps), _month(inputs, end.on), (*notes, note))
    price = inputs.model_price(replaced, end.on)
    after = base_rates_of(inputs, replaced, price) if price is not None else None
    if after is None:
        note = (
            f"{replaced.id}, which takes the place of {model.id} on {end.on}, has no known price [{end.id}]"
        )
        return PricePath(tuple(steps), _month(inputs, end.on), (*notes, note))
    steps.append(PriceStep(_month(inputs, end.on), replaced, after))
    notes.append(f"from {end.on} on {replaced.id}, which takes the place of {model.id} [{end.id}]")
    for step, note in _announced(inputs, replaced, end.on, horizon_end(inputs)):
        steps.append(step)
        notes.append(note)
    return PricePath(tuple(steps), horizon, tuple(notes))


def _announced(
    inputs: Inputs, model: Model, start: datetime.date, end: datetime.date
) -> list[tuple[PriceStep, str]]:
    """The prices of `model` that are announced for days between `start` and `end`."""
    current = model.at(inputs.as_of)
    if current is None or current.fallback:
        return []
    found = []
    for entry in sorted(model.prices, key=lambda p: p.as_of):
        if not (entry.scheduled and inputs.as_of < entry.as_of and start < entry.as_of < end):
            continue
        price = inputs.model_price(model, entry.as_of)
        rates = base_rates_of(inputs, model, price) if price is not None else None
        if rates is not None:
            note = f"{model.id} costs ${rates.input:g} in and ${rates.output:g} out per 1M tokens from {entry.as_of}"
            found.append((PriceStep(_month(inputs, entry.as_of), model, rates), f"{note} [{entry.source}]"))
    return found


def _month(inputs: Inputs, day: datetime.date) -> float:
    return months_between(inputs.as_of, day, float(inputs.assume("days_per_month").value))
