"""The cost of a row as cells of a table, and whether it is a lower bound."""

from __future__ import annotations

from advisor.decision.decision import Decision, RouteCost
from advisor.decision.money.money_words import counts_tunes_prompt
from advisor.text import words


def money_cells(route: RouteCost, *, least: bool = False) -> tuple[str, str, str]:
    """Once, month and horizon cost as table cells; a dash where the route is not available.

    `least`: what recurs is the least it can be, `from $196`.
    """
    amounts = (route.one_time_usd, route.monthly_usd, route.horizon_usd)
    if not route.available and all(a is None for a in amounts):
        return (words.UNAVAILABLE,) * 3
    lacking = words.UNKNOWN if route.available else words.UNAVAILABLE
    once, month, total = (lacking if a is None else words.money(a) for a in amounts)
    bound = "from " if least and route.monthly_usd is not None else ""
    return once, f"{bound}{month}", f"{bound}{total}"


def is_least(decision: Decision, row: RouteCost) -> bool:
    """Whether a row is counted with the short prompt of the tune that runs, and may cost more."""
    return counts_tunes_prompt(decision.facts, row.model, trained=row.trained)
