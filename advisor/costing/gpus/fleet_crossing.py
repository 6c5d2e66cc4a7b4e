"""Break-even between two routes that both pay for GPUs: the smallest volume at which one costs no more than the other.

Both costs only rise with volume. So from a volume at which the tuned route is dearer, the next that can be
break-even is where the reference first costs what the tuned one costs here; stepping on from there ends at the
smallest one. Straight lines under the tuned cost and over the reference say where to begin, or that it never is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from advisor.costing.arrays import Num, divide, larger, largest, round_up, where
from advisor.costing.gpus.gpu_serving import Fleet

STEPS = 60
"""After so many more GPUs the two are as good as parallel."""
_BEYOND = 1 + 1e-9
"""One GPU more is taken just beyond what the last one carries."""


def smallest_volume(
    tuned: Callable[[Num], Num],
    line: tuple[Num, Num],
    upkeep: Num,
    call: Num,
    fleets: Sequence[Fleet],
) -> Num:
    """The smallest volume at which `tuned` (USD a month at a volume) is at most the reference; infinite if none is.

    The reference costs `upkeep` USD a month, `call` USD a request, and the cheapest of `fleets`. `line`: USD a month
    and USD a request that `tuned` costs at the least.
    """
    first = _beginning(line, upkeep, call, fleets)
    reached = where(first < math.inf, 1.0, 0.0)
    at = where(first < math.inf, first, 0.0)
    moved: Num = 0.0
    for _ in range(STEPS):
        dear = tuned(at)
        found = _reaches(dear, upkeep, call, fleets[0])
        for fleet in fleets[1:]:
            found = larger(found, _reaches(dear, upkeep, call, fleet))
        moved = where(found > at, reached, 0.0)
        if not largest(moved):
            break
        at = larger(at, found)
    return where(reached - moved > 0, at, math.inf)


def _beginning(line: tuple[Num, Num], upkeep: Num, call: Num, fleets: Sequence[Fleet]) -> Num:
    """A volume below which there is no break-even, infinite if there is none: by lines, GPUs counted in parts."""
    fixed, slope = line
    first: Num = 0.0
    for fleet in fleets:
        ahead = fixed - upkeep - fleet.month * larger(fleet.least, 1.0)
        gain = call + divide(fleet.month, fleet.capacity) - slope
        parallel = where(ahead > 0, math.inf, 0.0)
        first = larger(first, where(gain > 0, divide(ahead, gain), parallel))
    return first * (2 - _BEYOND)


def _reaches(usd: Num, upkeep: Num, call: Num, fleet: Fleet) -> Num:
    """The smallest volume at which the reference on `fleet` costs `usd` a month."""
    each = fleet.month + call * fleet.capacity
    count = larger(round_up(divide(usd - upkeep, each)), fleet.least)
    by_calls = where(call > 0, divide(usd - upkeep - count * fleet.month, call), 0.0)
    by_count = where(count > fleet.least, (count - 1) * fleet.capacity * _BEYOND, 0.0)
    enough = count * fleet.month + upkeep >= usd
    return larger(larger(where(enough, 0.0, by_calls), by_count), 0.0)
