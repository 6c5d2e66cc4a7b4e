"""A call on GPUs that are billed only while they run, where the answers wait for the night."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.case.facts import INSIDE
from advisor.costing.arrays import Num, divide, same
from advisor.costing.gpus.gpu_serving import demand, requests_per_second
from advisor.costing.line_items import SECONDS_AN_HOUR, Factor, LineItem

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.workload import RequestShape
    from advisor.knowledge.market import Gpu
    from advisor.knowledge.serving import Architecture

_NO_RENTAL = ("own-cloud", *INSIDE)


def by_the_hour(inputs: Inputs, model: Architecture, shape: RequestShape) -> LineItem | None:
    """A call of `shape` on the cheapest GPU that is billed only while it runs; None where none is sold or let in."""
    asked = demand(inputs, model, shape)
    return while_running(inputs, lambda gpu: requests_per_second(inputs, asked, gpu))


def while_running(inputs: Inputs, rate_on: Callable[[Gpu], Num | None]) -> LineItem | None:
    """A call at `rate_on` calls a second on the cheapest GPU that is billed only while it runs; None for none."""
    facts = inputs.facts
    if facts.get("turnaround") != "overnight" or facts.get("data_boundary") in _NO_RENTAL:
        return None
    best: tuple[Num, LineItem] | None = None
    for rental in inputs.knowledge.rentals:
        gpu = inputs.knowledge.gpu(rental.gpu)
        rate = rate_on(gpu)
        if rental.as_of > inputs.as_of or rate is None or same(rate <= 0):
            continue
        factors = (
            Factor(divide(1.0, rate), f"s on {gpu.name} at {rental.provider}"),
            SECONDS_AN_HOUR,
            Factor(rental.per_hour, "USD/h"),
        )
        cites = (*rental.cites, rental.source)
        line = LineItem("GPUs, billed while they run", "call", factors, cites, rental.as_of_text, "gpu")
        cost = divide(rental.per_hour, rate)
        if best is None or same(cost < best[0]):
            best = cost, line
    return best[1] if best else None
