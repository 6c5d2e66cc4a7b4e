"""How many times the cost of another tune the verdict's may be, which volume or task names, and how near that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.decision.tuned_route import DEARER
from advisor.report.route_names import row_name

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, RouteCost


def may_be_dearer(decision: Decision) -> float | None:
    """How many times the cost of another tune the verdict's may be; None if no cheaper one is passed by for it."""
    found = (a.value for a in decision.assumptions if a.fact == DEARER)
    return next((float(v) for v in found if isinstance(v, int | float)), None)


def dearer_sentence(decision: Decision, chosen: RouteCost) -> str:
    """That a cheaper tune takes its place from so many times on, and how many it is; empty if none is cheaper."""
    times, cost = may_be_dearer(decision), chosen.horizon_usd
    priced = [(r.horizon_usd, r) for r in decision.routes if r.trained and r.available and r.horizon_usd]
    usd, least = min(priced, key=lambda p: p[0], default=(None, None))
    if times is None or cost is None or usd is None or least is None or usd >= cost or not chosen.trained:
        return ""
    return (
        f"The tune that volume or task names is kept until it costs {times:g} times another; now it is"
        f" {cost / usd:.2f} times {row_name(least)}"
    )
