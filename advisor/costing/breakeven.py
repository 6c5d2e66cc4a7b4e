"""Break-even of a tuned bill against an untrained one: the volume, the multiple, the band, the payback."""

from __future__ import annotations

import math
from functools import reduce
from typing import NamedTuple

from msgspec import Struct

from advisor.case.routes import BANDS, BandEdges
from advisor.costing.arrays import (
    Num,
    divide,
    is_plain,
    larger,
    largest,
    round_up,
    smaller,
    where,
)
from advisor.costing.bill import Bill, mean_rates, monthly_at
from advisor.costing.gpus.fleet_crossing import smallest_volume
from advisor.costing.gpus.gpu_serving import Fleet
from advisor.costing.workload import Workload


class Crossing(Struct, frozen=True):
    """`volume`: requests a month at break-even, infinite when never reached, 0 when reached at any volume.

    It is infinite as well where a tune costs less than GPUs that stand there at small volumes alone.

    `saving`: USD a call. `payback`: months, infinite when not at this volume. `usable`: months within the horizon.
    """

    volume: Num
    saving: Num
    payback: Num
    usable: Num


def crossing(tuned: Bill, reference: Bill, load: Workload) -> Crossing:
    """Where `tuned` crosses `reference` over the months that both last [G1.formula].

    The volume is the one that would be the same in every month; the payback is that of the real months.
    """
    usable = smaller(tuned.usable, load.horizon)
    both = smaller(usable, reference.usable)
    once = _per_month(tuned.once - reference.once, both)
    upkeep, call = mean_rates(tuned, both)
    own, other = (
        _MonthlyCost(tuned, once + upkeep, call),
        _MonthlyCost(reference, *mean_rates(reference, both)),
    )
    volume = _break_even_volume(own, other, load)
    return Crossing(volume, other.call - own.call, _payback(tuned, reference, load), usable)


class _MonthlyCost(NamedTuple):
    """A bill as a function of the volume: USD a month that are fixed, USD a call, and the GPUs of the bill."""

    bill: Bill
    fixed: Num
    call: Num

    def at(self, volume: Num) -> Num:
        """USD a month at `volume` requests a month."""
        return self.fixed + self.bill.gpus(volume) + volume * self.call


def _break_even_volume(own: _MonthlyCost, other: _MonthlyCost, load: Workload) -> Num:
    """The smallest volume at which `own` costs no more than `other`; infinite if it never does."""
    gap, saving = own.fixed - other.fixed, other.call - own.call
    if is_fixed(other.bill):
        return where(own.at(load.volume) <= other.fixed, 0.0, math.inf)
    if other.bill.fleets:
        least = own.fixed, own.call + _least_gpus(own.bill)
        volume = smallest_volume(own.at, least, other.fixed, other.call, other.bill.fleets)
        return _unless_undercut_only_below(volume, own, other, load)
    if own.bill.fleets:
        return reduce(smaller, (_with_fleet(fleet, gap, saving) for fleet in own.bill.fleets))
    return where(saving > 0, larger(divide(gap, saving), 0.0), math.inf)


def _unless_undercut_only_below(volume: Num, own: _MonthlyCost, other: _MonthlyCost, load: Workload) -> Num:
    """`volume`; infinite if `own` costs less at small volumes only, and more at this volume and at twice of it."""
    dearer = [own.at(v) > other.at(v) for v in (load.volume, 2 * load.volume)]
    return where(dearer[0] & dearer[1] & (volume <= load.volume), math.inf, volume)


def is_fixed(reference: Bill) -> bool:
    """Whether `reference` costs the same at any volume: a stated bill of something that is not paid by the call."""
    by_call = any(line.period == "call" for line in reference.lines)
    return not by_call and not reference.fleets and not reference.later


def _payback(tuned: Bill, reference: Bill, load: Workload) -> Num:
    """The first month in which the accumulated costs cross; after the horizon the last month's costs go on.

    A reference that ends within the horizon is not paid after its end.
    """
    left = tuned.once - reference.once
    payback: Num = math.inf
    cuts = tuple(at for bill in (tuned, reference) for at, _ in bill.later)
    until = min(load.horizon, largest(reference.usable))
    every = load.stretches(0.0, until, cuts)
    for stretch in every:
        saved = monthly_at(reference, stretch.start, stretch.volume)
        saved = saved - monthly_at(tuned, stretch.start, stretch.volume)
        at = stretch.start + larger(divide(left, saved), 0.0)
        last = stretch is every[-1] and until == load.horizon
        here = (saved > 0) & (payback == math.inf) & (last | (at <= stretch.end))
        payback = where(here, at, payback)
        left = left - stretch.months * saved
    return payback


def break_even_multiple(volume: Num, at: Num) -> Num:
    """Volume divided by break-even volume; infinite if any volume breaks even, 0 if none does."""
    if is_plain(volume, at):
        return math.inf if at <= 0 else volume / at
    import numpy as np

    return np.where(np.asarray(at) > 0, volume / np.where(np.asarray(at) > 0, at, 1.0), np.inf)


def break_even_band(volume: float, at: float, edges: BandEdges) -> str:
    """The band of `volume`; a value on an edge belongs to the upper band [G5.band3, G5.band10]."""
    return BANDS[int(band_index(volume, at, edges))]


def band_index(volume: Num, at: Num, edges: BandEdges) -> Num:
    """The index in BANDS of `volume` with break-even at `at`."""
    times = break_even_multiple(volume, at)
    reached: Num = where(times < edges.stay, 1, where(times < edges.train, 2, 3))
    return where(at == math.inf, 0, reached)


def _per_month(once: Num, usable: Num) -> Num:
    """`once` spread evenly over `usable` months; infinite if a positive sum has no months."""
    if is_plain(once, usable):
        return once / usable if usable > 0 else (math.inf if once > 0 else 0.0)
    import numpy as np

    months = np.asarray(usable)
    return np.where(
        months > 0, once / np.where(months > 0, months, 1.0), np.where(np.asarray(once) > 0, np.inf, 0.0)
    )


def _least_gpus(bill: Bill) -> Num:
    """The least USD a request that the GPUs of `bill` can cost: the cheapest of them, fully used."""
    each = [divide(fleet.month, fleet.capacity) for fleet in bill.fleets]
    return reduce(smaller, each) if each else 0.0


def _with_fleet(fleet: Fleet, gap: Num, saving: Num) -> Num:
    """The smallest volume V with V x saving >= gap + the fleet's cost at V, GPUs counted whole.

    With n GPUs it holds from (gap + n x cost) / saving on, as long as n GPUs carry that volume; each further
    GPU must carry more saving than it costs, or break-even is never reached.
    """
    month, capacity, sharing = fleet.month, fleet.capacity, fleet.sharing
    own_load = divide(gap, saving - divide(month, capacity))
    gain = capacity - divide(month, sharing * saving)
    count = larger(
        fleet.least, round_up(larger(divide(divide(gap, saving), gain), _over(own_load, capacity, sharing)))
    )
    at = divide(gap + count * month / sharing, saving)
    at = larger(at, where(sharing > 1, own_load, -math.inf))
    reached = (saving > 0) & (gain > 0)
    return where(reached, larger(at, 0.0), math.inf)


def _over(own_load: Num, capacity: Num, sharing: Num) -> Num:
    return where(sharing > 1, divide(own_load, capacity), 0.0)
