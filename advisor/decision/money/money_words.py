"""What a bill comes to a month, in words: of a job that is done once in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def monthly(money: Comparison, bill: Bill | None) -> float | None:
    """USD a month at today's volume; None while it is not priced."""
    volume: Any = money.inputs.facts.get("requests_per_month")
    if bill is None or not bill.lines or volume is None:
        return None
    return float(bill.monthly(volume))


def a_month(money: Comparison, usd: float | None) -> str:
    """`$250 a month`, `$250 in all` for a job that is done once, or that it is not priced."""
    period = "in all" if money.inputs.facts.get("one_off") is True else "a month"
    return f"{words.dollars(usd)} {period}" if usd is not None else "at a price not known"


def bound(money: Comparison, bill: Bill | None) -> str:
    """`at least ` where an untrained model is counted with the short prompt of the tune that runs."""
    tune = money.inputs.facts.get("model_is_tuned") is True
    beside = bill is not None and not bill.trained and bill.model != money.inputs.facts.get("model")
    return "at least " if tune and beside else ""
