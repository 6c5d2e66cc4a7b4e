"""Unmeasured models that are worth an afternoon of measuring, among those that the case allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.case.models_tried import gap_of
from advisor.costing.models.availability import successor
from advisor.costing.models.cheapest_model import able, cheapest_of_class, fits
from advisor.costing.models.fitness import objections
from advisor.costing.models.mean_price import cost_here
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.models.missed_models import (
    class_above_missed,
    measured_ones,
    missed_ones,
    smaller_siblings,
)
from advisor.costing.models.model_class import FRONTIER, MID, OFFERED, SMALL, level
from advisor.costing.models.model_line import in_its_place, sold_weights, step_up, steps_down
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.tuned_base import needs_large_base

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.models.availability import CurrentModel
    from advisor.knowledge.market import Model

OPEN = "open-weight"
"""The class of open models, which are proposed to those alone who call their maker already."""


def candidates(inputs: Inputs, now: CurrentModel, tuned_bases: tuple[str, ...]) -> list[Model]:
    """The models worth measuring.

    They are the step up where the bar is missed, the cheapest of the largest where none is left; the step down; the one
    below it where a small base would do; the tuned base; the cheapest of today's class where today's cannot go on, and
    of that of a dearer one named in its place; and the cheapest of a class at most one below, of the vendor and of all.
    Left out are models that were measured or cannot do this work, and smaller siblings of one that missed. So is what
    costs more than today's model, or than one measured good enough, unless it is a step up or today's cannot do the
    work.
    """
    seen = {now.serving.id, now.model.id, *measured_ones(inputs)}
    out = _ruled_out(inputs, now)
    found: dict[str, Model] = {}
    most = _price_to_beat(inputs, now)
    for proposed, dearer in _proposed(inputs, now, tuned_bases):
        model = in_its_place(inputs, proposed)
        sold = now.own and same_weights(now.model.id, model.id)
        of_line = model.provider == now.serving.provider and model.tier == OPEN and fits(inputs, model)
        if model.id in seen or out & {model.id, proposed.id} or not (sold or of_line or able(inputs, model)):
            continue
        cost = cost_here(inputs, model)
        if cost is not None and (dearer or most is None or cost < most):
            found.setdefault(model.id, model)
    return list(found.values())[: int(inputs.knowledge.assumption("most_candidates").likely)]


def dearer_successor(inputs: Inputs, now: CurrentModel | None) -> Model | None:
    """The named replacement of an ending model, if it costs more and could do the work; else None."""
    if now is None or not now.retires or now.moved:
        return None
    after = successor(inputs, now.model)
    return after if after is not None and not objections(inputs, after) else None


def _price_to_beat(inputs: Inputs, now: CurrentModel) -> float | None:
    """The price a candidate has to beat: of the model that goes on, or of a cheaper good one; None without either."""
    tried = tried_models(inputs.facts)
    named = (inputs.known_model(name) for name, zones in tried.items() if gap_of(zones) == GOOD)
    good = (cost_here(inputs, m) for m in named if m is not None and not objections(inputs, m))
    costs = (None if _gone(inputs, now) else _going_on(inputs, now), *good)
    return min((cost for cost in costs if cost is not None), default=None)


def _going_on(inputs: Inputs, now: CurrentModel) -> float | None:
    """The price of staying: of today's model, or of its replacement if that is dearer."""
    coming = successor(inputs, now.model) if now.retires else None
    costs = (cost_here(inputs, m) for m in (now.serving, coming) if m is not None)
    return max((cost for cost in costs if cost is not None), default=None)


def _gone(inputs: Inputs, now: CurrentModel) -> bool:
    """Whether today's model cannot go on and has no priced replacement that may meet the bar."""
    coming = successor(inputs, now.model)
    unreplaced = not now.moved and (coming is None or coming.id in missed_ones(inputs))
    return (now.retires and unreplaced) or cannot_serve(inputs, now)


def _like_for_like(
    inputs: Inputs, own: int, without: frozenset[str], vendor: str | None = None
) -> Model | None:
    """The cheapest model of today's class or above, of the same vendor if it has one: the fallback."""
    return cheapest_of_class(inputs, own, without, vendor) or cheapest_of_class(inputs, own, without)


def _seen(inputs: Inputs, now: CurrentModel) -> frozenset[str]:
    """The models that are no candidates: they run, were measured, or are ruled out by a measured one."""
    return frozenset({now.serving.id, now.model.id, *measured_ones(inputs), *_ruled_out(inputs, now)})


def cannot_serve(inputs: Inputs, now: CurrentModel) -> bool:
    """Whether today's model, or its replacement, has no price or cannot do this work."""
    return not now.own and (now.rates is None or bool(objections(inputs, now.serving)))


