"""The hosted-ft route: a provider tunes its own model and serves it by token."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.availability import (
    CurrentModel,
    boundary_objection,
    horizon_end,
    months_between,
    platform,
    rates_of,
    rates_of_tune,
)
from advisor.costing.models.data_region import tuning_objection
from advisor.costing.models.other_tokens import tuned_tokens_of
from advisor.costing.models.price_path import PriceStep, announced_steps
from advisor.costing.models.todays_tune import sold_by
from advisor.costing.models.tuned_base import base_objections
from advisor.costing.routes.served import ServedCalls
from advisor.costing.saving_steps import TokenSteps
from advisor.costing.token_prices import TokenRates, call_lines
from advisor.costing.tuning_project import TuningProject
from advisor.costing.workload import Workload
from advisor.knowledge.market import Offer, TuningPrice


def hosted_ft(inputs: Inputs, load: Workload) -> list[Bill]:
    """Every provider's fine-tune of its own models, open or closed, with the reason [X.closing].

    Closed ones are priced only where none is open: they are what is compared then.
    """
    offers = (o for o in inputs.knowledge.offers if o.kind == "proprietary" and o.offered(inputs.as_of))
    found = [_offered(inputs, load, offer) for offer in offers]
    some = any(not o.bill.closed for o in found)
    project = TuningProject(inputs, load)
    return [o.bill if some and o.bill.closed else _priced(inputs, load, o, project) for o in found]


def own_vendor(bills: list[Bill], now: CurrentModel, inputs: Inputs) -> list[Bill]:
    """The bills of today's vendor among `bills`, or of the cloud where its models are called."""
    own = {now.model.provider, platform(inputs, now.model)}
    return [
        b for b in bills if b.price_entries and inputs.knowledge.offer(b.price_entries[0]).provider in own
    ]


class _Offered(NamedTuple):
    """An offer on the date: its bill without lines, and what it is priced with where it can be."""

    bill: Bill
    offer: Offer
    price: TuningPrice | None
    base: TokenRates | None
    rates: TokenRates | None


def _offered(inputs: Inputs, load: Workload, offer: Offer) -> _Offered:
    price = inputs.offer_price(offer)
    base = _base_rates(inputs, offer)
    rates = rates_of_tune(inputs, offer, price, base) if price else None
    closed, notes = [*tuning_objections(inputs, offer)], []
    trainable = price is not None and price.training is not None and price.currency == "USD"
    if not trainable:
        closed.append("no published training price in USD")
    if rates is None:
        closed.append("no published price for calls of the tuned model")
    until, why_until = tune_lifetime(inputs, load, offer)
    if until <= 0:
        closed.append(why_until)
    elif why_until:
        notes.append(why_until)
    if price is not None and price.fallback:
        notes.append(f"price read {price.as_of_text}, later than {inputs.as_of}")
    bill = Bill(
        "hosted-ft",
        f"{offer.base} at {offer.provider}",
        (),
        until,
        load.volume,
        closed=tuple(closed),
        notes=tuple(notes),
        price_entries=(offer.id,),
        model=offer.base_model or offer.base,
        trained=True,
    )
    return _Offered(bill, offer, price if trainable else None, base, rates)


def _priced(inputs: Inputs, load: Workload, offered: _Offered, project: TuningProject) -> Bill:
    """The bill with its lines; without any where the vendor publishes no price for them."""
    bill, offer, price, base, rates = offered
    if price is None or rates is None:
        return bill
    calls = tune(inputs, load, offer, price, rates, project)
    return replace(
        bill,
        lines=calls.lines,
        later=calls.later,
        steps=TokenSteps(load, base or rates, rates),
        notes=(*bill.notes, *calls.notes),
    )


