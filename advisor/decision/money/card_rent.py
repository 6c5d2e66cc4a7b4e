"""What it costs to rent the card on which an open model is measured before any are bought or leased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.gpus.gpu_serving import cheapest_fleet
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_WEEK = 7 * 24
"""Hours."""


def rent(money: Comparison, bill: Bill | None, hours: float) -> tuple[str, float] | None:
    """The card that one copy of `bill` runs on, and USD to rent it for so many hours; None if nobody says.

    None if own GPUs run already: a card for it is there.
    """
    runs = money.inputs.facts.get("serving_today") == "own-gpus"
    if bill is None or not bill.fleets or money.load is None or runs:
        return None
    fleet = cheapest_fleet(bill.fleets, money.load.first_volume)
    hour = money.inputs.gpu_hour(money.inputs.knowledge.gpu(fleet.gpu))
    return None if hour is None else (fleet.name, float(hour.value) * hours)


def week_words(money: Comparison, bill: Bill | None) -> str:
    """` (an L4 24 GB is rented for about $82 a week)`; empty if that is not known."""
    found = rent(money, bill, _WEEK)
    return "" if found is None else f" (a rented {found[0]} is about {words.dollars(found[1])} a week)"
