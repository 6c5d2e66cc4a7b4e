"""What a spelling of a model means: one model, several, or none, and what is said then."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.errors import BadInput
from advisor.knowledge.model_price import listed

if TYPE_CHECKING:
    from advisor.knowledge.market import Model

UNKNOWN = "unknown model"
OWN_MACHINE = ", or serving_today: own-gpus"
_SHOWN = 5
OWN_PRICE = "its own price in the case (prices: name: {input: ..., output: ...})"


class ModelMatch(Struct, frozen=True):
    """What a spelling means.

    `model`: the one it means; None when it is open. `candidates`: those it may mean, when several do.
    `likely`: a misspelt name of the same version and size, safe to suggest. `nearest`: another model of the same
    family, to be shown with its price only. `tuned`: it names a tune of `model`. `platform`: the cloud that serves
    it (azure, aws, google-cloud), None for the vendor itself. `region`: us, eu, global, apac, or None.
    `self_hosted`: open weights, called as where they run on one's own machine: no host's price is meant.
    `other_kind`: what it is instead of a language model, as in "an embedding model".
    `elsewhere`: the same name at others, where the seller that was named has no price for it.
    """

    asked: str
    model: Model | None = None
    candidates: tuple[Model, ...] = ()
    likely: Model | None = None
    nearest: Model | None = None
    tuned: bool = False
    platform: str | None = None
    region: str | None = None
    self_hosted: bool = False
    other_kind: str | None = None
    elsewhere: tuple[Model, ...] = ()

    def one(self) -> Model:
        """The model. Raises BadInput: several, with their prices; or unknown, with what may be done."""
        if self.model is not None:
            return self.model
        if self.candidates:
            several = len({m.provider for m in self.candidates}) > 1
            which = _one_of(sorted(self.candidates, key=listed_price) if several else self.candidates)
            message = "several providers serve this model" if several else "several models go by this name"
            if self.self_hosted and len(self.candidates) == 1:
                message = (
                    "so are weights called that run on one's own machine, and one provider serves them too"
                )
            raise BadInput(
                message, text=self.asked, expected=which + (OWN_MACHINE if self.self_hosted else "")
            )
        if self.other_kind:
            raise BadInput(
                f"this is {self.other_kind} and no language model",
                text=self.asked,
                expected="the model that reads the prompt and writes the answer",
            )
        if self.elsewhere:
            raise BadInput(
                "no price of this seller is known for this model",
                text=self.asked,
                expected=f"{_one_of(sorted(self.elsewhere, key=listed_price))}; or {OWN_PRICE}",
            )
        raise BadInput(
            UNKNOWN,
            text=self.asked,
            expected=self._expected(),
            near=self.likely.id if self.likely else None,
        )

    def _expected(self) -> str:
        own = f"a model of the price book, or {OWN_PRICE}"
        if self.likely or not self.nearest:
            return own
        return f"{own}; the nearest is another model: {priced_name(self.nearest)}"


def _one_of(models: Sequence[Model]) -> str:
    more = len(models) - _SHOWN
    shown = ", ".join(priced_name(m) for m in models[:_SHOWN])
    return f"one of {shown}" + (f", and {more} more" if more > 0 else "")


def listed_price(model: Model) -> float:
    """USD of a million tokens in and out; infinite if no price is known."""
    price = next((p for p in reversed(model.prices) if not p.scheduled), None)
    if price is None or price.input is None or price.output is None:
        return math.inf
    return price.input + price.output


def priced_name(model: Model) -> str:
    """The id with what it costs: `gpt-4o ($2.50 in, $10 out per 1M)`; without the price where none is known."""
    price = next((p for p in reversed(model.prices) if not p.scheduled and p.input is not None), None)
    if price is None or price.input is None or price.output is None:
        return model.id
    return f"{model.id} ({listed(price.input)} in, {listed(price.output)} out per 1M)"