def _unmeasured_above(inputs: Inputs, model: Model) -> Model | None:
    """The next larger unmeasured model of the line that is no smaller sibling of one that missed."""
    seen = {model.id, *measured_ones(inputs), *smaller_siblings(inputs)}
    up = step_up(inputs, model)
    while up is not None and up.id in seen and up.id != model.id:
        model, up = up, step_up(inputs, up)
    return up


def _peer(inputs: Inputs, now: CurrentModel) -> list[Model]:
    """The cheapest of the largest models, if today's line misses the bar and has no larger model left."""
    ended = _falls_short(inputs) and not cannot_serve(inputs, now)
    found = cheapest_of_class(inputs, FRONTIER, _seen(inputs, now)) if ended else None
    return [] if found is None else [found]


def _cheaper_peer(inputs: Inputs, now: CurrentModel, coming: Model) -> Model | None:
    """The cheapest model of the vendor and class of the named replacement; None if that is the cheapest."""
    own, cost = level(inputs, coming), cost_here(inputs, coming)
    peer = None if own is None else cheapest_of_class(inputs, own, _seen(inputs, now), coming.provider)
    least = None if peer is None else cost_here(inputs, peer)
    return peer if cost is not None and least is not None and least < cost else None


def _proposed(
    inputs: Inputs, now: CurrentModel, tuned_bases: tuple[str, ...]
) -> Iterator[tuple[Model, bool]]:
    """The models to consider in order, each with whether it may cost more than what it has to beat."""
    own = level(inputs, now.model) or MID
    if inputs.facts.get("prompt_meets_bar") is False:
        for larger in _larger(inputs, now):
            yield larger, True
    if now.own and (sold := _sold(inputs, now, own)):
        yield sold, True
    for start in (now.serving, now.model):
        for down in steps_down(inputs, start):
            yield down, False
    yield from _replacing(inputs, now, own)
    for cheap in _cheapest_by_class(inputs, now, own):
        yield cheap, False
    for name in tuned_bases:
        if (base := inputs.known_model(name)) and base.tier in OFFERED:
            yield base, False


def _larger(inputs: Inputs, now: CurrentModel) -> list[Model]:
    """The next unmeasured models above today's and its successor; if there are none, the cheapest large ones."""
    below = (m for m in (now.serving, successor(inputs, now.model)) if m is not None)
    return [up for m in below if (up := _unmeasured_above(inputs, m))] or _peer(inputs, now)


def _sold(inputs: Inputs, now: CurrentModel, own: int) -> Model | None:
    """The weights that run on own GPUs as somebody sells them, else the cheapest model of their class."""
    return sold_weights(inputs, now.model) or _like_for_like(inputs, own, _seen(inputs, now))


def _replacing(inputs: Inputs, now: CurrentModel, own: int) -> Iterator[tuple[Model, bool]]:
    """The fallback of a model that cannot go on, and what is cheaper than its dearer replacement."""
    least = min(own + _falls_short(inputs), FRONTIER)
    if _gone(inputs, now) and (
        like := _like_for_like(inputs, least, _seen(inputs, now), now.serving.provider)
    ):
        yield like, True
    if (coming := dearer_successor(inputs, now)) is not None and (peer := _cheaper_peer(inputs, now, coming)):
        yield peer, False


def _cheapest_by_class(inputs: Inputs, now: CurrentModel, own: int) -> Iterator[Model]:
    """The cheapest model of today's vendor, of all, and of all above those that missed the bar."""
    without, vendor = _seen(inputs, now), now.serving.provider
    lowest = own if _falls_short(inputs) else own - 1
    others = least_class(inputs, own)
    floors = (
        (class_above_missed(inputs, vendor), vendor),
        (others, None),
        (max(others, class_above_missed(inputs)), None),
    )
    for least, of in floors:
        if cheap := cheapest_of_class(inputs, max(lowest, least), without, of):
            yield cheap


def least_class(inputs: Inputs, own: int) -> int:
    """The lowest class worth measuring if today's is `own`: small if a small base would do, or does."""
    does_it = own < MID and inputs.facts.get("prompt_meets_bar") is True
    return MID if needs_large_base(inputs) and not does_it else SMALL


def _falls_short(inputs: Inputs) -> bool:
    """Whether today's model misses the bar on more than latency: a lower class is no candidate then."""
    return inputs.facts.get("prompt_meets_bar") is False and inputs.facts.get("failure_cause") != ("latency",)


def _ruled_out(inputs: Inputs, now: CurrentModel) -> set[str]:
    """The smaller and older siblings of every measured model that missed the bar, today's included."""
    today = now.model if inputs.facts.get("prompt_meets_bar") is False else None
    found = smaller_siblings(inputs, today)
    missed = {*missed_ones(inputs), *([today.id] if today is not None else [])}
    newer = set()
    older = set()
    for model in inputs.knowledge.models if missed else ():
        if (model.provider, model.tier) in newer:
            older.add(model.id)
        elif model.tier in OFFERED and (model.id in found or model.id in missed):
            newer.add((model.provider, model.tier))
    return found | older
