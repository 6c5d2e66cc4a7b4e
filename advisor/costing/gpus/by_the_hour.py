"""A call on GPUs that are billed only while they run, where the answers wait for the night."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from advisor.case.facts import INSIDE
from advisor.costing.arrays import Num, divide, one_value
from advisor.costing.gpus.gpu_serving import bytes_a_parameter, demand, requests_per_second
from advisor.costing.gpus.grouped import groups
from advisor.costing.line_items import SECONDS_AN_HOUR, Factor, LineItem

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.workload import RequestShape
    from advisor.knowledge.market import Gpu, Rental
    from advisor.knowledge.serving import Architecture

_NO_RENTAL = ("own-cloud", *INSIDE)


def by_the_hour(inputs: Inputs, model: Architecture, shape: RequestShape) -> LineItem | None:
    """A call of `shape` on the cheapest GPU that is billed only while it runs; None if none is sold or let in."""
    asked, weights = demand(inputs, model, shape), model.params
    return while_running(
        inputs,
        lambda gpu: (
            (n, requests_per_second(inputs, asked, gpu, n))
            for n in groups(inputs, gpu, weights * bytes_a_parameter(gpu))
        ),
    )


def while_running(
    inputs: Inputs, rates_on: Callable[[Gpu], Iterable[tuple[int, Num | None]]]
) -> LineItem | None:
    """A call on the cheapest GPUs that are billed only while they run; None if none are sold or let in.

    `rates_on`: how many of a GPU serve as one, and the calls a second that they answer.
    """
    facts = inputs.facts
    if facts.get("turnaround") != "overnight" or facts.get("data_boundary") in _NO_RENTAL:
        return None
    best: tuple[Num, LineItem] | None = None
    for rental in inputs.knowledge.rentals:
        gpu = inputs.knowledge.gpu(rental.gpu)
        if rental.as_of > inputs.as_of:
            continue
        for group, rate in rates_on(gpu):
            if rate is None or one_value(rate <= 0):
                continue
            line = _line(rental, gpu, group, rate)
            if best is None or one_value(line.usd < best[0]):
                best = line.usd, line
    return best[1] if best else None


def _line(rental: Rental, gpu: Gpu, group: int, rate: Num) -> LineItem:
    many = () if group == 1 else (Factor(float(group), "of them at once"),)
    factors = (
        Factor(divide(1.0, rate), f"s on {gpu.name} at {rental.provider}"),
        *many,
        SECONDS_AN_HOUR,
        Factor(rental.per_hour, "USD/h"),
    )
    cites = (*rental.cites, rental.source)
    return LineItem("GPUs, billed while they run", "call", factors, cites, rental.as_of_text, "gpu")
