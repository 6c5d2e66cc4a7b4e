"""Untrained models that nobody measured yet and that are worth an afternoon: at most four, within what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from advisor.costing.arrays import same
from advisor.costing.models.availability import ending, seller, successor
from advisor.costing.models.fitness import INSIDE, objections
from advisor.costing.models.lasting import lasting
from advisor.costing.models.mean_price import cost_here, mean_price, priced_for
from advisor.costing.models.measured import GOOD, one_zone, tried_models
from advisor.costing.models.model_class import FRONTIER, MID, OFFERED, SMALL, level
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.residency import place, region
from advisor.costing.models.tuned_base import needs_large_base

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.models.availability import CurrentModel
    from advisor.knowledge.market import Model

MOST = 4
_MILLION = 1_000_000


def candidates(inputs: Inputs, now: CurrentModel, tuned_bases: tuple[str, ...]) -> list[Model]:
    """The step up where the bar is missed, the step down, where a small base would do the one below it, the tuned base,
    the cheapest of today's class where today's cannot go on, and that of a class at most one below, of the vendor and
    of all.

    Models that were measured, that are smaller siblings of one that missed, or that cannot do this work are
    left out, as is what costs more than today's model, or than one that was measured good enough, unless it is the
    step up or today's cannot do the work.
    """
    seen = {now.serving.id, now.model.id, *_measured(inputs)}
    out = _ruled_out(inputs, now)
    found: dict[str, Model] = {}
    most = _price_to_beat(inputs, now)
    for proposed, dearer in _proposed(inputs, now, tuned_bases):
        model = in_its_place(inputs, proposed)
        sold = now.own and same_weights(now.model.id, model.id)
        if model.id in seen or out & {model.id, proposed.id} or not (sold or _able(inputs, model)):
            continue
        cost = cost_here(inputs, model)
        if cost is not None and (dearer or most is None or cost < most):
            found.setdefault(model.id, model)
    return list(found.values())[:MOST]


def in_its_place(inputs: Inputs, model: Model) -> Model:
    """`model`, or what is measured in its place where its end is announced."""
    return lasting(inputs, model, _able, _cheapest_first(inputs))


def _price_to_beat(inputs: Inputs, now: CurrentModel) -> float | None:
    """The price of what goes on, or of a cheaper model that was measured good enough; None where neither does."""
    tried = tried_models(inputs.facts)
    named = (inputs.known_model(name) for name, zones in tried.items() if one_zone(zones) == GOOD)
    good = (cost_here(inputs, m) for m in named if m is not None and not objections(inputs, m))
    costs = (None if _gone(inputs, now) else _going_on(inputs, now), *good)
    return min((cost for cost in costs if cost is not None), default=None)


def _going_on(inputs: Inputs, now: CurrentModel) -> float | None:
    """What staying comes to: the price of today's model, or a dearer one of what takes its place where it ends."""
    coming = successor(inputs, now.model) if now.retires else None
    costs = (cost_here(inputs, m) for m in (now.serving, coming) if m is not None)
    return max((cost for cost in costs if cost is not None), default=None)


def _gone(inputs: Inputs, now: CurrentModel) -> bool:
    """Whether today's model cannot go on and nothing priced that may meet the bar is named in its place."""
    coming = successor(inputs, now.model)
    unreplaced = now.serving.id == now.model.id and (coming is None or coming.id in _missed(inputs))
    return (now.retires and unreplaced) or cannot_serve(inputs, now)


def _like_for_like(
    inputs: Inputs, own: int, without: frozenset[str], vendor: str | None = None
) -> Model | None:
    """What costs least of today's class or above, of its vendor where it has one: what to fall back on."""
    return cheapest_of_class(inputs, own, without, vendor) or cheapest_of_class(inputs, own, without)


def _seen(inputs: Inputs, now: CurrentModel) -> frozenset[str]:
    """What is no candidate: it runs, was measured, or is ruled out by what was."""
    return frozenset({now.serving.id, now.model.id, *_measured(inputs), *_ruled_out(inputs, now)})


def cannot_serve(inputs: Inputs, now: CurrentModel) -> bool:
    """Whether today's model, or what serves in its place, has no price or cannot do this work."""
    return not now.own and (now.rates is None or bool(objections(inputs, now.serving)))


