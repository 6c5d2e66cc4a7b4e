"""The calls of one model over the horizon: today's lines, and those after announced prices and ends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from advisor.costing.arrays import Num, is_plain
from advisor.costing.bill import Bill
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.other_tokens import tokens_of
from advisor.costing.models.price_path import PriceStep, price_path
from advisor.costing.said_bill import later_as_said
from advisor.costing.token_prices import call_lines

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.token_prices import TokenRates
    from advisor.costing.workload import RequestShape, Workload
    from advisor.knowledge.market import Model

Later = tuple[tuple[float, tuple[LineItem, ...]], ...]


class ServedCalls(Struct, frozen=True):
    """`lines` from the first day, `later` from each month on; `until`: the month after which nothing is priced.

    `notes`: each change in words; `entries`: the models that serve; `ends`: why it does not last, empty if it does;
    `lasts`: the month from which on another model serves in its place.
    """

    lines: tuple[LineItem, ...]
    later: Later
    until: float
    notes: tuple[str, ...]
    entries: tuple[str, ...]
    ends: tuple[str, ...]
    lasts: float = math.inf

    def beside(self, more: Iterable[LineItem]) -> ServedCalls:
        """The same calls with additional lines for the whole horizon."""
        extra = tuple(more)
        later = tuple((at, (*lines, *extra)) for at, lines in self.later)
        return replace(self, lines=(*self.lines, *extra), later=later)

    def times(self, ratio: Num, what: str) -> ServedCalls:
        """The same calls at a multiple of their price until another model serves; `what` names the reason."""
        if is_plain(ratio) and ratio == 1:
            return self
        factor = Factor(ratio, what)

        def at(lines: Iterable[LineItem]) -> tuple[LineItem, ...]:
            return tuple(replace(x, factors=(*x.factors, factor)) if x.period == "call" else x for x in lines)

        later = tuple((month, at(x) if month < self.lasts else x) for month, x in self.later)
        return replace(self, lines=at(self.lines), later=later)

    def as_said(self, load: Workload, times: Sequence[Factor] = ()) -> ServedCalls:
        """The same calls at their stated bill; `times`: the change of list prices."""
        lines, later = later_as_said(self.lines, self.later, load, times, self.lasts)
        return replace(self, lines=lines, later=later)

    def bill(
        self, route: str, model: str, load: Workload, *, notes: Sequence[str] = (), closed: Sequence[str] = ()
    ) -> Bill:
        """The bill of a route that consists of these calls of `model`."""
        return Bill(
            route,
            model,
            self.lines,
            self.until,
            load.volume,
            closed=(*closed, *self.ends),
            notes=(*notes, *self.notes),
            price_entries=self.entries,
            model=model,
            later=self.later,
        )


def served_calls(
    inputs: Inputs,
    load: Workload,
    model: Model,
    rates: TokenRates,
    shape: RequestShape,
    upkeep: Sequence[LineItem] = (),
) -> ServedCalls:
    """Calls of `shape` in today's tokens on `model`, month by month at what is announced.

    `upkeep`: what `model` takes a month beside them, for as long as it is what serves.
    """
    path = price_path(inputs, model, rates)

    def lines(step: PriceStep) -> tuple[LineItem, ...]:
        shaped = tokens_of(inputs, step.model, shape)
        called = call_lines(step.rates, shaped, load.hit_rate, tier=load.tier)
        return (*called, *(upkeep if step.model.id == model.id else ()))

    first, *rest = ((s.start, lines(s)) for s in path.steps)
    return ServedCalls(
        first[1],
        tuple(rest),
        path.until,
        path.notes,
        tuple(dict.fromkeys(s.model.id for s in path.steps)),
        () if path.until >= load.horizon else (path.notes[-1],),
        min((s.start for s in path.steps if s.model.id != model.id), default=math.inf),
    )


def in_force(later: Later, month: float, first: tuple[LineItem, ...]) -> tuple[LineItem, ...]:
    """The lines in force from `month` on."""
    return next((lines for at, lines in reversed(later) if at <= month), first)
