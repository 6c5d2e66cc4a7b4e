"""Models that a case brings along: with a price of its own, or run on the customer's own GPUs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from advisor.knowledge.market import Model
from advisor.knowledge.model_price import ModelPrice
from advisor.knowledge.names.model_names import open_size

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

PRICED = frozenset({"input", "output"})
"""The rates that make a name in `prices:` a model."""


def with_own_models(
    book: Knowledge, prices: Mapping[str, Mapping[str, float]], on_own_gpus: Iterable[str] = ()
) -> Knowledge:
    """`book` with the models that a case defines; `book` itself where it defines none.

    A name in `prices` with an input and an output rate (USD per 1M tokens) that means no model of the book is one:
    without an announced end, a class or a smaller sibling. So is each name in `on_own_gpus` that means no single
    model: its weights are open, and it has no price per token.
    """
    priced = [_priced(name, rates) for name, rates in prices.items() if _defines(book, name, rates)]
    taken = {m.id for m in priced}
    run = [_unpriced(name) for name in on_own_gpus if name not in taken and not book.find_model(name).model]
    return book.with_models((*priced, *run)) if priced or run else book


def _defines(book: Knowledge, name: str, rates: Mapping[str, float]) -> bool:
    if not rates.keys() >= PRICED or not rates.keys() <= {*ModelPrice.figures()}:
        return False
    return book.priced(name) is None and book.find_model(name).model is None


def _priced(name: str, rates: Mapping[str, float]) -> Model:
    day = datetime.date.min
    price = ModelPrice(as_of=day, as_of_text="in the case", source="case", grade="case").having(rates)
    return Model(id=name, provider="case", prices=(price,))


def _unpriced(name: str) -> Model:
    return Model(id=name, provider="own-gpus", open_weights=True, params_b=open_size(name), prices=())
