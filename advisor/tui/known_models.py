"""The models of the price book as people search them: words of their names, and their price in words."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.knowledge.model_price import listed

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


@dataclass(frozen=True)
class KnownModel:
    """A model of the price book: its id, the words of its names, and its price in words."""

    id: str
    words: tuple[str, ...]
    price: str


def name_words(name: str) -> list[str]:
    """The words of a model's name: `Haiku 4.5` and `claude-haiku-4-5` share three."""
    return re.findall(r"[a-z]+|[0-9]+", name.lower())


def known_models(knowledge: Knowledge, on: datetime.date) -> tuple[KnownModel, ...]:
    """Every model that has a price on this date, by id."""
    found = []
    for model in knowledge.models:
        price = model.at(on)
        if price is not None and price.input is not None:
            out = "" if price.output is None else f", {listed(price.output)} out"
            said = f"{listed(price.input)} in{out} per 1M tokens"
            names = name_words(" ".join((model.id, *model.aliases)))
            found.append(KnownModel(model.id, tuple(names), said))
    return tuple(sorted(found, key=lambda m: m.id))
