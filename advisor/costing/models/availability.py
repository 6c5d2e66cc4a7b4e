"""Availability on the date: today's model and its successor, and the platforms that the data boundary admits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from advisor.case.facts import INSIDE
from advisor.costing.arrays import Num, is_plain, one_value
from advisor.costing.inputs import Inputs
from advisor.costing.models.data_region import kept_elsewhere, place, region
from advisor.costing.models.open_weights import is_open, may_run_inside
from advisor.costing.models.todays_tune import RunningTune, end_of_tune, sold_by, todays_tune
from advisor.costing.token_prices import TokenRates, base_rates, tuned_rates

if TYPE_CHECKING:
    from advisor.knowledge.lifecycle import Lifecycle
    from advisor.knowledge.market import Model, Offer, TuningPrice
    from advisor.knowledge.model_price import ModelPrice

CLOUD_OF = {"openai": "azure", "google": "google-cloud", "aws": "aws", "anthropic": "aws"}


class CurrentModel(Struct, frozen=True):
    """Today's model, when it ends, and the model that serves from the first day of the horizon."""

    model: Model
    end: Lifecycle | None
    """Its announced end within the horizon."""
    serving: Model
    """The model that serves from the first day: today's, or its replacement."""
    rates_today: TokenRates | None
    rates: TokenRates | None
    """The token rates of `serving`."""
    own: bool = False
    """Whether it is self-hosted: no list has a price for it, and no vendor ends it."""
    tune: RunningTune | None = None
    """The tune of it that runs today."""
    jumps: bool = False
    """Whether it has ended and its replacement costs more than it did."""

    @property
    def retires(self) -> bool:
        """Whether today's model is shut down within the horizon."""
        return self.end is not None

    @property
    def moved(self) -> bool:
        """Whether another model serves in its place from day one."""
        return self.serving.id != self.model.id

    def has_ended(self, on: datetime.date) -> bool:
        """Whether today's model ends no later than `on`."""
        return self.end is not None and self.end.on <= on


def named_cloud(inputs: Inputs, provider: str) -> str | None:
    """The cloud under contract that sells models of `provider`, if `provider` is not under contract; else None."""
    today = inputs.said_model()
    if not inputs.facts.get("contracted_vendors") or provider in inputs.contracted():
        return None
    if today is None or today.provider != provider:
        return None
    every = inputs.knowledge.name_words["clouds"]
    selling = (
        every[v]["platform"] for v in inputs.contracted() if provider in every.get(v, {}).get("makers", ())
    )
    return next(selling, None)


def platform(inputs: Inputs, model: Model) -> str | None:
    """Where this customer calls `model`; None for its own vendor's API.

    The cloud that sells today's, else the vendor's partner in the own cloud, else who keeps data in the region.
    """
    if inputs.ask_once(_only_vendors):
        return None
    own = whatever_the_region(inputs, model)
    return own if own is not None else kept_elsewhere(inputs, model, CLOUD_OF.get(model.provider))


def _only_vendors(facts: Mapping[str, Any]) -> bool:
    """Whether no answer leads to a cloud, so that every model is called at its own vendor."""
    clouds = facts.get("contracted_vendors") or facts.get("data_boundary") == "own-cloud"
    return not clouds and facts.get("residency") in (None, "none")


def whatever_the_region(inputs: Inputs, model: Model) -> str | None:
    """Where this customer calls `model` if no region is required; None for its own vendor's API."""
    if (named := named_cloud(inputs, model.provider)) is not None:
        return named
    if inputs.facts.get("data_boundary") != "own-cloud":
        return None
    partner = CLOUD_OF.get(model.provider)
    return model.provider if model.provider in CLOUD_OF.values() else partner


def seller(inputs: Inputs, model: Model) -> str:
    """Who answers this customer's calls of `model`: a cloud, or its own vendor."""
    return platform(inputs, model) or model.provider


def clouds(inputs: Inputs) -> frozenset[str]:
    """The customer's clouds: those of the vendors under contract, else the one that serves today's model.

    Empty while neither is known: a vendor that no cloud serves tells of none, nor do one's own GPUs.
    """
    return _homes(inputs) & {*CLOUD_OF.values()}


def _homes(inputs: Inputs) -> frozenset[str]:
    """The places where vendors under contract serve: their cloud, else the vendor itself."""
    return frozenset(CLOUD_OF.get(v, v) for v in inputs.contracted())


