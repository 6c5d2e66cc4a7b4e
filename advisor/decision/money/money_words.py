"""What a bill comes to a month, in words: of a job that is done once in all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def monthly_usd(money: Comparison, bill: Bill | None) -> float | None:
    """USD a month at today's volume; None while it is not priced."""
    volume: Any = money.inputs.facts.get("requests_per_month")
    if bill is None or not bill.lines or volume is None:
        return None
    return float(bill.monthly(volume))


def a_month(money: Comparison, usd: float | None) -> str:
    """`$250 a month`, `$250 in all` for a job that is done once, or that it is not priced."""
    period = "in all" if money.inputs.facts.get("one_off") is True else "a month"
    return f"{words.dollars(usd)} {period}" if usd is not None else "at a price not known"


def counts_tunes_prompt(facts: Mapping[str, Any], model: str | None, *, trained: bool) -> bool:
    """Whether an untrained model is counted with the prompt of the tune that runs, which is shorter than its own."""
    return facts.get("model_is_tuned") is True and not trained and model != facts.get("model")


def at_least(money: Comparison, bill: Bill | None) -> str:
    """`at least ` where a bill is counted with the short prompt of the tune that runs, though it is none."""
    facts = money.inputs.facts
    least = bill is not None and counts_tunes_prompt(facts, bill.model, trained=bill.trained)
    return "at least " if least else ""
