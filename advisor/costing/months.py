"""The horizon month by month: stretches in which neither the volume nor a price changes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import NamedTuple

from advisor.case.fact_type import LARGEST
from advisor.costing.arrays import Num, is_plain, smaller


class Stretch(NamedTuple):
    """From `start` to `end` (months from the date): `volume` requests a month."""

    start: float
    end: float
    volume: Num

    @property
    def months(self) -> float:
        """How long it is."""
        return self.end - self.start


def stretches(first: Num, growth: Num, start: float, end: float, cuts: Iterable[float] = ()) -> list[Stretch]:
    """`start` to `end`, cut at `cuts` and, where the volume grows from `first` by `growth` a month, at each month."""
    edges = {start, end, *(c for c in cuts if start < c < end)}
    steady = is_plain(growth) and growth == 0
    if not steady:
        edges |= {float(m) for m in range(math.ceil(start), math.ceil(end)) if start < m < end}
    order = sorted(edges)
    return [
        Stretch(a, b, first if steady else volume_in(first, growth, math.floor(a)))
        for a, b in itertools.pairwise(order)
    ]


def volume_in(first: Num, growth: Num, month: int) -> Num:
    """Requests in a month when `first` grows by `growth` each month; at most LARGEST."""
    if is_plain(first, growth):
        try:
            return smaller(first * (1 + growth) ** month, LARGEST)
        except OverflowError:
            return smaller(first * LARGEST, LARGEST)
    import numpy as np

    with np.errstate(all="ignore"):
        return np.minimum(first * np.minimum((1 + growth) ** float(month), LARGEST), LARGEST)
