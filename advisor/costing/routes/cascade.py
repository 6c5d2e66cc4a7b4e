"""The cascade route: a cheap model answers first and passes the rest on to one that meets the bar."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.models_tried import MISSED, SHORT, gap_of
from advisor.costing.arrays import Num, one_value
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import Factor, LineItem, total
from advisor.costing.models.availability import CurrentModel
from advisor.costing.models.fitness import INSIDE_WHY, objections
from advisor.costing.models.mean_price import cost_here
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.routes.served import ServedCalls, in_force
from advisor.costing.routes.untrained import todays_calls
from advisor.costing.workload import Workload
from advisor.text.words import REST_ON

SHARE = "escalation_share"
_READY: dict[str | None, int] = {"none": 0, "small": 0, None: 1, SHORT: 1, "large": 2}
"""What may go first: a model that is far off passes on most of what it is given."""
_SHARE_IS_OF: dict[str | None, int] = {"none": 0, "small": 0, SHORT: 0, "large": 0, None: 1}
"""What goes first where the share was said: a share is of a model that somebody tried, the cheapest of several."""


def cascade(inputs: Inputs, load: Workload, now: CurrentModel, others: Sequence[Bill]) -> list[Bill]:
    """A cheaper open one of `others` on every request, another on the escalated share, each its own prompt.

    The cheap one is the cheapest of those that were measured and not far off, today's among them where it misses the
    bar, else of those not measured; where the share was said the cheapest that was measured. Of two that cost the
    same, today's vendor's. The rest goes on to the cheapest that was measured and meets the bar, where that costs less
    than today's model or today's misses it; else to today's.
    """
    dear = todays_calls(inputs, load, now, load.today)
    able = [*(b for b in others if b.lines and not b.closed), *_serving(inputs, load, now, dear)]
    rest = _good_rest(inputs, able, math.inf if dear is None else total(dear.lines, "call"))
    if rest is not None:
        passed: ServedCalls | Bill = rest
    elif dear is not None:
        passed = dear
    else:
        return [_closed(load, f"{now.serving.id} has no known price on {inputs.as_of}")]
    cost = total(passed.lines, "call")
    cheap = [b for b in able if b is rest or one_value(b.per_call < cost)]
    if not cheap:
        return [_closed(load, f"no untrained model cheaper than {now.serving.id} is open to you")]
    first = _first(inputs, now, cheap)
    if first.measured == GOOD:
        return [_closed(load, f"{first.model} meets your bar alone: nothing has to go on from it")]
    return [_both(inputs, load, now, first, passed)]


def _good_rest(inputs: Inputs, able: Sequence[Bill], todays: Num) -> Bill | None:
    """The cheapest of `able` that was measured and meets the bar: under `todays` price, or where today's misses it."""
    misses = inputs.facts.get("prompt_meets_bar") is False
    good = [b for b in able if b.measured == GOOD and (misses or one_value(b.per_call < todays))]
    return min(good, key=lambda b: _cost_here(inputs, b), default=None)


def _serving(inputs: Inputs, load: Workload, now: CurrentModel, calls: ServedCalls | None) -> list[Bill]:
    """Today's model, or what serves in its place, where it misses the bar by more than its pace: it may go first."""
    gap = gap_of(tried_models(inputs.facts).get(now.serving.id)) if now.moved else _todays_gap(inputs)
    if calls is None or gap not in MISSED or _closed_to(inputs, now) or calls.ends:
        return []
    return [
        Bill(
            "other-model",
            now.serving.id,
            calls.lines,
            calls.until,
            load.volume,
            notes=calls.notes,
            price_entries=calls.entries,
            model=now.serving.id,
            measured=gap,
            later=calls.later,
        )
    ]


def _todays_gap(inputs: Inputs) -> str | None:
    """How far today's model falls short, as far as stated; None if it meets the bar, or is only slow."""
    misses = inputs.facts.get("prompt_meets_bar") is False
    return SHORT if misses and inputs.facts.get("failure_cause") != ("latency",) else None


