"""What tokens cost at list prices: to hold measured spend against, and to price measured tokens anew."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.knowledge.model_price import ModelPrice
    from advisor.knowledge.store import Knowledge

_MILLION = 1e6
PRICED_TIERS = ("standard", "batch", "flex")


@dataclass(frozen=True)
class BilledTokens:
    """Tokens that do not overlap: input at its plain rate, read from the cache, written to it; output."""

    plain: float
    cached: float
    written: float
    output: float


def list_price(id_: str | None, on: datetime.date, knowledge: Knowledge) -> ModelPrice | None:
    """The price of a model on a day; None if input or output is not known."""
    if id_ is None:
        return None
    try:
        price = knowledge.model(id_).at(on)
    except BadInput:
        return None
    return None if price is None or price.input is None or price.output is None else price


def bill(price: ModelPrice, tokens: BilledTokens, tier: str = "standard") -> float:
    """USD for tokens of a tier; where the tier has no price of its own, at the standard one."""
    assert price.input is not None and price.output is not None
    inputs, hit, outputs = price.input, price.cached_input, price.output
    if tier == "batch" and price.batch_input is not None and price.batch_output is not None:
        inputs, hit, outputs = price.batch_input, price.batch_cached_input or hit, price.batch_output
    elif tier == "flex" and price.flex_input is not None and price.flex_output is not None:
        inputs, hit, outputs = price.flex_input, price.flex_cached_input or hit, price.flex_output
    put = (
        inputs
        if price.cache_write is None
        else price.cache_write * inputs / price.input
        if price.input
        else 0.0
    )
    read = inputs if hit is None else min(hit, inputs)
    total = tokens.plain * inputs + tokens.cached * read + tokens.written * put + tokens.output * outputs
    return total / _MILLION
