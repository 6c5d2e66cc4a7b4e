"""From today's bill to the tuned bill, step by step: what each step saves a month (C.tco, G8.attribution)."""

from __future__ import annotations

from advisor.costing.arrays import Num
from advisor.costing.bill import Bill
from advisor.costing.models.availability import CurrentModel
from advisor.costing.token_prices import call_usd
from advisor.costing.workload import Workload


def attribution_steps(
    now: CurrentModel, load: Workload, today: Bill, prompt: Bill, tuned: Bill, *, cached: bool = False
) -> list[tuple[str, Num]]:
    """Steps in USD saved a month (negative: costs more). They sum to today's bill less the tuned bill.

    `cached`: today's prefix is cached already, so that its replacement's is as well.
    """
    bill = today.monthly(load.first_volume)
    steps: list[tuple[str, Num]] = []

    def step(name: str, after: Num) -> None:
        nonlocal bill
        steps.append((name, bill - after))
        bill = after

    if now.moved and now.rates is not None:
        step(
            f"move to {now.serving.id}, named replacement of {now.model.id}",
            load.first_volume * call_usd(now.rates, load.today, load.hit_rate, caching=cached),
        )
    as_said = load.said_bill is not None and not now.moved
    if now.rates is not None and not as_said:
        upkeep = today.month if not now.moved else 0.0
        step("caching", load.first_volume * call_usd(now.rates, load.today, load.hit_rate) + upkeep)
    if not now.own:
        step("caching, batch or flex" if as_said else "batch or flex", prompt.monthly(load.first_volume))
    for name, after in tuned.steps():
        step(name, after)
    step("overheads: maintenance, retraining, evaluation, hosting", tuned.monthly(load.first_volume))
    return steps
