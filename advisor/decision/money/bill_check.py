"""Whether the stated bill fits the stated volume and tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.routes.own_today import on_own_gpus
from advisor.costing.routes.untrained import list_bills
from advisor.costing.said_bill import times_apart
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def odd_bill(money: Comparison) -> tuple[str, ...]:
    """A sentence if the stated bill is far from the cost of its tokens, at list price or with every saving."""
    return tuple(f"Your bill of {found}: check volume and tokens." for found in _far_off(money))


def before_all(money: Comparison) -> str:
    """The start of the headline if it is: nothing is settled before bill and volume agree; else empty."""
    said = (
        f"First make the bill and the volume agree: {found}. Nothing is settled before that. Going by what was said: "
        for found in _far_off(money)
    )
    return "".join(said)


def _far_off(money: Comparison) -> tuple[str, ...]:
    """The stated bill beside the cost of its tokens: `$900 a month is 3x what these tokens cost ($300)`."""
    load, now = money.load, money.now
    if load is None or load.said_bill is None or now is None or now.rates_today is None:
        return ()
    costs = [float(usd) for usd in list_bills(money.inputs, load, now.model, now.rates_today)]
    said = float(load.said_bill)
    times = float(times_apart(said, *costs))
    limit = float(money.inputs.use_assumption("bill_apart").value)
    if 1 / limit <= times <= limit:
        return ()
    near = max(costs) if times > 1 else min(costs)
    return (
        f"{words.dollars(said)} a month is {_apart(times)} what these tokens cost ({words.dollars(near)} a month)",
    )


def _apart(times: float) -> str:
    """A ratio as people say it: `428x`, or `1.7 % of` if it is less than one."""
    return words.times(times) if times > 1 else f"{words.share(times)} of"


def bill_over_list(money: Comparison) -> float | None:
    """How far the stated bill is off list price, as a fraction of it; None if that is hardly noticeable.

    A bill between list price and what every saving leaves of it fits.
    """
    load, now = money.load, money.now
    if load is None or load.said_bill is None or now is None or now.rates_today is None:
        return None
    costs = list_bills(money.inputs, load, now.model, now.rates_today)
    off = float(times_apart(float(load.said_bill), *(float(usd) for usd in costs))) - 1
    return off if abs(off) > money.inputs.knowledge.assumption("bill_beside").likely else None


def runs_elsewhere(money: Comparison) -> bool:
    """Whether today's model is stated to run on own GPUs but cannot, because only its vendor has its weights."""
    said = money.inputs.facts.get("serving_today") == "own-gpus"
    return said and money.now is not None and not on_own_gpus(money.inputs)


def misplaced(money: Comparison) -> tuple[str, ...]:
    """A sentence about that, and that its bill is not counted."""
    if not runs_elsewhere(money) or money.now is None:
        return ()
    bill = money.inputs.number("bill_today")
    left = "" if bill is None else f"; your bill of {words.dollars(float(bill))} is left out"
    return (
        f"The weights of {money.now.model.id} are not open, so it runs at its vendor and not on your own GPUs. It is"
        f" counted at the vendor's price{left}.",
    )
