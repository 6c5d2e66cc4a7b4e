"""The tornado: how much each uncertain input moves the saving of the tuned route over the reference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.sensitivity.uncertainty import Uncertain, uncertain_inputs
from advisor.text import words

if TYPE_CHECKING:
    from advisor.sensitivity.base_case import BaseCase


@dataclass(frozen=True)
class Bar:
    """USD saved over the horizon by the tuned route, the input at its low and at its high value.

    `untrained`: USD over the horizon between both ends in what the reference costs by itself.
    """

    input: Uncertain
    at_low: float
    at_high: float
    untrained: float

    @property
    def swing(self) -> float:
        """USD between both ends."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Tornado:
    """USD saved by `tuned` against `reference` with everything at its likely value, and its bars, widest first."""

    tuned: str
    reference: str
    likely: float
    bars: tuple[Bar, ...]


def tornado(base_case: BaseCase) -> Tornado | None:
    """The tornado of a decided case; None if no tuned route is compared or nothing is priced."""
    money, tuned = base_case.money, base_case.tuned
    bill = money.chosen.get(tuned) if tuned else None
    if tuned is None or bill is None or not bill.lines or money.reference is None:
        return None
    spread = uncertain_inputs(base_case)
    likely = float(money.horizon_cost(money.reference)) - float(money.horizon_cost(bill))
    saved = _saved(base_case, tuned, spread) if spread else []
    bars = [_bar(u, *saved[2 * n : 2 * n + 2]) for n, u in enumerate(spread)]
    kept = [b for b in bars if math.isfinite(b.swing) and b.swing >= words.HALF_A_CENT]
    return Tornado(tuned, money.reference.route, likely, tuple(sorted(kept, key=lambda b: -b.swing)))


def _bar(u: Uncertain, low: tuple[float, float], high: tuple[float, float]) -> Bar:
    return Bar(u, low[0], high[0], abs(high[1] - low[1]))


def _saved(base_case: BaseCase, tuned: str, spread: Sequence[Uncertain]) -> list[tuple[float, float]]:
    """USD saved by `tuned`, and what the reference costs, with each input of `spread` low and high, in this order."""
    from advisor.sensitivity.pieces import uniform_pieces
    from advisor.sensitivity.stacked import stacked_variations

    found = [(math.nan, math.nan)] * (2 * len(spread))
    inputs = stacked_variations(base_case, [(u.name, (u.low, u.high)) for u in spread])
    for places, many in uniform_pieces(inputs, len(found), base_case.part):
        if tuned in many.cost:
            reference: Any = many.reference_cost()
            each = zip((reference - many.cost[tuned]).tolist(), reference.tolist(), strict=True)
            for place, usd in zip(places.tolist(), each, strict=True):
                found[place] = usd
    return found
