"""The bill of one way to take a route, and its cost over a span of months."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from msgspec import Struct, field

from advisor.costing.arrays import Num, is_plain, largest
from advisor.costing.gpus.gpu_serving import Fleet, ever_cheapest, lowest_monthly
from advisor.costing.line_items import LineItem, total
from advisor.costing.months import stretches
from advisor.costing.saving_steps import NoSteps, SavingSteps
from advisor.costing.workload import Workload


class Bill(Struct, frozen=True, dict=True):
    """The costs of one way to take a route: its lines, how long it lasts, and what serves it."""

    route: str
    label: str
    lines: tuple[LineItem, ...]
    usable: Num
    """Months within the horizon before it is shut down."""
    volume: Num
    fleets: tuple[Fleet, ...] = ()
    """The rented GPUs it could run on, any one of them; their cost depends on the volume and is not in `lines`."""
    fleet_cites: tuple[str, ...] = ()
    steps: SavingSteps = NoSteps()
    """USD a month of its base model prompted, then with the shorter prompt, then tuned: for the attribution."""
    closed: tuple[str, ...] = ()
    """Why it is not open; empty if it is."""
    notes: tuple[str, ...] = field(default=())
    price_entries: tuple[str, ...] = ()
    model: str | None = None
    """The model that answers: an id of the price book, or the name of an open model."""
    trained: bool = False
    measured: str | None = None
    """How far an untrained model is known to fall short of the bar; None while nobody measured it."""
    candidate: bool = False
    """Whether it is priced only so that somebody measures it."""
    later: tuple[tuple[float, tuple[LineItem, ...]], ...] = ()
    """Month -> the lines that replace those a month and a call from then on, in order of time."""
    kept_gpus: bool = False
    """Whether it runs on the GPUs of today's model, which are paid for whether used or not."""
    further: tuple[tuple[float, Num], ...] = ()
    """Month -> USD a month for GPUs that growth needs from then on, beyond those there."""
    further_cards: tuple[tuple[float, str, float], ...] = ()
    """Month, kind of GPU, and how many more than today's peak takes."""

    @functools.cached_property
    def once(self) -> Num:
        """USD paid once (T in the formulas)."""
        return total(self.lines, "once")

    @functools.cached_property
    def month(self) -> Num:
        """USD a month that do not depend on the volume, without GPUs (M in the formulas)."""
        return total(self.lines, "month")

    @functools.cached_property
    def per_call(self) -> Num:
        """USD a call for tokens (p in the formulas)."""
        return total(self.lines, "call")

    def gpus(self, volume: Num) -> Num:
        """USD a month for provisioned GPUs at `volume` requests a month."""
        if not self.fleets:
            return 0.0
        if not isinstance(volume, float):
            return lowest_monthly(self._ever_cheapest, volume)
        if volume not in self._gpus:
            self._gpus[volume] = lowest_monthly(self._ever_cheapest, volume)
        return self._gpus[volume]

    @functools.cached_property
    def _ever_cheapest(self) -> Sequence[Fleet]:
        """Its GPUs without those that are dearer than another at every volume."""
        return ever_cheapest(self.fleets)

    @functools.cached_property
    def _gpus(self) -> dict[float, Num]:
        """Volume -> what its GPUs cost, computed before."""
        return {}

    @functools.cached_property
    def spent_before(self) -> dict[tuple[float, float], tuple[Workload, Num]]:
        """Two months -> the workload and the result of `spent_between`, computed before."""
        return {}

    def fixed(self, volume: Num) -> Num:
        """USD a month at `volume` requests a month without tokens."""
        return self.month + self.gpus(volume)

    def monthly(self, volume: Num) -> Num:
        """USD a month at `volume` requests a month, tokens included."""
        return self.fixed(volume) + volume * self.per_call


def spent_between(bill: Bill, load: Workload, start: float, end: float) -> Num:
    """USD from month `start` to `end`, each month at its own volume and prices, without what is paid once."""
    if not bill.fleets and not bill.later and not bill.further:
        return (end - start) * bill.month + load.calls(start, end) * bill.per_call
    kept = bill.spent_before.get((start, end))
    if kept is None or kept[0] is not load:
        kept = bill.spent_before[start, end] = load, _spent_by_stretch(bill, load, start, end)
    return kept[1]


def _spent_by_stretch(bill: Bill, load: Workload, start: float, end: float) -> Num:
    amount: Num = 0.0
    for stretch in load.stretches(start, end, _changes(bill)):
        amount = amount + stretch.months * monthly_at(bill, stretch.start, stretch.volume)
    return amount


def monthly_at(bill: Bill, month: float, volume: Num) -> Num:
    """USD a month at `volume` requests, with the prices in force from `month` on."""
    fixed, call = rates_at(bill, month)
    return fixed + bill.gpus(volume) + volume * call


def rates_at(bill: Bill, month: float) -> tuple[Num, Num]:
    """USD a month beyond tokens and the GPUs of its fleets, and USD a call, in force from `month` on."""
    lines = next((lines for at, lines in reversed(bill.later) if at <= month), None)
    further = next((usd for at, usd in reversed(bill.further) if at <= month), 0.0)
    if lines is None:
        return bill.month + further, bill.per_call
    return total(lines, "month") + further, total(lines, "call")


def _changes(bill: Bill) -> tuple[float, ...]:
    """The months in which its prices or its GPUs change."""
    return tuple(at for changes in (bill.later, bill.further) for at, _ in changes)


def mean_rates(bill: Bill, months: Num) -> tuple[Num, Num]:
    """The result of `rates_at`, averaged over the first `months` months."""
    cuts = _changes(bill)
    if not cuts or not is_plain(months) or months <= 0:
        return bill.month, bill.per_call
    fixed: Num = 0.0
    call: Num = 0.0
    for stretch in stretches(0.0, 0.0, 0.0, float(months), cuts):
        by_month, by_call = rates_at(bill, stretch.start)
        fixed = fixed + by_month * stretch.months / months
        call = call + by_call * stretch.months / months
    return fixed, call


def cost_over_horizon(bill: Bill, reference: Bill, load: Workload) -> Num:
    """USD over the horizon, month by month; after the end of a tuned model the reference is paid."""
    usable = min(largest(bill.usable), load.horizon)
    own = bill.once + spent_between(bill, load, 0.0, usable)
    return own + spent_between(reference, load, usable, load.horizon) if usable < load.horizon else own


def cost_while_usable(bill: Bill, load: Workload) -> Num:
    """USD over the months of the horizon in which `bill` lasts; nothing is paid after its end."""
    return bill.once + spent_between(bill, load, 0.0, min(largest(bill.usable), load.horizon))


def cost_until(bill: Bill, load: Workload, until: float) -> Num:
    """USD from the first day until a month, or until `bill` ends, without what is paid once."""
    end = min(until, largest(bill.usable))
    return spent_between(bill, load, 0.0, end) if end > 0 else 0.0


def open_bills(bills: Sequence[Bill]) -> list[Bill]:
    """The bills of ways that are open."""
    return [b for b in bills if not b.closed]
