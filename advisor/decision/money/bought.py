"""The purchase of GPUs: USD on the first day and later, or that they are there already."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor.costing.gpus.gpu_hour import outlay
from advisor.costing.gpus.gpu_serving import cheapest_fleet
from advisor.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

BoughtLater = tuple[datetime.date, float]
"""On this day, USD at once for further cards."""


def bought_usd(money: Comparison, bill: Bill) -> float | None:
    """USD on the first day for the GPUs of `bill` with their share of a server; None if none are bought."""
    if not bill.fleets or money.load is None or bill.kept_gpus:
        return None
    fleet = cheapest_fleet(bill.fleets, money.load.first_volume)
    each = outlay(money.inputs, money.inputs.knowledge.gpu(fleet.gpu))
    return None if each is None else float(fleet.cards(money.load.first_volume)) * float(each)


def bought_later(money: Comparison, bill: Bill) -> tuple[BoughtLater, ...]:
    """Day and USD of each later purchase of GPUs that the growing load needs.

    On cards that are there also what longer prompts ask for at once. Empty if none are bought.
    """
    there, found = 0.0, []
    for at, gpu, cards in _cards_over_time(money, bill):
        each = outlay(money.inputs, money.inputs.knowledge.gpu(gpu)) if cards > there else None
        if each is not None and (at > 0 or bill.further_cards):
            found.append((_day(money, at), float(each) * (cards - there)))
        there = max(there, cards)
    return tuple(found)


def _cards_over_time(money: Comparison, bill: Bill) -> Iterator[tuple[float, str, float]]:
    """From which month how many GPUs of which kind `bill` needs; on GPUs that are there, only the additional ones."""
    load = money.load
    if bill.further_cards:
        yield from bill.further_cards
    elif load is not None and bill.fleets and not bill.kept_gpus:
        fleet = cheapest_fleet(bill.fleets, load.first_volume)
        for stretch in load.stretches(0.0, load.horizon):
            yield stretch.start, fleet.gpu, float(fleet.cards(stretch.volume))


def _day(money: Comparison, month: float) -> datetime.date:
    days = float(money.inputs.use_assumption("days_per_month").value)
    return money.inputs.as_of + datetime.timedelta(days=round(month * days))


def later_cards_words(bought: Sequence[BoughtLater]) -> str:
    """`about $260k for further cards, the first on 2027-01-28, the last on 2028-10-20`; empty without any."""
    if not bought:
        return ""
    (first, _), (last, _) = bought[0], bought[-1]
    days = f"on {first}" if first == last else f"the first on {first}, the last on {last}"
    return f"about {words.dollars(sum(usd for _, usd in bought))} for further cards, {days}"


def cards_priced(money: Comparison, bill: Bill) -> bool:
    """Whether the row of `bill` includes the price of its GPUs: not if they are bought already."""
    there = bill.kept_gpus and money.inputs.facts.get("gpus") == "owned"
    return bool(bill.fleets) and not there


def bought_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """The purchase in words, as a remark on a row: how many GPUs, USD at once, and the monthly part of it."""
    now = _kept_words(money, bill) if bill.kept_gpus else _cards_words(money, bill)
    return (*now, *_further_words(money, bill))


def _further_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """The cost of GPUs that growth needs in addition, and the cash if they are bought."""
    by_the_end = float(bill.further[-1][1]) if bill.further else 0.0
    cash = later_cards_words(bought_later(money, bill))
    due = (f"bought as they are due: {cash}",) if cash else ()
    if round(by_the_end) <= 0:
        return due
    usd = words.dollars(by_the_end)
    return (f"further cards for the growing load are counted, {usd} a month more by the end", *due)


def _cards_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    usd, load = bought_usd(money, bill), money.load
    if usd is None or load is None:
        return ()
    fleet = cheapest_fleet(bill.fleets, load.first_volume)
    count, month = (
        float(fleet.cards(load.first_volume)),
        words.dollars(float(fleet.monthly(load.first_volume))),
    )
    return (
        f"its GPUs are bought, about {words.dollars(usd)} at once for {count:g} x {fleet.name} with their part of a"
        f" server; the month holds {month} for them, current included",
    )


def _kept_words(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """That a row runs on GPUs that are there already, and what the row counts of their cost."""
    now = money.inputs.facts.get("model")
    goes_on = "" if bill.model == now else ", and what they cost goes on"
    if not bill.fleets or money.load is None or money.inputs.facts.get("gpus") != "owned":
        return (f"it runs on the GPUs you have{goes_on}",) if goes_on else ()
    fleet = cheapest_fleet(bill.fleets, money.load.first_volume)
    count, month = (
        float(fleet.cards(money.load.first_volume)),
        words.dollars(float(fleet.monthly(money.load.first_volume))),
    )
    return (
        f"it runs on the GPUs you have{goes_on}: nothing is counted to buy them, and the month holds {month} of"
        f" current, as {count:g} x {fleet.name} would draw",
    )
