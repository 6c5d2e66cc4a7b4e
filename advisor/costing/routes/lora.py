"""The lora route: LoRA on an open model at a host, by token where adapters are still served so, else dedicated."""

from __future__ import annotations

from advisor.costing import gpu_serving, retrieval, tuning_project
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs, SourcedValue
from advisor.costing.line_items import Factor
from advisor.costing.routes.hosted_ft import closings, lasts, priced
from advisor.costing.token_prices import tuned_rates
from advisor.costing.workload import Workload
from advisor.knowledge.market import Host, Offer, TuningPrice
from advisor.knowledge.serving import Architecture


def lora(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Every host's LoRA on an open model of the self-hosted size, open or closed, with the reason [G4.multilora]."""
    least, most = (inputs.assume(f"open_model_params_b_{end}").value for end in ("min", "max"))
    bills = []
    for offer in inputs.knowledge.offers:
        if offer.kind != "open-weight" or not offer.offered(inputs.as_of):
            continue
        price = inputs.offer_price(offer)
        if price is None or price.training is None or price.currency != "USD":
            continue
        if offer.params_b is not None and least <= offer.params_b <= most:
            bills += _ways(inputs, load, offer, price)
    return bills


def _ways(inputs: Inputs, load: Workload, offer: Offer, price: TuningPrice) -> list[Bill]:
    closed = tuple(closings(inputs, offer))
    usable, why_until = lasts(inputs, load, offer)
    notes = (why_until,) if why_until else ()
    served = offer.mode(inputs.as_of)
    mode = served.mode if served else "unknown"
    rates = tuned_rates(offer.id, price, None)
    if mode in ("per-token", "per-token-and-hour") and rates is not None:
        lines, stages = priced(inputs, load, offer, price, rates, rates)
        label = f"{offer.base} at {offer.provider}, adapter by token"
        return [
            Bill(
                "lora",
                label,
                tuple(lines),
                usable,
                load.volume,
                stages=stages,
                closed=closed,
                notes=notes,
                price_entries=(offer.id,),
                model=offer.base_model or offer.base,
                trained=True,
            )
        ]
    if mode == "dedicated-gpu":
        hosts = [h for h in inputs.knowledge.hosts if h.provider == offer.provider]
        return [b for h in hosts if (b := _dedicated(inputs, load, offer, price, h, usable, closed, notes))]
    why = (
        "served for testing and low traffic only"
        if mode == "testing-only"
        else "not known how it serves adapters"
    )
    source = f" [{served.source}]" if served else ""
    label = f"{offer.base} at {offer.provider}"
    return [
        Bill(
            "lora",
            label,
            (),
            usable,
            load.volume,
            closed=(*closed, why + source),
            price_entries=(offer.id,),
            model=offer.base_model or offer.base,
            trained=True,
        )
    ]


def _dedicated(
    inputs: Inputs,
    load: Workload,
    offer: Offer,
    price: TuningPrice,
    host: Host,
    usable: float,
    closed: tuple[str, ...],
    notes: tuple[str, ...],
) -> Bill | None:
    rent = host.at(inputs.as_of)
    rent = rent and inputs.negotiated(host.id, rent)
    gpu = next((g for g in inputs.knowledge.gpus if g.id == host.gpu), None)
    if rent is None or gpu is None:
        return None
    model = open_model(inputs)
    hour = SourcedValue(rent.per_hour, (*rent.cites, host.id), rent.as_of_text)
    cost = {
        name: gpu_serving.fleet(inputs, load, model, gpu, hour, shape, sharing=name == "tuned")
        for name, shape in (("prompted", load.today), ("tuned", load.tuned))
    }
    if cost["tuned"] is None:
        return None
    assert price.training is not None
    cites = (*price.cites, offer.id)
    run = (*tuning_project.training_tokens(inputs, load), Factor(price.training, "USD/1M tokens"))
    run = tuning_project.usable_run(run, price.minimum_per_job_low)
    lines = tuning_project.one_time(inputs, load, run, cites, price.as_of_text)
    lines += tuning_project.monthly(inputs, run, cites, price.as_of_text) + retrieval.beside_tuning(inputs)
    return Bill(
        "lora",
        f"{offer.base} at {offer.provider}, dedicated {gpu.name}",
        tuple(lines),
        usable,
        load.volume,
        fleets=(cost["tuned"],),
        fleet_cites=("G4.multilora",),
        stages=gpu_stages(cost["prompted"], cost["tuned"], load),
        closed=closed,
        notes=notes,
        price_entries=(offer.id, host.id),
        model=offer.base_model or offer.base,
        trained=True,
    )


def open_model(inputs: Inputs) -> Architecture:
    """The open model that is tuned and served where the route names none."""
    return inputs.knowledge.architecture(inputs.knowledge.choice("self_host_architecture").value)


def gpu_stages(
    prompted: gpu_serving.Fleet | None, tuned: gpu_serving.Fleet, load: Workload
) -> tuple[tuple[str, float], ...]:
    """Monthly GPU cost with today's prompt, then with the shorter one; a tuned call costs no more of itself."""
    after = tuned.monthly(load.first)
    before = prompted.monthly(load.first) if prompted else after
    return (  # type: ignore[return-value]
        ("cheaper model, untrained: the tuned route's own base", before),
        ("shorter prompt", after),
        ("price of tuned inference", after),
    )