def rest_elsewhere(bill: Bill | None) -> str | None:
    """The model that answers the rest of a cascade, if it is not today's; else None."""
    named = bill is not None and bill.route == "cascade" and REST_ON in bill.label
    return bill.label.rpartition(REST_ON)[2] if bill is not None and named else None


def _first(inputs: Inputs, now: CurrentModel, cheap: Sequence[Bill]) -> Bill:
    """The one of `cheap` that goes first, the same in all samples."""
    ready = _READY if inputs.facts.get(SHARE) is None else _SHARE_IS_OF

    def order(bill: Bill) -> tuple[int, float, bool]:
        elsewhere = inputs.model(str(bill.model)).provider != now.serving.provider
        runs = bill.model == now.model.id and _todays_gap(inputs) is not None
        return 0 if runs else ready.get(bill.measured, 1), _cost_here(inputs, bill), elsewhere

    return min(cheap, key=order)


def _cost_here(inputs: Inputs, bill: Bill) -> float:
    """What a bill's model costs this customer, the same in all samples."""
    cost = cost_here(inputs, inputs.model(str(bill.model)))
    return math.inf if cost is None else cost


def _both(inputs: Inputs, load: Workload, now: CurrentModel, first: Bill, rest: ServedCalls | Bill) -> Bill:
    """The bill of `first` on every call and of `rest`, else of today's model, on the share that is passed on."""
    share, cites = _share(inputs)
    other = isinstance(rest, Bill)
    to = str(rest.model) if isinstance(rest, Bill) else now.serving.id
    until, entries = (
        (rest.usable, rest.price_entries) if isinstance(rest, Bill) else (rest.until, rest.entries)
    )
    ends = rest.closed if isinstance(rest, Bill) else (*rest.ends, *_closed_to(inputs, now))

    def lines(month: float) -> tuple[LineItem, ...]:
        cheap = in_force(first.later, month, first.lines)
        passed = in_force(rest.later, month, rest.lines)
        return (
            *(replace(x, item=f"{x.item}, {first.label} first") for x in cheap),
            *(_escalated(x, to, share, cites) if x.period == "call" else x for x in passed),
        )

    measured = first.measured is not None and inputs.facts.get(SHARE) is not None
    return Bill(
        "cascade",
        f"{first.label}{REST_ON if other or now.moved else ', then '}{to}",
        lines(0.0),
        until,
        load.volume,
        closed=ends,
        notes=tuple(dict.fromkeys((*first.notes, *rest.notes))),
        price_entries=tuple(dict.fromkeys((*first.price_entries, *entries))),
        model=first.model,
        candidate=not (measured and (other or _rest_is_known(inputs, now))),
        later=tuple((at, lines(at)) for at in sorted({a for a, _ in (*first.later, *rest.later)})),
    )


def _closed_to(inputs: Inputs, now: CurrentModel) -> tuple[str, ...]:
    """Why what serves today may not take the rest."""
    return tuple(why for why in objections(inputs, now.serving) if why != INSIDE_WHY)


def _rest_is_known(inputs: Inputs, now: CurrentModel) -> bool:
    """Whether today's model meets the bar, or what serves in its place was measured and does."""
    if not now.moved:
        return inputs.facts.get("prompt_meets_bar") is not False
    return gap_of(tried_models(inputs.facts).get(now.serving.id)) == GOOD


def _escalated(line: LineItem, model: str, share: Factor, cites: tuple[str, ...]) -> LineItem:
    return replace(
        line,
        item=f"{line.item}, escalated to {model}",
        factors=(share, *line.factors),
        cites=(*line.cites, *cites),
    )


def _share(inputs: Inputs) -> tuple[Factor, tuple[str, ...]]:
    """The escalated share: said or measured, else the assumption."""
    said = inputs.number(SHARE)
    if said is not None:
        return Factor(said, "escalated"), ()
    assumed = inputs.use_assumption("cascade_escalated")
    return assumed.as_factor("escalated"), assumed.cites


def _closed(load: Workload, why: str) -> Bill:
    return Bill("cascade", "cascade", (), load.horizon, load.volume, closed=(why,))


__all__ = ["SHARE", "cascade", "rest_elsewhere"]
