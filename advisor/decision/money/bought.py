"""What GPUs cost on the first day, of which a month of their row holds a part, or that they are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.gpus.gpu_hour import outlay
from advisor.costing.gpus.gpu_serving import cheapest
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def bought_usd(money: Comparison, bill: Bill) -> float | None:
    """USD at once for the cards that `bill` runs on, with their part of a server; None where none are bought."""
    if not bill.fleets or money.load is None or bill.kept_gpus:
        return None
    fleet = cheapest(bill.fleets, money.load.first)
    each = outlay(money.inputs, money.inputs.knowledge.gpu(fleet.gpu))
    return None if each is None else float(fleet.cards(money.load.first)) * float(each)


def cards_priced(money: Comparison, bill: Bill) -> bool:
    """Whether the price of its cards is in the row of `bill`: not where bought ones are there already."""
    there = bill.kept_gpus and money.inputs.facts.get("gpus") == "owned"
    return bool(bill.fleets) and not there


def bought_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """The same beside a row: how many of which cards, at once, and what of it the month holds, now and as it grows."""
    now = _kept_words(money, bill) if bill.kept_gpus else _cards_words(money, bill)
    return (*now, *_further_words(bill))


def _further_words(bill: Bill) -> tuple[str, ...]:
    """What the cards come to that growth asks for beyond those that are there."""
    by_the_end = float(bill.further[-1][1]) if bill.further else 0.0
    if round(by_the_end) <= 0:
        return ()
    usd = words.dollars(by_the_end)
    return (f"further cards for the growing load are counted, {usd} a month more by the end",)


def _cards_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    usd, load = bought_usd(money, bill), money.load
    if usd is None or load is None:
        return ()
    fleet = cheapest(bill.fleets, load.first)
    count, month = float(fleet.cards(load.first)), words.dollars(float(fleet.monthly(load.first)))
    return (
        f"its GPUs are bought, about {words.dollars(usd)} at once for {count:g} x {fleet.name} with their part of a"
        f" server; the month holds {month} for them, current included",
    )


def _kept_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """That a row runs on GPUs that are there already, and what of them it counts."""
    now = money.inputs.facts.get("model")
    goes_on = "" if bill.model == now else ", and what they cost goes on"
    if not bill.fleets or money.load is None or money.inputs.facts.get("gpus") != "owned":
        return (f"it runs on the GPUs you have{goes_on}",) if goes_on else ()
    fleet = cheapest(bill.fleets, money.load.first)
    count, month = float(fleet.cards(money.load.first)), words.dollars(float(fleet.monthly(money.load.first)))
    return (
        f"it runs on the GPUs you have{goes_on}: nothing is counted to buy them, and the month holds {month} of"
        f" current, as {count:g} x {fleet.name} would draw",
    )
