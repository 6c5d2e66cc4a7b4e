"""Which way of a route is taken, and which untrained route is the reference: keys, of which the least wins.

A key's numbers may be arrays; the same preference then holds sample by sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.case.facts import TRIED, UNTRAINED
from advisor.costing.arrays import Num, where
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill, alone, open_ones, over_horizon
from advisor.costing.breakeven import Crossing, crossing
from advisor.costing.inputs import Inputs
from advisor.costing.routes.hosted_ft import own_vendor
from advisor.costing.workload import Workload

Key = tuple[Num, ...]


def acceptable(inputs: Inputs) -> tuple[str, ...]:
    """The untrained routes that meet the bar as far as is known."""
    facts = inputs.facts
    found = []
    if facts.get("prompt_meets_bar") is not False:
        found.append("prompt")
    tried = facts.get(TRIED)
    if tried is not None and tried.best == "none":
        found.append("other-model")
    if "missing-knowledge" in (facts.get("failure_cause") or ()):
        found.append("rag")
    return tuple(found)


def references(inputs: Inputs, untrained: Mapping[str, Bill]) -> list[Bill]:
    """The bills among which the reference is the cheapest: the acceptable ones, else the prompt; empty if unpriced."""
    able = [b for r in acceptable(inputs) if (b := untrained.get(r)) and b.lines and not b.closed]
    first = untrained.get("prompt")
    return able or ([first] if first is not None and first.lines else [])


def reference_key(bill: Bill, load: Workload) -> Key:
    """The cheapest over the horizon; of equals the first of UNTRAINED."""
    return alone(bill, load.volume, load.horizon), UNTRAINED.index(bill.route)


def untrained_key(bill: Bill, load: Workload) -> Key:
    """Open before closed, priced before not, then the cheapest over the horizon."""
    return bool(bill.closed), not bill.lines, alone(bill, load.volume, load.horizon)


def horizon_cost(bill: Bill, reference: Bill | None, load: Workload) -> Num:
    """USD of a tuned `bill` over the horizon; the reference serves on after its end."""
    if reference is None:
        return alone(bill, load.volume, load.horizon)
    return over_horizon(bill, reference, load.volume, load.horizon)


def outlives(bill: Bill, found: Crossing, load: Workload) -> Num:
    """1 where `bill` lasts the horizon or until it has paid back, else 0."""
    lasting: Num = where(found.payback <= bill.usable, 1, 0)
    return where(bill.usable >= load.horizon, 1, lasting)


def tuned_pool(bills: Sequence[Bill]) -> list[Bill]:
    """The ways of a tuned route that are weighed: the open ones, or all of a route that is closed."""
    return open_ones(bills) or list(bills)


def tuned_key(
    bill: Bill, reference: Bill | None, load: Workload, inputs: Inputs, now: CurrentModel | None
) -> Key:
    """Lasting before not; the own vendor's hosted tune before another's; priced before not; then the cheapest.

    For the bills of one `tuned_pool`. Of equals the first by label.
    """
    short: Num = 0
    if reference is not None and not bill.closed:
        short = 1 - outlives(bill, crossing(bill, reference, load.volume, load.horizon), load)
    own = now is not None and bool(own_vendor([bill], now, inputs)) and (bool(bill.lines) or not bill.closed)
    foreign = bill.route == "hosted-ft" and not own
    return short, foreign, not bill.lines, horizon_cost(bill, reference, load)
