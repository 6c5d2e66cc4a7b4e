"""The number of calls that the stated bill pays for, if only the volume is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.token_prices import call_usd
from advisor.costing.workload import RequestShape
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison

_DIGITS = 3


def calls_paid_for(money: Comparison) -> float | None:
    """Calls a month that the bill pays for at list price; None if the volume is known or another figure is not."""
    if money.missing != ("requests_per_month",) or money.now is None or money.now.rates_today is None:
        return None
    bill, read, written = map(money.inputs.number, ("bill_today", "input_tokens", "output_tokens"))
    if bill is None or read is None or written is None:
        return None
    each = float(call_usd(money.now.rates_today, RequestShape(read, written, 0.0), 0.0, caching=False))
    return float(f"{float(bill) / each:.{_DIGITS}g}") if each > 0 else None


def paid_for_words(money: Comparison) -> dict[str, str]:
    """The words for the blank about it; empty if it cannot be computed."""
    calls = calls_paid_for(money)
    if calls is None:
        return {"bill_pays_for": ""}
    told = f" By list price the bill pays for about {words.count(calls)} such calls a month"
    return {"bill_pays_for": f"{told}: until you know better, decide with that."}
