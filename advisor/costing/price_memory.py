"""Prices of models, worked out once for all cases of a day, or for one case that negotiated its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

if TYPE_CHECKING:
    import datetime

    from advisor.costing.token_prices import Tier
    from advisor.knowledge.market import Model
    from advisor.knowledge.model_price import ModelPrice
    from advisor.knowledge.store import Knowledge


class PricedFor(NamedTuple):
    """What a mean price hangs on: the horizon in months, the days of a month, and of a call its tokens and tier.

    `length_passed`: the longest length, above which some model costs more, that the prompt is above. `mix`: tokens of
    input to one of output. `found`: the share of the input that is found cached where its prefix is; `prefix_passed`:
    the longest of the shortest prefixes that vendors cache, that this one reaches.
    """

    months: float
    days_per_month: float
    length_passed: float
    mix: float
    tier: Tier
    found: float = 0.0
    prefix_passed: float = 0.0


class PriceMemory(Struct, frozen=True):
    """What is known of prices as of one day.

    `prices`: of a model, by its id, on a day. `means`: of a model for such workloads, USD per 1M tokens; `cheapest`:
    the models that have one, the cheapest first, by who sells them where a region is asked for. `workloads`: of the
    latest answers, what of them prices hang on.
    """

    prices: dict[tuple[str, datetime.date], ModelPrice | None] = field(default_factory=dict)
    means: dict[tuple[str, PricedFor], float | None] = field(default_factory=dict)
    cheapest: dict[tuple[PricedFor, tuple[Any, ...]], tuple[Model, ...]] = field(default_factory=dict)
    workloads: dict[tuple[Any, ...], PricedFor] = field(default_factory=dict)


def as_listed(book: Knowledge, as_of: datetime.date) -> PriceMemory:
    """What lists alone make of prices: the same for every case of the day."""
    found: PriceMemory = book.worked_out.setdefault((PriceMemory, as_of), PriceMemory())
    return found
