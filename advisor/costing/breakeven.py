"""Break-even of a tuned bill against an untrained one: the volume, the multiple, the band, the payback."""

from __future__ import annotations

import math
from dataclasses import dataclass

from advisor.case.facts import BANDS, BandEdges
from advisor.costing.arrays import (
    Num,
    divide,
    is_plain,
    larger,
    round_up,
    smaller,
    where,
)
from advisor.costing.bill import Bill
from advisor.costing.fleet_crossing import smallest_volume
from advisor.costing.gpu_serving import Fleet


@dataclass(frozen=True)
class Crossing:
    """`volume`: requests a month at break-even, infinite when never reached, 0 when reached at any volume.

    `saving`: USD a call. `payback`: months, infinite when not at this volume. `usable`: months within the horizon.
    """

    volume: Num
    saving: Num
    payback: Num
    usable: Num


def crossing(tuned: Bill, reference: Bill, volume: Num, horizon: float) -> Crossing:
    """Where `tuned` crosses `reference` over `horizon` months, at `volume` requests a month [G1.formula]."""
    saving = reference.per_call - tuned.per_call
    usable = smaller(tuned.usable, horizon)
    once = tuned.once - reference.once
    if reference.fleets:
        at = smallest_volume(
            lambda v: _per_month(once, usable) + tuned.monthly(v),
            reference.month,
            reference.per_call,
            reference.fleets,
        )
        return Crossing(at, saving, _payback(once, tuned, reference, volume), usable)
    gap = _per_month(once, usable) + tuned.month - reference.fixed(volume)
    if tuned.fleets:
        at = _with_fleet(tuned.fleets[0], gap, saving)
        for fleet in tuned.fleets[1:]:
            at = smaller(at, _with_fleet(fleet, gap, saving))
    else:
        at = where(saving > 0, larger(divide(gap, saving), 0.0), math.inf)
    return Crossing(at, saving, _payback(once, tuned, reference, volume), usable)


def _payback(once: Num, tuned: Bill, reference: Bill, volume: Num) -> Num:
    monthly = volume * (reference.per_call - tuned.per_call) - (tuned.fixed(volume) - reference.fixed(volume))
    return larger(divide(once, monthly), 0.0)


def multiple(volume: Num, at: Num) -> Num:
    """Volume over break-even volume; infinite where break-even is at any volume, 0 where it is never reached."""
    if is_plain(volume, at):
        return math.inf if at <= 0 else volume / at
    import numpy as np

    return np.where(np.asarray(at) > 0, volume / np.where(np.asarray(at) > 0, at, 1.0), np.inf)


def band(volume: float, at: float, edges: BandEdges) -> str:
    """The band of a plain volume: a boundary belongs to the upper band [G5.band3, G5.band10]."""
    return BANDS[int(rank(volume, at, edges))]


def rank(volume: Num, at: Num, edges: BandEdges) -> Num:
    """The place among BANDS of `volume` against break-even `at`."""
    times = multiple(volume, at)
    reached: Num = where(times < edges.stay, 1, where(times < edges.train, 2, 3))
    return where(at == math.inf, 0, reached)


def _per_month(once: Num, usable: Num) -> Num:
    """`once` spread over `usable` months; infinite where a positive sum has no months."""
    if is_plain(once, usable):
        return once / usable if usable > 0 else (math.inf if once > 0 else 0.0)
    import numpy as np

    months = np.asarray(usable)
    return np.where(
        months > 0, once / np.where(months > 0, months, 1.0), np.where(np.asarray(once) > 0, np.inf, 0.0)
    )


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
    return where(_plain(reached), larger(at, 0.0), math.inf)


def _over(own_load: Num, capacity: Num, sharing: Num) -> Num:
    return where(_plain(sharing > 1), divide(own_load, capacity), 0.0)


def _plain(condition: object) -> object:
    """numpy's single booleans as Python's."""
    return bool(condition) if getattr(condition, "ndim", 0) == 0 else condition