def months_between(start: datetime.date, end: datetime.date, days_per_month: float) -> float:
    """Months from `start` to `end`, never negative."""
    return max((end - start).days, 0) / days_per_month


def horizon_end(inputs: Inputs) -> datetime.date:
    """The last day of the horizon; for a one-off job the date itself, since it runs before announced changes."""
    if inputs.facts.get("one_off") is True:
        return inputs.as_of
    days = float(inputs.facts["horizon_months"]) * float(inputs.use_assumption("days_per_month").value)
    return inputs.as_of + datetime.timedelta(days=min(days, 365_000))


def announced(inputs: Inputs, model: Model) -> Lifecycle | None:
    """The end of `model` where this customer calls it, as announced by the date; None when none is known.

    Of today's tune, its own, which may be later than its base's. Of a cloud that says nothing of the model, the
    vendor's own word is what there is.
    """
    book, where = inputs.knowledge, platform(inputs, model)
    tune = todays_tune(inputs, model, where or model.provider)
    if tune is not None and (own := end_of_tune(inputs, tune.offer, sold_by(inputs, tune.offer))):
        return own
    return book.lifecycle(model.id, _who_tells(inputs, model, where), inputs.as_of)


def kept_until(inputs: Inputs, model: Model) -> Lifecycle | None:
    """The vendor's word that `model` stays until a day at least, where this customer calls it; else None."""
    where = _who_tells(inputs, model, platform(inputs, model))
    return inputs.knowledge.kept_until(model.id, where, inputs.as_of)


def _who_tells(inputs: Inputs, model: Model, where: str | None) -> str | None:
    """The platform whose announcements count; None for the vendor's own."""
    partner = inputs.facts.get("data_boundary") == "own-cloud" and not named_cloud(inputs, model.provider)
    if where is None or partner:
        return where
    silent = all(e.platform != where for e in inputs.knowledge.lifecycles_of(model.id))
    return None if silent else where


def ending(inputs: Inputs, model: Model) -> Lifecycle | None:
    """The shutdown of `model` within the horizon, as announced by the date; None when none is known."""
    end = announced(inputs, model)
    return end if end is not None and end.on <= horizon_end(inputs) else None


def ended(inputs: Inputs, model: Model) -> str:
    """The reason that `model` is shut down already, with day and source; empty while it runs."""
    end = announced(inputs, model)
    if end is None or end.on > inputs.as_of:
        return ""
    return f"{model.id} {end.in_words(inputs.as_of)} [{end.id}]"


def rates_of(inputs: Inputs, model: Model, sold_by: str | None = None) -> TokenRates | None:
    """Per-token rates of `model` on the date, `sold_by` whom; None when it is not on offer or not priced."""
    price = inputs.model_price(model)
    return base_rates_of(inputs, model, price, sold_by) if price else None


def base_rates_of(
    inputs: Inputs, model: Model, price: ModelPrice, sold_by: str | None = None
) -> TokenRates | None:
    """The rates at `price`, adjusted for data residency, the hours of the traffic, and how batch is sold."""
    minimum = model.cache_minimum_tokens
    if minimum is None:
        minimum = float(inputs.use_assumption("cache_minimum_tokens").value)
    discount = None
    if price.batch_input is None and inputs.knowledge.sells_batch(model.provider):
        discount = float(inputs.use_assumption("batch_discount").value)
    return base_rates(
        model.id,
        price,
        model.long_prompt,
        minimum_prefix=minimum,
        times=_multiples(inputs, model, sold_by),
        batch_discount=discount,
    )


def _multiples(inputs: Inputs, model: Model, sold_by: str | None) -> tuple[tuple[Num, str], ...]:
    """The factors on every rate: region, possible changes of list prices, dearer hours if the work cannot wait."""
    found: list[tuple[Num, str]] = []
    if (where := region(inputs)) is not None:
        times = place(inputs, model, sold_by or seller(inputs, model)).times
        found.append((times, f"rate for data that stays in {where.upper()}"))
    if model.peak is not None and inputs.facts.get("turnaround") != "overnight":
        found.append((model.peak.mean_times(), "mean over dearer hours"))
    return (*((times, unit) for times, unit in found if times != 1.0), *drift(inputs))


def drift(inputs: Inputs) -> tuple[tuple[Num, str], ...]:
    """The possible change of list prices, as a multiple of today's; empty if they stay the same."""
    times = inputs.use_assumption("call_price_times").value
    return () if is_plain(times) and times == 1 else ((times, "of today's list price"),)


