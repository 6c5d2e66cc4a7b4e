"""The lora route: LoRA on an open model at a host, by token where adapters are still served so, else dedicated."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from advisor.costing.bill import Bill, open_bills
from advisor.costing.gpus import gpu_serving
from advisor.costing.gpus.gpu_serving import Fleet
from advisor.costing.gpus.grouped import groups
from advisor.costing.inputs import Inputs, SourcedValue
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.availability import rates_of_tune
from advisor.costing.models.tuned_base import open_model, open_sizes
from advisor.costing.routes.hosted_ft import tune, tune_lifetime, tuning_objections
from advisor.costing.saving_steps import GpuSteps, HourSteps, TokenSteps
from advisor.costing.tuning_project import TuningProject
from advisor.costing.workload import Workload
from advisor.knowledge.market import Host, Offer, TuningPrice

HostFleets: TypeAlias = tuple[Fleet | None, Fleet]
Hosted: TypeAlias = Callable[[str], Sequence[HostFleets]]
"""The GPUs at a host, one or several as one, for today's prompt and for the tuned one."""

_HOURS_A_DAY = 24.0
_BY_TOKEN = ("per-token", "per-token-and-hour")


def lora(inputs: Inputs, load: Workload) -> list[Bill]:
    """Every host's LoRA on an open model of the size that is needed, open or closed, with the reason [G4.multilora].

    Where none of that size is open, larger ones that are served by token too.
    """
    least, most = open_sizes(inputs)
    hosted = functools.cache(lambda host: _host_fleets(inputs, load, inputs.knowledge.host(host)))
    project = TuningProject(inputs, load)
    fitting = [
        b
        for o, price in _of_size(inputs, least, most)
        for b in _ways(inputs, load, o, price, hosted, project)
    ]
    if open_bills(fitting):
        return fitting
    larger = _of_size(inputs, math.nextafter(most, math.inf), math.inf)
    by_token = [(o, price) for o, price in larger if _mode(inputs, o) in _BY_TOKEN]
    more = [b for o, price in by_token for b in _ways(inputs, load, o, price, hosted, project)]
    return fitting + open_bills(more)


def _of_size(inputs: Inputs, least: float, most: float) -> Iterator[tuple[Offer, TuningPrice]]:
    """The offers whose base has so many billions of parameters, with a price for training."""
    for offer in inputs.knowledge.offers:
        if offer.kind != "open-weight" or not offer.offered(inputs.as_of):
            continue
        price = inputs.offer_price(offer)
        if price is None or price.training is None or price.currency != "USD":
            continue
        if offer.params_b is not None and least <= offer.params_b <= most:
            yield offer, price


def _mode(inputs: Inputs, offer: Offer) -> str:
    served = offer.mode(inputs.as_of)
    return served.mode if served else "unknown"


def _ways(
    inputs: Inputs, load: Workload, offer: Offer, price: TuningPrice, hosted: Hosted, project: TuningProject
) -> list[Bill]:
    usable, why_until = tune_lifetime(inputs, load, offer)
    found = Bill(
        "lora",
        f"{offer.base} at {offer.provider}",
        (),
        usable,
        load.volume,
        closed=tuple(tuning_objections(inputs, offer)),
        notes=(why_until,) if why_until else (),
        price_entries=(offer.id,),
        model=offer.base_model or offer.base,
        trained=True,
    )
    served = offer.mode(inputs.as_of)
    mode = _mode(inputs, offer)
    rates = rates_of_tune(inputs, offer, price, None)
    if mode in _BY_TOKEN and rates is not None:
        calls = tune(inputs, load, offer, price, rates, project)
        return [
            replace(
                found,
                label=f"{found.label}, adapter by token",
                lines=calls.lines,
                steps=TokenSteps(load, rates, rates),
            )
        ]
    if mode == "dedicated-gpu":
        hosts = [h for h in inputs.knowledge.hosts if h.provider == offer.provider]
        lines = _project(found, price, project)
        return [_dedicated(inputs, load, found, lines, h, fleets) for h in hosts for fleets in hosted(h.id)]
    why = (
        "served for testing and low traffic only"
        if mode == "testing-only"
        else "not known how it serves adapters"
    )
    source = f" [{served.source}]" if served else ""
    return [replace(found, closed=(*found.closed, why + source))]


def _dedicated(
    inputs: Inputs,
    load: Workload,
    offered: Bill,
    lines: Sequence[LineItem],
    host: Host,
    fleets: HostFleets,
) -> Bill:
    """`offered` with its project's `lines` on `fleets` of its own at `host`."""
    prompted, tuned = fleets
    if host.scale_to_zero and inputs.facts.get("turnaround") == "overnight":
        return _while_it_runs(inputs, load, offered, lines, tuned, host)
    return replace(
        offered,
        label=f"{offered.label}, dedicated {_cards(tuned)}",
        lines=tuple(lines),
        fleets=(tuned,),
        fleet_cites=("G4.multilora",),
        steps=GpuSteps(load, () if prompted is None else (prompted,), (tuned,)),
        price_entries=(*offered.price_entries, host.id),
    )


def _while_it_runs(
    inputs: Inputs, load: Workload, offered: Bill, lines: Sequence[LineItem], fleet: Fleet, host: Host
) -> Bill:
    """`offered` on a GPU at `host` that is paid for the hours in which nightly work keeps it busy."""
    days = inputs.use_assumption("days_per_month")
    factors = (
        Factor(days.value * _HOURS_A_DAY, "h/month"),
        *([] if fleet.group == 1 else [Factor(float(fleet.group), "GPUs at once")]),
        Factor(fleet.capacity * fleet.peak_factor, f"requests/month that {fleet.name} carries", divides=True),
        fleet.hour.as_factor("USD/h"),
    )
    line = LineItem("GPUs, billed while they run", "call", factors, fleet.hour.cites, fleet.hour.as_of, "gpu")
    return replace(
        offered,
        label=f"{offered.label}, {_cards(fleet)} by the hour",
        lines=(*lines, line),
        steps=HourSteps(load, line),
        price_entries=(*offered.price_entries, host.id),
    )


def _host_fleets(inputs: Inputs, load: Workload, host: Host) -> list[HostFleets]:
    """GPUs at `host` for today's prompt and for the tuned one, as many as one as hold the model."""
    rent = host.at(inputs.as_of)
    rent = rent and inputs.negotiated(host.id, rent)
    gpu = next((g for g in inputs.knowledge.gpus if g.id == host.gpu), None)
    if rent is None or gpu is None:
        return []
    model = open_model(inputs)
    hour = SourcedValue(rent.per_hour, (*rent.cites, host.id), rent.as_of_text)
    short, long = (gpu_serving.demand(inputs, model, shape) for shape in (load.tuned, load.today))
    found = []
    for n in groups(inputs, gpu, model.params * gpu_serving.bytes_a_parameter(gpu)):
        tuned = gpu_serving.size_fleet(inputs, load, short, gpu, hour, sharing=True, group=n)
        if tuned is not None:
            found.append(
                (gpu_serving.size_fleet(inputs, load, long, gpu, hour, sharing=False, group=n), tuned)
            )
    return found


def _cards(fleet: Fleet) -> str:
    return fleet.name if fleet.group == 1 else f"{fleet.group} x {fleet.name}"


def _project(offered: Bill, price: TuningPrice, project: TuningProject) -> list[LineItem]:
    """What the tune costs beyond its GPUs."""
    cites = (*price.cites, offered.price_entries[0])
    return project.lines(project.run(price), cites, price.as_of_text) + project.retrieval