def cheapest_of_class(
    inputs: Inputs, least: int, without: frozenset[str] = frozenset(), vendor: str | None = None
) -> Model | None:
    """The cheapest model a call whose class is at least `least`, that can do this work; None when there is none.

    Of `vendor` alone, where one is given. Of those that cost the same the first in the book: newer ones stand first.
    """
    if inputs.facts.get("data_boundary") in INSIDE:
        return None
    wanted = (
        m
        for m in _cheapest_first(inputs)
        if (level(inputs, m) or 0) >= least and m.id not in without and vendor in (None, m.provider)
    )
    return next((m for m in wanted if _able(inputs, m)), None)


def _cheapest_first(inputs: Inputs) -> tuple[Model, ...]:
    """The models of a class, by their price; of those that cost the same the first in the book."""
    kept, by = inputs.known_prices.cheapest, priced_for(inputs)
    if by not in kept:
        kept[by] = _sorted(inputs, mean_price)
    return kept[by] if region(inputs) is None else _sorted(inputs, cost_here)


def _sorted(inputs: Inputs, cost_of: Callable[[Inputs, Model], float | None]) -> tuple[Model, ...]:
    costs = ((m, cost_of(inputs, m)) for m in inputs.knowledge.models if m.tier in OFFERED)
    priced = [(cost, m) for m, cost in costs if cost is not None]
    return tuple(m for _, m in sorted(priced, key=lambda p: p[0]))


def cheapest_of_each_class(inputs: Inputs) -> list[Model]:
    """For when no model is known to run: the cheapest of the class the work needs, and of the one above.

    No class that was measured and missed the bar, or that is more than one below what the bill as said pays for.
    """
    fit = max(MID if needs_large_base(inputs) else SMALL, _paid_for(inputs) - 1)
    least = min(max(fit, _above_missed(inputs)), FRONTIER)
    found = (cheapest_of_class(inputs, of) for of in (least, least + 1))
    return list({m.id: m for m in found if m is not None}.values())


def _paid_for(inputs: Inputs) -> int:
    """The largest class whose cheapest model the bill as said pays for at these tokens; 0 where none was said."""
    bill, *each = (
        inputs.number(n) for n in ("bill_today", "requests_per_month", "input_tokens", "output_tokens")
    )
    vendor = inputs.facts.get("serving_today") not in ("not-an-llm", "nothing-yet", "own-gpus")
    if bill is None or any(n is None for n in each) or not vendor:
        return 0
    volume, read, written = each
    for of in (FRONTIER, MID):
        model = cheapest_of_class(inputs, of)
        price = inputs.model_price(model) if model is not None else None
        if price is None or price.input is None or price.output is None:
            continue
        if same(bill >= volume * (read * price.input + written * price.output) / _MILLION):  # type: ignore[operator]
            return of
    return 0


def step_up(inputs: Inputs, model: Model) -> Model | None:
    """The same vendor's next larger model that can do this work: the one it names, else the cheapest above it."""
    named = inputs.known_model(model.step_up) if model.step_up else None
    if named is not None and _able(inputs, named):
        return in_its_place(inputs, named)
    above = [m for m in inputs.knowledge.models if m.step_down == model.id and _able(inputs, m)]
    priced = [(cost, m.id, m) for m in above if (cost := cost_here(inputs, m)) is not None]
    return in_its_place(inputs, min(priced)[2]) if priced else None


def _unmeasured_above(inputs: Inputs, model: Model) -> Model | None:
    """The next model up the line that nobody measured, and that is no smaller sibling of one that missed."""
    seen = {model.id, *_measured(inputs), *smaller_siblings(inputs)}
    up = step_up(inputs, model)
    while up is not None and up.id in seen and up.id != model.id:
        model, up = up, step_up(inputs, up)
    return up


def _able(inputs: Inputs, model: Model) -> bool:
    """Whether a model that nobody named is worth proposing: of a class, priced, known to take this input.

    And known to keep data in the region, where one was asked for.
    """
    wanted = set(inputs.facts.get("modalities") or ()) - {"text"}
    if model.tier not in OFFERED or cost_here(inputs, model) is None or not wanted <= set(model.modalities):
        return False
    kept = region(inputs) is None or place(inputs, model, seller(inputs, model)).kept is True
    return kept and not objections(inputs, model)