def tune(
    inputs: Inputs,
    load: Workload,
    offer: Offer,
    price: TuningPrice,
    rates: TokenRates,
    project: TuningProject,
) -> ServedCalls:
    """An offer served by token, its project beside its calls; one at its base's price follows what is announced."""
    cites = (*price.cites, offer.id)
    lines = project.lines(project.run(price), cites, price.as_of_text)
    lines += hosting(inputs, price, cites) + project.retrieval
    shape = tuned_tokens_of(inputs, _maker(inputs, offer), load.tuned)
    ahead = [] if price.tuned_input is not None else _announced(inputs, offer)
    later = tuple(
        (
            step.start,
            tuple(call_lines(replace(step.rates, cites=rates.cites), shape, load.hit_rate, tier=load.tier)),
        )
        for step, _ in ahead
    )
    first = tuple(call_lines(rates, shape, load.hit_rate, tier=load.tier))
    notes = tuple(note for _, note in ahead)
    return ServedCalls(first, later, load.horizon, notes, (offer.id,), ()).beside(lines)


def _maker(inputs: Inputs, offer: Offer) -> str | None:
    """The vendor whose tokens the base of `offer` reads; None for an open one."""
    if offer.kind == "open-weight" or offer.base_model is None:
        return None
    return inputs.knowledge.model(offer.base_model).provider


def _announced(inputs: Inputs, offer: Offer) -> list[tuple[PriceStep, str]]:
    """The prices that are announced for the base of `offer`."""
    if offer.base_model is None:
        return []
    base = inputs.knowledge.model(offer.base_model)
    return announced_steps(inputs, base, inputs.as_of, horizon_end(inputs), sold_by(inputs, offer))


def hosting(inputs: Inputs, price: TuningPrice, cites: tuple[str, ...]) -> list[LineItem]:
    """Hosting by the hour and storage by the month, where the offer bills them [L.host]."""
    cites = (*cites, "L.host")
    lines = []
    if price.hosting_per_hour:
        hours = inputs.use_assumption("hours_per_month")
        factors = (Factor(price.hosting_per_hour, "USD/h"), hours.as_factor("h/month"))
        lines.append(
            LineItem("hosting of the tuned deployment", "month", factors, cites, price.as_of_text, "hosting")
        )
    if price.storage_per_month:
        factors_s = (Factor(price.storage_per_month, "USD/month"),)
        lines.append(
            LineItem("storage of the tuned model", "month", factors_s, cites, price.as_of_text, "hosting")
        )
    return lines


def tuning_objections(inputs: Inputs, offer: Offer) -> list[str]:
    """Why this customer cannot tune on `offer` on the date, with dates and sources, or why its base would not do."""
    why = []
    if boundary := boundary_objection(inputs, offer):
        why.append(boundary)
    if leaves := tuning_objection(inputs, offer.provider):
        why.append(leaves)
    insider = offer.provider in (inputs.facts.get("hosted_tuning_access") or ())
    if shut := offer.closure(inputs.as_of, insider=insider):
        why.append(f"{shut.what}, {shut.on} [{shut.source}]")
    if offer.status == "invitation":
        why.append("by invitation only")
    return [*why, *base_objections(inputs, offer)]


def tune_lifetime(inputs: Inputs, load: Workload, offer: Offer) -> tuple[float, str]:
    """Months a tune of `offer` may run within the horizon, and what ends it, as announced by the date."""
    days = float(inputs.use_assumption("days_per_month").value)
    ends = []
    where = inputs.knowledge.platform(offer.provider).lifecycle
    if (
        offer.base_model
        and not offer.tuned_until
        and (end := inputs.knowledge.lifecycle(offer.base_model, where, inputs.as_of))
    ):
        ends_ = "end" if end.on > inputs.as_of else "ended"
        ends.append((end.on, f"tunes of {offer.base} {ends_} with their base on {end.on} [{end.id}]"))
    if offer.tuned_until and offer.tuned_until.known_since <= inputs.as_of:
        ends.append(
            (
                offer.tuned_until.on,
                f"{offer.tuned_until.what}, {offer.tuned_until.on} [{offer.tuned_until.source}]",
            )
        )
    if not ends:
        return load.horizon, ""
    on, why = min(ends)
    months = months_between(inputs.as_of, on, days)
    return (months, why) if months < load.horizon else (load.horizon, "")


def _base_rates(inputs: Inputs, offer: Offer) -> TokenRates | None:
    """What calls of the untuned base cost where the tune would be called."""
    if offer.base_model is None:
        return None
    return rates_of(inputs, inputs.knowledge.model(offer.base_model), sold_by(inputs, offer))
