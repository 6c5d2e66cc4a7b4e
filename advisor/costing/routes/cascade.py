"""The cascade route: a cheap model answers first, what it cannot answer goes on to today's model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import Factor
from advisor.costing.token_prices import call_lines
from advisor.costing.workload import Workload

SHARE = "escalation_share"


def cascade(inputs: Inputs, load: Workload, now: CurrentModel, others: Sequence[Bill]) -> list[Bill]:
    """A cheaper open one of `others` on every request, today's model on the escalated share, each its own prompt.

    The cheap one is the cheapest of those that were measured, else of all.
    """
    if now.rates is None:
        return [_closed(load, f"{now.serving.id} has no known price on {inputs.as_of}")]
    dear = call_lines(now.rates, load.today, load.hit_rate, tier=load.tier)
    cost = sum(line.usd for line in dear)
    cheap = [b for b in others if b.lines and not b.closed and _lower(b, cost)]
    if not cheap:
        return [_closed(load, f"no untrained model cheaper than {now.serving.id} is open to you")]
    first = min(cheap, key=lambda b: (b.measured is None, _mean_call(b)))
    share = _share(inputs)
    lines = [replace(line, item=f"{line.item}, {first.label} first") for line in first.lines]
    for line in dear:
        factors = (share[0], *line.factors)
        lines.append(
            replace(
                line,
                item=f"{line.item}, escalated to {now.serving.id}",
                factors=factors,
                cites=(*line.cites, *share[1]),
            )
        )
    return [
        Bill(
            "cascade",
            f"{first.label}, then {now.serving.id}",
            tuple(lines),
            load.horizon,
            load.volume,
            price_entries=(*first.price_entries, now.serving.id),
            model=first.model,
            candidate=inputs.facts.get(SHARE) is None,
        )
    ]


def _share(inputs: Inputs) -> tuple[Factor, tuple[str, ...]]:
    """The escalated share: said or measured, else the assumption."""
    said = inputs.number(SHARE)
    if said is not None:
        return Factor(said, "escalated"), ()
    assumed = inputs.assume("cascade_escalated")
    return assumed.as_factor("escalated"), assumed.cites


def _mean_call(bill: Bill) -> float:
    cost = bill.per_call
    return float(cost) if isinstance(cost, int | float) else float(cost.mean())


def _lower(bill: Bill, cost: object) -> bool:
    return _mean_call(bill) < (float(cost) if isinstance(cost, int | float) else float(cost.mean()))  # type: ignore[attr-defined]


def _closed(load: Workload, why: str) -> Bill:
    return Bill("cascade", "cascade", (), load.horizon, load.volume, closed=(why,))


__all__ = ["SHARE", "cascade"]
