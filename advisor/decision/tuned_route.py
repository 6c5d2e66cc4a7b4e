"""Which routes the rules close, and which tuned route is compared with the reference."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from advisor.case.fact_type import Facts, Value
from advisor.case.routes import BANDS, TUNED
from advisor.costing.breakeven import break_even_multiple
from advisor.rules import Close

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.rules import Evaluation

FOLLOW = (
    "tuned_route",
    "tuned_route_open",
    "per_call_saving_usd",
    "usable_months",
    "break_even_band",
    "break_even_requests_per_month",
    "break_even_multiple",
    "payback_months",
    "tuned_undercuts",
)
"""The facts that are known once the tuned route is chosen."""
DEARER = "named_route_dearer"
"""The assumption that says how many times dearer than another the named tuned route may be."""


def closed_routes(evaluation: Evaluation) -> dict[str, tuple[str, ...]]:
    """Route -> the reasons why fired rules close it, each with its citation."""
    reasons_by_route: dict[str, list[str]] = {}
    for rule in evaluation.holding:
        if isinstance(rule.then, Close):
            why = f"{rule.then.because} [{', '.join(rule.cites)}]"
            for route in rule.then.routes:
                reasons_by_route.setdefault(route, []).append(why)
    return {route: tuple(reasons) for route, reasons in reasons_by_route.items()}


def tuned_route(money: Comparison, shut: Container[str], facts: Facts) -> str | None:
    """The tuned route to compare; None if every one is closed or none can be named yet.

    `shut`: the routes that rules close. `facts`: gives the break-even band of each route and the route that rules name.
    """
    named = facts.get("named_route")
    bands = {r: str(band) for r in TUNED if (band := facts.get(f"{r.replace('-', '_')}_band")) is not None}
    cost = {
        r: float(money.horizon_cost(money.chosen[r]))
        for r in TUNED
        if r in money.chosen and money.chosen[r].lines
    }
    open_routes = [r for r in TUNED if r not in shut and (r in cost or not cost)]
    if facts.get("boundary_closed"):
        open_routes = [r for r in open_routes if r == named]
    if named == "encoder" and facts.get("encoder_alone") and named in open_routes:
        return "encoder"
    dearer = money.inputs.knowledge.assumption(DEARER).likely
    chosen = choose_tuned_route(open_routes, None if named is None else str(named), bands, cost, dearer)
    if (
        chosen is not None
        and chosen == named
        and any(_undercuts(r, chosen, bands, cost) for r in open_routes)
    ):
        money.inputs.use_assumption(DEARER)
    return chosen


def _undercuts(route: str, named: str, bands: Mapping[str, str], cost: Mapping[str, float]) -> bool:
    """Whether `route` is in the band of the named route and costs less."""
    return bands.get(route) == bands.get(named) and cost.get(route, math.inf) < cost.get(named, -math.inf)


def tuned_route_facts(money: Comparison, shut: Container[str], tuned: str | None) -> dict[str, Value]:
    """The facts that follow from choosing `tuned`: whether a tuned route is open, and its break-even."""
    if tuned is None:
        return {"tuned_route_open": False} if all(route in shut for route in TUNED) else {}
    facts: dict[str, Value] = {"tuned_route": tuned, "tuned_route_open": True}
    bill = money.chosen.get(tuned)
    crossing = money.crossing(bill) if bill is not None else None
    if bill is None or crossing is None or money.volume is None:
        return facts
    at, payback = float(crossing.volume), float(crossing.payback)
    if money.today is not None and money.inputs.facts.get("serving_today") == "not-an-llm":
        facts["tuned_undercuts"] = float(money.horizon_cost(bill)) < float(money.horizon_cost(money.today))
    facts["per_call_saving_usd"] = float(crossing.saving)
    facts["usable_months"] = float(crossing.usable)
    if (where := money.band(bill)) is not None:
        facts["break_even_band"] = where
    if math.isfinite(at):
        facts["break_even_requests_per_month"] = at
        if math.isfinite(times := float(break_even_multiple(money.volume, at))):
            facts["break_even_multiple"] = times
    if math.isfinite(payback):
        facts["payback_months"] = payback
    return facts


def choose_tuned_route(
    open_routes: Iterable[str],
    named: str | None,
    bands: Mapping[str, str],
    cost: Mapping[str, float],
    dearer: float = math.inf,
) -> str | None:
    """The tuned route to compare: `named`, unless it is closed or another open one is clearly better.

    Clearly better: in a higher band, or in the same band at less than 1/`dearer` of the cost. The cheapest route of
    the highest band then takes its place. None if no route is open.
    """
    candidates = [r for r in open_routes if r in cost or r == named]
    if not candidates:
        return None
    rank = {r: BANDS.index(bands[r]) for r in candidates if r in bands}
    best = max(rank.values(), default=-1)
    highest = [r for r in candidates if rank.get(r, -1) == best]
    cheapest = min(highest, key=lambda r: (cost.get(r, math.inf), TUNED.index(r)))
    if named in candidates and rank.get(named, -1) >= min(best, len(BANDS) - 1):
        own, least = cost.get(named), cost.get(cheapest)
        if own is None or least is None or own <= dearer * least:
            return named
    return cheapest
