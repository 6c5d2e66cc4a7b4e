"""What GPUs that are bought cost on the first day, of which a month of their row holds a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.gpu_hour import outlay
from advisor.costing.gpu_serving import cheapest
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def bought_usd(money: Comparison, bill: Bill) -> float | None:
    """USD at once for the cards that `bill` runs on, with their part of a server; None where none are bought."""
    if not bill.fleets or money.load is None:
        return None
    fleet = cheapest(bill.fleets, money.load.first)
    each = outlay(money.inputs, money.inputs.knowledge.gpu(fleet.gpu))
    return None if each is None else float(fleet.count(money.load.first)) * float(each)


def bought_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """The same beside a row: how many of which cards, at once, and what of it the month holds."""
    usd, load = bought_usd(money, bill), money.load
    if usd is None or load is None:
        return ()
    fleet = cheapest(bill.fleets, load.first)
    count, month = float(fleet.count(load.first)), words.dollars(float(fleet.monthly(load.first)))
    return (
        f"its GPUs are bought, about {words.dollars(usd)} at once for {count:g} x {fleet.name} with their part of a"
        f" server; the month holds {month} for them, current included",
    )
