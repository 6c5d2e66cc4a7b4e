"""What today's tokens would cost elsewhere if only the bill is known: bounds by the ratios of list prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from advisor.costing.models.availability import rates_of
from advisor.costing.models.candidates import candidates
from advisor.costing.models.fitness import objections
from advisor.decision.decision import RouteCost
from advisor.decision.model_facts import costs_little_beside, dearer_replacement
from advisor.decision.money.billed_row import bill_stays
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.costing.token_prices import TokenRates
    from advisor.knowledge.market import Model


BY_RATIO = "by the list prices of both, whatever share of your tokens is input or output"
"""What such a figure rests on."""


class ByRatio(NamedTuple):
    """USD a month of the same tokens on `model`: the bounds over every mix of input and output."""

    model: str
    low: float
    high: float

    @property
    def month(self) -> str:
        """The cost in words: `$100 a month`, or `$100 to $250 a month`."""
        low, high = words.dollars(self.low), words.dollars(self.high)
        return f"{low if low == high else f'{low} to {high}'} a month"


def by_ratio(money: Comparison) -> ByRatio | None:
    """The untrained model to try first if a bill but not volume or tokens is stated; None if there is none.

    What replaces today's model, then the cheapest of its vendor, then of all. Cached tokens are a part of the mix
    where they are sold. Only a model that costs at most half, whatever the mix, and whose saving repays its measuring.
    """
    now, bill = money.now, money.inputs.number("bill_today")
    if money.load is not None or bill is None or now is None or now.own or now.rates_today is None:
        return None
    moved = [now.serving] if now.moved and not objections(money.inputs, now.serving) else []
    found = [
        _ratio(money, now.rates_today, m, float(bill)) for m in (*moved, *candidates(money.inputs, now, ()))
    ]
    return next((r for r in found if r is not None and _worth(money, r, float(bill))), None)


def ratio_to(money: Comparison, model: Model | None) -> ByRatio | None:
    """What the stated bill would be on `model`; None if tokens are stated too, or a price is missing."""
    now, bill = money.now, money.inputs.number("bill_today")
    if model is None or money.load is not None or bill is None or now is None or now.own:
        return None
    return None if now.rates_today is None else _ratio(money, now.rates_today, model, float(bill))


def ratio_rows(money: Comparison) -> tuple[RouteCost, ...]:
    """Rows of the replacement of an ending model and of the model to try first, at the upper bound."""
    first, after = by_ratio(money), ratio_to(money, dearer_replacement(money))
    found = [_row(money, "prompt", after)] if after is not None else []
    if first is not None and money.now is not None:
        found.append(_row(money, "prompt" if money.now.serving.id == first.model else "other-model", first))
    return tuple(found)


def _row(money: Comparison, route: str, found: ByRatio) -> RouteCost:
    whole = found.high * float(money.inputs.facts["horizon_months"]) if bill_stays(money) else None
    told = f"{found.month} {BY_RATIO}; a vendor's own count of tokens may differ"
    return RouteCost(
        route,
        found.model,
        available=True,
        why_not=(),
        one_time_usd=0.0,
        monthly_usd=found.high,
        horizon_usd=whole,
        model=found.model,
        candidate=True,
        asides=(told,),
        at_least_usd=found.low,
    )


def ratio_words(money: Comparison) -> dict[str, str]:
    """The words for the blanks about that model and what it costs."""
    found = by_ratio(money)
    if found is None:
        return {"ratio_model": "another model", "ratio_month": "less"}
    return {"ratio_model": found.model, "ratio_month": found.month}


def _ratio(money: Comparison, today: TokenRates, model: Model, bill: float) -> ByRatio | None:
    other = rates_of(money.inputs, model)
    if other is None or not today.input or not today.output:
        return None
    shares = [other.input / today.input, other.output / today.output]
    if today.cached:
        shares.append((other.input if other.cached is None else other.cached) / today.cached)
    return ByRatio(model.id, bill * min(shares), bill * max(shares))


def _worth(money: Comparison, found: ByRatio, bill: float) -> bool:
    rate, months = (money.inputs.number(n) for n in ("engineer_usd_per_hour", "horizon_months"))
    if rate is None or months is None or not costs_little_beside(money, found.high, bill):
        return False
    work = float(money.inputs.use_assumption("unmeasured_switch_hours").value) * float(rate)
    return (bill - found.high) * float(months) > work
