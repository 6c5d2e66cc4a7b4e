"""What an hour of a GPU costs: rented, reserved for a year or more, or bought and spread over its life."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.inputs import SourcedValue

if TYPE_CHECKING:
    from advisor.costing.arrays import Num
    from advisor.costing.gpus.gpu_serving import Fleet
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Gpu, Purchase

NOT_PRICED = (
    "not priced: no card that holds the model has a known price to buy (say prices: {CARD: {purchase: USD}})"
)
_WATTS_A_KILOWATT = 1000.0


def serving_hour(inputs: Inputs, gpu: Gpu) -> SourcedValue | None:
    """USD an hour of `gpu` for serving, by how GPUs are paid for; None if there is no price."""
    how = inputs.facts.get("gpus")
    said = inputs.rates.get(gpu.id, {})
    rented = inputs.gpu_hour(gpu)
    if how == "owned":
        return rented if rented is not None and "typical" in said else _bought(inputs, gpu)
    if how == "reserved" and rented is not None and "typical" not in said:
        less = inputs.use_assumption("reserved_discount")
        return SourcedValue(rented.value * (1 - less.value), (*rented.cites, *less.cites), rented.as_of)
    return rented


def outlay(inputs: Inputs, gpu: Gpu) -> Num | None:
    """USD to buy a GPU with its share of a server; None if none is bought, or the price is unknown."""
    if inputs.facts.get("gpus") != "owned" or _bought(inputs, gpu) is None:
        return None
    price, _ = _card(inputs, gpu)
    return None if price is None else price * inputs.use_assumption("server_times").value


def kept_hour(inputs: Inputs, gpu: Gpu) -> SourcedValue | None:
    """USD an hour of a `gpu` that is there already: for a bought one only its electricity."""
    owned = inputs.facts.get("gpus") == "owned" and "typical" not in inputs.rates.get(gpu.id, {})
    watts = _watts(inputs, gpu)
    if not owned:
        return serving_hour(inputs, gpu)
    return None if watts is None else _current(inputs, watts)


def _watts(inputs: Inputs, gpu: Gpu) -> float | None:
    """The power that `gpu` draws: as stated, else by its data sheet; None if unknown."""
    said: float | None = inputs.rates.get(gpu.id, {}).get("watts", gpu.watts)
    return said


def _current(inputs: Inputs, watts: float) -> SourcedValue:
    """USD for an hour of `watts`, with the data-centre overhead."""
    names = ("cooling_times", "kwh")
    cooling, kwh = (inputs.use_assumption(name).value for name in names)
    return SourcedValue(watts / _WATTS_A_KILOWATT * cooling * kwh, names)


def _card(inputs: Inputs, gpu: Gpu) -> tuple[Num | None, Purchase | None]:
    """USD for the GPU alone, and the price list it is from unless the case states it."""
    said: Num | None = inputs.rates.get(gpu.id, {}).get("purchase")
    listed = gpu.bought(inputs.as_of)
    return (said, None) if said is not None else (listed.usd if listed else None, listed)


def own_first(inputs: Inputs, fleets: list[Fleet]) -> list[Fleet]:
    """Those on bought cards that the case prices, where one of them serves; else all of `fleets`."""
    if inputs.facts.get("gpus") != "owned":
        return fleets
    said = {card for card, rates in inputs.rates.items() if {"purchase", "typical"} & rates.keys()}
    return [f for f in fleets if f.gpu in said] or fleets


def _bought(inputs: Inputs, gpu: Gpu) -> SourcedValue | None:
    """The purchase with its share of a server spread over its life, plus its electricity.

    What a card costs, its life and its draw are as the case says, else as the newest list and the data sheet do.
    """
    said = inputs.rates.get(gpu.id, {})
    (price, listed), watts = _card(inputs, gpu), _watts(inputs, gpu)
    if price is None or watts is None or (gpu.consumer and listed is not None):
        return None
    names = ("server_times", "gpu_life_months", "hours_per_month")
    server, life, hours = (inputs.use_assumption(name).value for name in names)
    bought = price * server / (said.get("months", life) * hours)
    current = _current(inputs, watts)
    source, as_of = (listed.source, listed.as_of_text) if listed else (gpu.id, None)
    return SourcedValue(bought + current.value, (source, *names, *current.cites), as_of)


def at_kept_hour(inputs: Inputs, fleets: Iterable[Fleet]) -> list[Fleet]:
    """`fleets` at their cost once they are there: bought GPUs only cost electricity."""
    hours = ((f, kept_hour(inputs, inputs.knowledge.gpu(f.gpu))) for f in fleets)
    return [replace(f, hour=hour) for f, hour in hours if hour is not None]
