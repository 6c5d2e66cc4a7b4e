"""The prompt and other-model routes: per-token calls on a model as it is, with caching and batch prices."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.case.facts import INSIDE
from advisor.case.models_tried import UNNAMED, gap_of
from advisor.costing.arrays import Num, is_plain, larger, smaller
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import Factor
from advisor.costing.models.availability import (
    CurrentModel,
    drift,
    ended,
    ending,
    months_between,
    rates_of,
    successor,
)
from advisor.costing.models.candidates import candidates, dearer_successor
from advisor.costing.models.cheapest_model import cheapest_of_each_class
from advisor.costing.models.fitness import INSIDE_WHY, objections
from advisor.costing.models.measured_gaps import tried_models
from advisor.costing.models.todays_tune import YOUR_TUNE
from advisor.costing.routes.served import ServedCalls, served_calls
from advisor.costing.routes.tune_upkeep import tune_upkeep
from advisor.costing.said_bill import as_said, left_of, times_apart
from advisor.costing.token_prices import TokenRates, call_lines, call_usd
from advisor.costing.workload import RequestShape, Workload

if TYPE_CHECKING:
    from advisor.knowledge.market import Model


def prompt(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Today's model, or its replacement where that is cheaper or today's has ended [L.two-bills]."""
    calls = todays_calls(inputs, load, now, load.today)
    if calls is None:
        why = ended(inputs, now.serving) or f"{now.serving.id} has no known price on {inputs.as_of}"
        return [_closed("prompt", load, why, now.serving.id)]
    notes: tuple[str, ...] = ()
    if now.end is not None:
        notes = (
            f"{now.model.id} {now.end.in_words(inputs.as_of)}"
            + (f"; priced on its replacement {now.serving.id}" if now.moved else "")
            + f" [{now.end.id}]",
        )
    closed = tuple(why for why in objections(inputs, now.serving) if why != INSIDE_WHY)
    found = calls.bill("prompt", now.serving.id, load, notes=notes, closed=closed)
    runs = now.tune is not None and not now.moved
    return [replace(found, label=f"{found.label}{YOUR_TUNE}") if runs else found]


def todays_calls(
    inputs: Inputs, load: Workload, now: CurrentModel, shape: RequestShape
) -> ServedCalls | None:
    """Calls of `shape` on what serves today, as said where that is today's own; None if it has no price.

    Of what was said they cost what caching and a cheaper tier leave of it. Of another shape than today's they go at
    the ratio of what was said to the list, as negotiated prices go.
    """
    if now.rates is None:
        return None
    same = not now.moved
    upkeep = tune_upkeep(inputs, load, now.tune) if same else ()
    calls = served_calls(inputs, load, now.serving, now.rates, shape, upkeep)
    if load.said_bill is None or not same:
        return calls
    drifts = [Factor(times, unit) for times, unit in drift(inputs)]
    if shape is load.today:
        return calls.as_said(load, [*drifts, *_once_it_saves(inputs, load, now, drifts)])
    return calls.times(_bill_to_list(inputs, load, now, drifts), "of list price, as your bill is")


def _once_it_saves(
    inputs: Inputs, load: Workload, now: CurrentModel, drifts: Sequence[Factor]
) -> tuple[Factor, ...]:
    """What caching and a cheaper tier, as far as they do not run yet, leave of the bill; nothing if that is all."""
    if now.rates is None:
        return ()
    rates, shape, hits = now.rates, load.today, load.hit_rate
    listed = load.first_volume * call_usd(rates, shape, hits, caching=cache_runs(inputs))
    least = load.first_volume * call_usd(rates, shape, hits, tier=load.tier)
    if is_plain(listed, least) and least >= listed:
        return ()
    return (Factor(left_of(_said(load, drifts), listed, least), "of it, cached or in a cheaper tier"),)


def _said(load: Workload, drifts: Sequence[Factor]) -> Num:
    """The bill that was said, moved as far as lists moved."""
    assert load.said_bill is not None
    said = load.said_bill
    for factor in drifts:
        said = said * factor.amount
    return said


def _bill_to_list(inputs: Inputs, load: Workload, now: CurrentModel, drifts: Sequence[Factor]) -> Num:
    """How many times the bill that was said is what its tokens cost, neither caching nor a cheaper tier counted."""
    assert now.rates is not None
    return times_apart(_said(load, drifts), *list_bills(inputs, load, now.serving, now.rates))


