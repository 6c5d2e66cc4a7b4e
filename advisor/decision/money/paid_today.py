"""Today's model as it is paid and as its row counts it: with its prefix cached, in batch or in the flex tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.costing.routes.untrained import by_tokens, cache_runs
from advisor.costing.token_prices import call_lines
from advisor.decision.money.bill_check import runs_elsewhere
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

TIERS = {"batch": "as batch jobs", "flex": "in the flex tier"}
"""How calls are sent in a tier that is cheaper than the list."""
WAITS = {
    "batch": ", where nobody waits for the answer",
    "flex": " (it answers within minutes, and refuses a call when it is busy: send that one again at list price)",
}
"""What sending them so asks of those who wait."""
CACHED, WITH_CACHE = "cached input", "with its prefix cached"
"""How a line of cached tokens begins, and what a row is that has one."""


class PaidToday(NamedTuple):
    """USD a month of today's model: `paid` as said or at list price, `counted` in its row, and `how` that is less."""

    paid: float
    counted: float
    how: str


def today_usd(money: Comparison) -> float | None:
    """What is paid in USD a month today, as said, else at list prices; None while it is not known.

    With the cache where a hit rate was said, which tells that it runs; batch or flex are a change still to be made.
    What own GPUs cost without a bill that was said includes the people who run them; of a tune its upkeep, which is no
    part of a vendor's bill.
    """
    said: Any = money.inputs.facts.get("bill_today")
    if money.today is not None and money.load is not None:
        return float(money.today.monthly(money.load.first_volume))
    known = said is not None and money.inputs.facts.get("serving_today") != "nothing-yet"
    return float(said) if known and not runs_elsewhere(money) else None


def paid_today(money: Comparison) -> PaidToday | None:
    """Both bills of today's model; None if its row counts what is paid, or is of another model."""
    own, now, load, paid = money.chosen.get("prompt"), money.now, money.load, today_usd(money)
    if own is None or now is None or load is None or paid is None or own.closed or own.model != now.model.id:
        return None
    if now.own or not own.lines:
        return None
    return _counted(money, own, paid)


def replaced_today(money: Comparison) -> PaidToday | None:
    """The same of the model that serves in place of today's: its list price, and what its row counts."""
    own, now, load = money.chosen.get("prompt"), money.now, money.load
    if own is None or now is None or load is None or now.rates is None or not own.lines or own.closed:
        return None
    if not now.moved or own.model != now.serving.id:
        return None
    return _counted(
        money,
        own,
        float(
            by_tokens(load, now.serving, now.rates, cached=cache_runs(money.inputs)).monthly(
                load.first_volume
            )
        ),
    )


def _counted(money: Comparison, own: Bill, paid: float) -> PaidToday | None:
    """What the row counts less than is `paid`, and how; None if that is nothing."""
    now, load = money.now, money.load
    if now is None or load is None:
        return None
    counted = float(own.monthly(load.first_volume))
    found = [WITH_CACHE] if _caches(money, own) else []
    if now.rates is not None and load.tier in now.rates.tiers:
        found.append(TIERS[load.tier])
    how = ", ".join(found)
    return (
        PaidToday(paid, counted, how)
        if how and paid > counted and not same_bill(money, paid, counted)
        else None
    )


def _caches(money: Comparison, own: Bill) -> bool:
    """Whether the row counts a cached prefix that today's bill does not hold; by its tokens where a bill was said."""
    now, load = money.now, money.load
    if cache_runs(money.inputs):
        return False
    if (
        load is None
        or now is None
        or now.rates is None
        or load.said_bill is None
        or own.model != now.model.id
    ):
        return any(line.item == CACHED for line in own.lines)
    calls = call_lines(now.rates, load.today, load.hit_rate, tier=load.tier)
    return any(line.item == CACHED for line in calls)


def listed_words(money: Comparison) -> str:
    """What today's bill is: the list, what was negotiated, or what was said."""
    if money.load is not None and money.load.said_bill is not None:
        return "as you say"
    return (
        "at your price"
        if money.now is not None and money.now.model.id in money.inputs.rates
        else "at list price"
    )


def counted_words(money: Comparison) -> str:
    """What today's model would cost as its row counts it: ` ($189,000 in the flex tier)`; empty if it is paid so."""
    found = paid_today(money)
    return "" if found is None else f" ({words.dollars(found.counted)} {found.how})"


def as_paid(money: Comparison, reference: Bill | None) -> str:
    """What the reference costs as it is paid: ` as batch jobs ($12,150 today)`; empty if its row says that."""
    found = paid_today(money) if reference is not None and reference.route == "prompt" else None
    when = listed_words(money) if money.inputs.facts.get("one_off") is True else "today"
    return "" if found is None else f" {found.how} ({words.dollars(found.paid)} {when})"


def same_bill(money: Comparison, one: float, other: float) -> bool:
    """Whether two bills are so close that nobody would set them against each other."""
    return abs(one - other) <= money.inputs.knowledge.assumption("same_bill_share").likely * max(one, other)
