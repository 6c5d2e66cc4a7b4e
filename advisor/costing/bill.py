"""The bill of one way to take one route, and its cost over a horizon."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from advisor.costing.arrays import Num, smaller
from advisor.costing.gpu_serving import Fleet, lowest
from advisor.costing.line_items import LineItem, total


@dataclass(frozen=True)
class Bill:
    """One way to take a route: its lines, how long it lasts, and what serves it.

    `usable`: months within the horizon before it is shut down. `fleets`: the rented GPUs it could run on
    (any one of them); their cost depends on the volume and is not among `lines`. `stages`: the monthly bill
    of its base model prompted, then with the shorter prompt, then tuned (USD), for the attribution.
    `closed`: why this way is not open, empty when it is. `model`: what answers, an id of the price book or of an
    open model. `measured`: how far an untrained model is known to fall short of the bar, None while nobody
    measured it; `candidate`: priced so that somebody does.
    """

    route: str
    label: str
    lines: tuple[LineItem, ...]
    usable: Num
    volume: Num
    fleets: tuple[Fleet, ...] = ()
    fleet_cites: tuple[str, ...] = ()
    stages: tuple[tuple[str, Num], ...] = ()
    closed: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    price_entries: tuple[str, ...] = ()
    model: str | None = None
    trained: bool = False
    measured: str | None = None
    candidate: bool = False

    @functools.cached_property
    def once(self) -> Num:
        """T: USD once."""
        return total(self.lines, "once")

    @functools.cached_property
    def month(self) -> Num:
        """M without GPUs: USD a month beyond tokens, whatever the volume."""
        return total(self.lines, "month")

    @functools.cached_property
    def per_call(self) -> Num:
        """p: USD a call for inference billed by token."""
        return total(self.lines, "call")

    def gpus(self, volume: Num) -> Num:
        """USD a month for provisioned GPUs at `volume` requests a month."""
        return lowest(self.fleets, volume) if self.fleets else 0.0

    def fixed(self, volume: Num) -> Num:
        """M: USD a month beyond tokens at `volume` requests a month."""
        return self.month + self.gpus(volume)

    def monthly(self, volume: Num) -> Num:
        """USD a month, calls included."""
        return self.fixed(volume) + volume * self.per_call


def over_horizon(bill: Bill, reference: Bill, volume: Num, horizon: float) -> Num:
    """USD over `horizon` months: T + H x (M + V x p); after its end a tuned route pays the reference's months."""
    usable = smaller(bill.usable, horizon)
    return bill.once + usable * bill.monthly(volume) + (horizon - usable) * reference.monthly(volume)


def alone(bill: Bill, volume: Num, horizon: float) -> Num:
    """USD over `horizon` months of a route that lasts."""
    return bill.once + horizon * bill.monthly(volume)


def open_ones(bills: Sequence[Bill]) -> list[Bill]:
    """The ways that are open."""
    return [b for b in bills if not b.closed]