def list_bills(inputs: Inputs, load: Workload, model: Model, rates: TokenRates) -> tuple[Num, Num]:
    """USD a month of today's calls at list price, and with all that saves: what is pasted into them cached too."""
    pasted = smaller(inputs.facts.get("corpus_in_prompt_tokens", 0.0), load.today.input)
    cached = replace(load.today, prefix=larger(load.today.prefix, pasted))
    least = call_usd(rates, cached, load.hit_rate, tier=load.tier)
    return load.first_volume * call_usd(
        rates, load.today, load.hit_rate, caching=False
    ), load.first_volume * least


def other_model(
    inputs: Inputs, load: Workload, now: CurrentModel | None, tuned_bases: tuple[str, ...] = ()
) -> list[Bill]:
    """Other models, untrained, with the same prompt: each that was measured, then the candidates.

    Where today's model is not known, the cheapest there is stands for the candidates.
    """
    found: dict[str, Bill] = {}
    for model, gap in _tried(inputs, now):
        if now is None or model.id != now.serving.id:
            found.setdefault(model.id, _other(inputs, load, model, measured=gap))
    for model in candidates(inputs, now, tuned_bases) if now else cheapest_of_each_class(inputs):
        found.setdefault(model.id, _other(inputs, load, model, candidate=True))
    if (coming := dearer_successor(inputs, now)) is not None:
        found.setdefault(coming.id, _other(inputs, load, coming, candidate=True))
    if not found and now is None:
        inside = inputs.facts.get("data_boundary") in INSIDE
        why = INSIDE_WHY if inside else "no model that can do this work is priced"
        return [_closed("other-model", load, why)]
    if not found and now is not None:
        why = f"no other model was named and {now.serving.id} has no step down that is not ruled out"
        return [_closed("other-model", load, why)]
    return list(found.values())


def today(inputs: Inputs, load: Workload, now: CurrentModel) -> Bill | None:
    """Today's bill as the documents count it: today's model at list price, not in batch, and cached where that runs.

    A tune that runs with its upkeep. It is paid until the model ends.
    """
    if now.rates_today is None:
        return None
    found = by_tokens(load, now.model, now.rates_today, cached=cache_runs(inputs))
    lines = as_said((*found.lines, *tune_upkeep(inputs, load, now.tune)), load)
    return replace(found, lines=lines, usable=min(load.horizon, _months_left(inputs, now)))


def _months_left(inputs: Inputs, now: CurrentModel) -> float:
    """Months until today's model is shut down; infinite if no end within the horizon is announced."""
    if now.end is None:
        return math.inf
    return months_between(inputs.as_of, now.end.on, float(inputs.use_assumption("days_per_month").value))


def cache_runs(inputs: Inputs) -> bool:
    """Whether today's prefix is cached already: who says its hit rate has read it off."""
    return "cache_hit_rate" in inputs.said


def by_tokens(
    load: Workload, model: Model, rates: TokenRates, *, savings: bool = False, cached: bool = False
) -> Bill:
    """Calls of `model` by their tokens; without `savings` at list price and not in batch, `cached` where that runs."""
    tier = load.tier if savings else "list"
    lines = call_lines(rates, load.today, load.hit_rate, tier=tier, caching=savings or cached)
    calls = ServedCalls(tuple(lines), (), load.horizon, (), (model.id,), ())
    return calls.bill("prompt", model.id, load)


def _tried(inputs: Inputs, now: CurrentModel | None) -> Iterator[tuple[Model, str | None]]:
    """The models that were measured, with their gap. One that ends within the horizon is its replacement, unmeasured.

    An unnamed one is the step down for money.
    """
    tried = tried_models(inputs.facts)
    for name, zones in tried.items():
        down = now.serving.step_down if now is not None else None
        named = down if name == UNNAMED else name
        model = inputs.known_model(named) if named is not None else None
        if model is None:
            continue
        end = ending(inputs, model)
        if end is not None and (after := successor(inputs, model)):
            yield after, gap_of(tried.get(after.id))
        else:
            yield model, gap_of(zones)


def _other(
    inputs: Inputs, load: Workload, model: Model, *, measured: str | None = None, candidate: bool = False
) -> Bill:
    rates = rates_of(inputs, model)
    if rates is None:
        why = f"{model.id} was not on offer or has no known price on {inputs.as_of}"
        return _closed("other-model", load, why, model.id, measured)
    closed = objections(inputs, model)
    calls = served_calls(inputs, load, model, rates, load.today)
    found = calls.bill("other-model", model.id, load, closed=closed)
    return replace(found, measured=measured, candidate=candidate)


def _closed(
    route: str, load: Workload, why: str, model: str | None = None, measured: str | None = None
) -> Bill:
    label = model or route
    return Bill(route, label, (), load.horizon, load.volume, closed=(why,), model=model, measured=measured)


__all__ = ["by_tokens", "cache_runs", "list_bills", "other_model", "prompt", "today", "todays_calls"]
