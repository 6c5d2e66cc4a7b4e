"""The model and its rates month by month: announced prices, and the successor of a model that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from advisor.costing.models.availability import (
    base_rates_of,
    ending,
    horizon_end,
    months_between,
    successor,
)
from advisor.knowledge.model_price import listed

if TYPE_CHECKING:
    import datetime

    from advisor.costing.inputs import Inputs
    from advisor.costing.token_prices import TokenRates
    from advisor.knowledge.lifecycle import Lifecycle
    from advisor.knowledge.market import Model


class PriceStep(NamedTuple):
    """From month `start` on, `model` at `rates`."""

    start: float
    model: Model
    rates: TokenRates


class PricePath(Struct, frozen=True):
    """`steps` in order of time; `until`: the month after which nothing is priced; `notes`: each change in words."""

    steps: tuple[PriceStep, ...]
    until: float
    notes: tuple[str, ...]


def price_path(inputs: Inputs, model: Model, rates: TokenRates) -> PricePath:
    """The path of `model`: `rates` from the first day, announced prices, and its successor after its end."""
    steps, notes = [PriceStep(0.0, model, rates)], []
    start, seen = inputs.as_of, {model.id}
    while True:
        end = ending(inputs, model)
        for step, note in announced_steps(inputs, model, start, end.on if end else horizon_end(inputs)):
            steps.append(step)
            notes.append(note)
        horizon = float(inputs.facts["horizon_months"])
        if end is None or horizon <= _month(inputs, end.on):
            return PricePath(tuple(steps), horizon, tuple(notes))
        after, day = successor(inputs, model), max(start, end.on)
        if len(steps) > 1 and steps[-1].start == _month(inputs, day):  # it never took over
            steps.pop()
            notes.pop()
        before, after = steps[-1].model, after if after and after.id not in seen else None
        found, why = _taking_over(inputs, model, before, end, day, after)
        if found is None:
            return PricePath(tuple(steps), _month(inputs, day), (*notes, why))
        steps.append(found)
        notes.append(why)
        start, model = day, found.model
        seen.add(model.id)


def _taking_over(
    inputs: Inputs, model: Model, before: Model, end: Lifecycle, day: datetime.date, after: Model | None
) -> tuple[PriceStep | None, str]:
    """The step onto `after` on the day that `before` no longer serves, in words; None if it has no price.

    `model` is what `end` ends: `before` itself, or what was named in its place and had ended by then.
    """
    if after is None:
        why = f"{model.id} ends on {end.on} and nothing is named in its place: no price after that"
        return None, f"{why} [{end.id}]"
    price = inputs.model_price(after, day)
    rates = base_rates_of(inputs, after, price) if price is not None else None
    if rates is None:
        why = f"{after.id}, which takes the place of {before.id} on {day}, has no known price"
        return None, f"{why} [{end.id}]"
    step = PriceStep(_month(inputs, day), after, rates)
    return step, f"from {day} on {after.id}, which takes the place of {before.id} [{end.id}]"


def announced_steps(
    inputs: Inputs, model: Model, start: datetime.date, end: datetime.date, sold_by: str | None = None
) -> list[tuple[PriceStep, str]]:
    """The prices of `model`, `sold_by` whom, announced for days between `start` and `end`, each in words."""
    current = model.at(inputs.as_of)
    if current is None or current.fallback:
        return []
    found = []
    for entry in sorted(model.prices, key=lambda p: p.as_of):
        if not (entry.scheduled and inputs.as_of < entry.as_of and start < entry.as_of < end):
            continue
        price = inputs.model_price(model, entry.as_of)
        rates = base_rates_of(inputs, model, price, sold_by) if price is not None else None
        if rates is not None:
            said = f"{listed(rates.input)} in and {listed(rates.output)} out per 1M tokens"
            note = f"{model.id} costs {said} from {entry.as_of}"
            found.append((PriceStep(_month(inputs, entry.as_of), model, rates), f"{note} [{entry.source}]"))
    return found


def _month(inputs: Inputs, day: datetime.date) -> float:
    return months_between(inputs.as_of, day, float(inputs.use_assumption("days_per_month").value))