def rates_of_tune(
    inputs: Inputs, offer: Offer, price: TuningPrice, base: TokenRates | None
) -> TokenRates | None:
    """The token rates of a tuned model; None if unknown."""
    least = float(inputs.use_assumption("cache_minimum_tokens").value)
    return tuned_rates(offer.id, price, base, minimum_prefix=least, times=drift(inputs))


def current_model(inputs: Inputs) -> CurrentModel | None:
    """Today's model and the model that serves in its place; None while unknown. Raises BadInput for an unknown id."""
    model = inputs.said_model()
    if model is None:
        return None
    inside = inputs.facts.get("data_boundary") in INSIDE
    said = inputs.facts.get("serving_today") == "own-gpus" and may_run_inside(model, inputs.knowledge)
    if said or (inside and is_open(model)):
        return CurrentModel(model, None, model, None, None, own=True)
    tune = todays_tune(inputs, model, seller(inputs, model))
    today = _today(inputs, model, tune)
    end = ending(inputs, model)
    after = successor(inputs, model)
    gone = end is not None and end.on <= inputs.as_of
    here = today if tune is not None else rates_of(inputs, model)
    if after is None:
        return CurrentModel(model, end, model, today, None if gone else here, tune=tune)
    rates = rates_of(inputs, after)
    cheaper = here is not None and _cheaper(inputs, rates, here)
    if gone or here is None or cheaper:
        jumps = gone and here is not None and not cheaper
        return CurrentModel(model, end, after, today, rates, tune=tune, jumps=jumps)
    return CurrentModel(model, end, model, today, here, tune=tune)


def named_successor(inputs: Inputs, model: Model) -> str | None:
    """What is named in place of `model` when it ends within the horizon, with a price or without; None for nothing.

    What is gone by that day gives way to what is named in its place in turn.
    """
    end = ending(inputs, model)
    name = inputs.knowledge.replacement(end, model.id, inputs.as_of) if end is not None else None
    seen = {model.id}
    while end is not None and name is not None and name not in seen:
        seen.add(name)
        after = inputs.known_model(name)
        its = ending(inputs, after) if after is not None else None
        if after is None or its is None or its.on > end.on:
            break
        name = inputs.knowledge.replacement(its, after.id, inputs.as_of)
    return name


def successor(inputs: Inputs, model: Model) -> Model | None:
    """The priced successor of `model` if it ends within the horizon; None if there is none."""
    name = named_successor(inputs, model)
    return _known(inputs, name) if name else None


def _cheaper(inputs: Inputs, one: TokenRates | None, other: TokenRates) -> bool:
    """Whether a call of this workload costs less on `one` than on `other`."""
    if one is None:
        return False
    tokens = (inputs.facts.get(name) for name in ("input_tokens", "output_tokens"))
    given, answered = (1.0 if t is None else t for t in tokens)
    return bool(
        one_value(given * one.input + answered * one.output < given * other.input + answered * other.output)
    )


def boundary_objection(inputs: Inputs, offer: Offer) -> str | None:
    """Why the customer's data boundary shuts out `offer`; None when it does not."""
    boundary = inputs.facts.get("data_boundary")
    if boundary == "own-cloud" and offer.tenancy != "own-cloud":
        return "data stays in the own cloud"
    own = _homes(inputs) if boundary == "own-cloud" else frozenset()
    if own and CLOUD_OF.get(offer.provider, offer.provider) not in own:
        known = " or ".join(sorted(own & {*CLOUD_OF.values()})) or "not known"
        opens = "name the vendors you have a contract with to open others"
        return f"it runs on {offer.provider}, and your cloud is {known}; {opens}"
    if boundary in INSIDE:
        return "data may not leave your network"
    vendors = inputs.contracted() if boundary == "contracted-vendor" else ()
    if vendors and offer.provider not in vendors:
        return f"{offer.provider} is not a vendor you have a contract with"
    return None


def _today(inputs: Inputs, model: Model, tune: RunningTune | None) -> TokenRates | None:
    if tune is None:
        return rates_of(inputs, model, whatever_the_region(inputs, model) or model.provider)
    base = rates_of(inputs, model, sold_by(inputs, tune.offer))
    return rates_of_tune(inputs, tune.offer, tune.price, base)


def _known(inputs: Inputs, name: str) -> Model | None:
    model = inputs.known_model(name)
    return model if model is not None and rates_of(inputs, model) is not None else None
