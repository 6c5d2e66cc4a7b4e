"""What tokens cost at the price book's list prices: to hold a reading of an export against the spend in it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from advisor.costing.token_prices import TokenRates, base_rates
from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_MILLION = 1e6


def list_rates(id_: str | None, on: datetime.date, knowledge: Knowledge) -> TokenRates | None:
    """The rates of a model on a day; None where they are not known."""
    if id_ is None:
        return None
    try:
        model = knowledge.model(id_)
    except BadInput:
        return None
    price = model.at(on)
    return None if price is None else base_rates(model.id, price)


def bill(rates: TokenRates, plain: float, cached: float, output: float, *, batch: bool = False) -> float:
    """USD for tokens: `plain` and `cached` input (which do not overlap) and output."""
    inputs, outputs = rates.input, rates.output
    if batch and rates.batch_input is not None and rates.batch_output is not None:
        inputs, outputs = rates.batch_input, rates.batch_output
    hit = inputs if rates.cached is None else min(rates.cached, inputs)
    return (plain * inputs + cached * hit + output * outputs) / _MILLION
