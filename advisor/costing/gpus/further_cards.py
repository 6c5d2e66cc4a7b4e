"""Additional GPUs that a growing load or longer prompts need, and their cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.arrays import Num, is_plain, larger, largest, one_value, smaller, where
from advisor.costing.line_items import Factor, LineItem

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.gpus.gpu_serving import Fleet
    from advisor.costing.workload import Workload

FURTHER = "further GPUs"


def with_further(
    bill: Bill, load: Workload, needed: Sequence[Fleet], there: Sequence[Fleet], counted: Sequence[Fleet] = ()
) -> Bill:
    """`bill` with the GPUs that its load needs beyond those that carry today's peak.

    `needed`: what could serve its calls; `there`: what carries today's, whose first month tells how many are there;
    `counted`: the same at what the bill counts of every card already.
    """
    pairs = [(f, t, _of(f, counted)) for f in needed if (t := _of(f, there)) is not None]
    if not pairs:
        return bill
    usd = _beyond(pairs, load.first_volume, load.first_volume)
    lines = (LineItem(FURTHER, "month", (Factor(usd, "USD/month"),), ("T.idle",), kind="gpu"),)
    grows = load.stretches(1.0, load.horizon) if one_value(load.growth > 0) and load.horizon > 1 else []
    later = tuple((s.start, _beyond(pairs, load.first_volume, s.volume) - usd) for s in grows)
    asked = ((0.0, load.first_volume), *((s.start, s.volume) for s in grows))
    cards = tuple(
        (at, *_cards(pairs, load.first_volume, volume)) for at, volume in asked if is_plain(usd, volume)
    )
    paid = (*bill.lines, *(lines if largest(usd) > 0 else ()))
    return replace(bill, lines=paid, further=later, further_cards=cards)


def _cards(pairs: Sequence[tuple[Fleet, Fleet, Fleet | None]], before: Num, volume: Num) -> tuple[str, float]:
    """How many GPUs of which kind `volume` needs beyond those that carry `before`."""
    need, there, _ = min(pairs, key=lambda pair: float(pair[1].monthly(before)))
    return need.gpu, max(float(need.cards(volume)) - float(there.cards(before)), 0.0)


def _of(fleet: Fleet, others: Sequence[Fleet]) -> Fleet | None:
    return next((other for other in others if (other.gpu, other.group) == (fleet.gpu, fleet.group)), None)


def _beyond(pairs: Sequence[tuple[Fleet, Fleet, Fleet | None]], before: Num, volume: Num) -> Num:
    """USD a month of the cards beyond those that carry `before`, of the kind that carries that for least."""
    found: Num = 0.0
    cheapest: Num = math.inf
    for need, there, paid in pairs:
        cards = larger(need.count(volume) - there.count(before), 0.0)
        each = need.month - (paid.month if paid is not None else 0.0)
        less = there.monthly(before) < cheapest
        found, cheapest = where(less, cards * each, found), smaller(there.monthly(before), cheapest)
    return found
