"""The stronger models that are measured once the first one missed the bar, before anything else follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.model_class import level_of
from advisor.decision.model_facts import repays, worth_a_look
from advisor.decision.money.money_words import a_month, at_least, monthly

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_MOST = 2


def next_up(money: Comparison, first: Bill | None) -> str:
    """`measure gpt-6.1-terra ($6,750 a month) next; if that misses too: `; empty where no other is worth it.

    Those of a higher class than `first`, which missed, that repay their measuring; the cheapest come first.
    """
    found = sorted(_above(money, first), key=lambda b: float(money.horizon_cost(b)))
    told = [f"{b.model} ({at_least(money, b)}{a_month(money, monthly(money, b))})" for b in found[:_MOST]]
    return f"measure {' or '.join(told)} next; if that misses too: " if told else ""


def _above(money: Comparison, first: Bill | None) -> list[Bill]:
    staying = money.reference
    if first is None or staying is None or not staying.lines or staying.closed:
        return []
    missed = level_of(money.inputs, str(first.model))
    return [
        b
        for b in worth_a_look(money)
        if missed is not None
        and (level_of(money.inputs, str(b.model)) or 0) > missed
        and repays(money, staying, b, "unmeasured_switch_hours")
    ]