def _proposed(
    inputs: Inputs, now: CurrentModel, tuned_bases: tuple[str, ...]
) -> Iterator[tuple[Model, bool]]:
    own = level(inputs, now.model) or MID
    if inputs.facts.get("prompt_meets_bar") is False:
        for below in (now.serving, successor(inputs, now.model)):
            if below is not None and (up := _unmeasured_above(inputs, below)):
                yield up, True
    if now.own and (
        sold := sold_weights(inputs, now.model) or _like_for_like(inputs, own, _seen(inputs, now))
    ):
        yield sold, True
    for start in (now.serving, now.model):
        for down in steps_down(inputs, start):
            yield down, False
    without = _seen(inputs, now)
    vendor = now.serving.provider
    least = min(own + _falls_short(inputs), FRONTIER)
    if _gone(inputs, now) and (like := _like_for_like(inputs, least, without, vendor)):
        yield like, True
    lowest = own if _falls_short(inputs) else own - 1
    others = least_class(inputs, own)
    floors = (
        (_above_missed(inputs, vendor), vendor),
        (others, None),
        (max(others, _above_missed(inputs)), None),
    )
    for least, of in floors:
        if cheap := cheapest_of_class(inputs, max(lowest, least), without, of):
            yield cheap, False
    for name in tuned_bases:
        if (base := inputs.known_model(name)) and base.tier in OFFERED:
            yield base, False


def least_class(inputs: Inputs, own: int) -> int:
    """The least class worth measuring, where today's is `own`: a small one where a small base would do, or does."""
    does_it = own < MID and inputs.facts.get("prompt_meets_bar") is True
    return MID if needs_large_base(inputs) and not does_it else SMALL


def _falls_short(inputs: Inputs) -> bool:
    """Whether today's model misses the bar by more than its pace: a class below is no candidate then."""
    return inputs.facts.get("prompt_meets_bar") is False and inputs.facts.get("failure_cause") != ("latency",)


def steps_down(inputs: Inputs, model: Model) -> list[Model]:
    """The next smaller model of the line, and where a small base would do the work the one below it too."""
    found: list[Model] = []
    while model.step_down and len(found) < (1 if needs_large_base(inputs) else 2):
        down = inputs.known_model(model.step_down)
        if down is None:
            break
        found.append(down)
        model = down
    return found


def sold_weights(inputs: Inputs, model: Model) -> Model | None:
    """The cheapest who sells the open model that runs on one's own GPUs, and goes on doing so; None for nobody."""
    able = (m for m in inputs.knowledge.models if m.id != model.id and same_weights(model.id, m.id))
    lasting = (m for m in able if ending(inputs, m) is None and not objections(inputs, m))
    priced = [(cost, m.id, m) for m in lasting if (cost := cost_here(inputs, m))]
    return min(priced)[2] if priced else None


def _above_missed(inputs: Inputs, vendor: str | None = None) -> int:
    """The class above the largest model, of `vendor` where one is given, that was measured and missed.

    Of one of an older line of `vendor` its own class: what that vendor sells of it today does more.
    """
    models = [inputs.model(name) for name in _missed(inputs)]
    above = (
        (level(inputs, m) or 0) + (vendor is None or m.tier != "legacy")
        for m in models
        if vendor in (None, m.provider)
    )
    return max(above, default=1)


def _measured(inputs: Inputs) -> set[str]:
    named = (inputs.known_model(name) for name in tried_models(inputs.facts))
    return {m.id for m in named if m is not None}


def _ruled_out(inputs: Inputs, now: CurrentModel) -> set[str]:
    """The smaller siblings of every model that was measured and missed, today's among them; older ones of each."""
    today = now.model if inputs.facts.get("prompt_meets_bar") is False else None
    found = smaller_siblings(inputs, today)
    missed = {*_missed(inputs), *([today.id] if today is not None else [])}
    newer = set()
    older = set()
    for model in inputs.knowledge.models if missed else ():
        if (model.provider, model.tier) in newer:
            older.add(model.id)
        elif model.tier in OFFERED and (model.id in found or model.id in missed):
            newer.add((model.provider, model.tier))
    return found | older


def smaller_siblings(inputs: Inputs, missed_too: Model | None = None) -> set[str]:
    """The smaller siblings of every other model that was measured and missed, and of `missed_too`."""
    missed = [*_missed(inputs), *([missed_too.id] if missed_too is not None else [])]
    found: set[str] = set()
    for name in missed:
        model = inputs.known_model(name)
        while model is not None and model.step_down and model.step_down not in found:
            found.add(model.step_down)
            model = inputs.known_model(model.step_down)
    return found


def _missed(inputs: Inputs) -> list[str]:
    """The models that were measured and missed the bar."""
    named = tried_models(inputs.facts).items()
    models = (inputs.known_model(name) for name, zones in named if one_zone(zones) in ("small", "large"))
    return [m.id for m in models if m is not None]
