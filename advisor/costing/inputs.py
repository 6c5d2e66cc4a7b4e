"""The inputs of costing: the facts with defaults filled in, and every figure of the knowledge as of one date.

A number may be an array of samples: the same formulas then compute all samples at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.case.numerals.exchange import is_rate
from advisor.case.routes import BandEdges
from advisor.costing.arrays import Num
from advisor.costing.line_items import Factor
from advisor.costing.price_memory import PriceMemory, as_listed
from advisor.costing.route_memory import ReadTracker, RouteMemory
from advisor.errors import BadInput, near

if TYPE_CHECKING:
    from advisor.knowledge.base import Price
    from advisor.knowledge.market import Gpu, Model, Offer, TuningPrice
    from advisor.knowledge.model_price import ModelPrice
    from advisor.knowledge.store import Knowledge

    P = TypeVar("P", bound=Price)
    Bill = TypeVar("Bill")
    Load = TypeVar("Load")
    Found = TypeVar("Found")


class SourcedValue(Struct, frozen=True):
    """A value that a line is computed from, with its citations and date: a price, an assumption or an answer."""

    value: Num
    cites: tuple[str, ...] = ()
    as_of: str | None = None

    def as_factor(self, unit: str) -> Factor:
        """The value as a factor in a formula, with its unit."""
        return Factor(self.value, unit)


class FactsWithout(Mapping[str, Any]):
    """A view of `facts` in which those in `hidden` are unknown."""

    def __init__(self, facts: Mapping[str, Any], hidden: Collection[str]) -> None:
        self._facts, self._hidden = facts, hidden

    def __getitem__(self, name: str) -> Any:
        if name in self._hidden:
            raise KeyError(name)
        return self._facts[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The fact of this name, or `default`."""
        return default if name in self._hidden else self._facts.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._facts if name not in self._hidden)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Inputs(Struct, frozen=True, dict=True, eq=False):
    """The facts of a case and the price book on `as_of`.

    `rates`: negotiated prices by entry id. `said`: the facts that were answered; all others are defaults.
    """

    knowledge: Knowledge
    as_of: datetime.date
    facts: Mapping[str, Any]
    rates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    samples: Mapping[str, Num] = field(default_factory=dict)
    said: frozenset[str] = frozenset()
    used: dict[str, SourcedValue] = field(default_factory=dict)
    bands: BandEdges | None = None
    """The edges of the break-even bands, a figure of the rules; without them no band is known."""
    memory: RouteMemory = field(default_factory=RouteMemory)
    """The bills computed before, for variations of this workload."""
    noted: bool = False
    """Whether reads of facts are tracked, so that results can be reused; results of samples never are."""

    @cached_property
    def sampled(self) -> bool:
        """Whether any number is an array of samples."""
        if self.noted:
            return False
        return bool(self.samples) or any(hasattr(v, "ndim") for v in self.facts.values())

    def ask_once(self, question: Callable[..., Any], *given: Any) -> Any:
        """`question(facts, *given)`, computed once; the tracker keeps its answer, not the facts that it reads."""
        if isinstance(self.facts, ReadTracker):
            return self.facts.ask(question, given)
        if (question, given) not in self._answers:
            self._answers[question, given] = question(self.facts, *given)
        return self._answers[question, given]

    @cached_property
    def _answers(self) -> dict[tuple[Callable[..., Any], tuple[Any, ...]], Any]:
        """Question -> its answer, computed before."""
        return {}

    def pair_result(
        self, find: Callable[[Bill, Bill, Load], Found], one: Bill, other: Bill, load: Load
    ) -> Found:
        """`find(one, other, load)`, computed once for all variations of a workload; for samples each time."""
        return find(one, other, load) if self.sampled else self.memory.pair_result(find, one, other, load)

    @cached_property
    def known_prices(self) -> PriceMemory:
        """The prices computed before."""
        return self.memory.own_prices if self.rates else as_listed(self.knowledge, self.as_of)

    def watched(self, facts: Mapping[str, Any]) -> Inputs:
        """The same inputs with `facts`, which track what is read, and with nothing used yet."""
        return replace(self, facts=facts, used={}, noted=True)

    def without(self, names: Collection[str]) -> Inputs:
        """The same inputs with these facts unknown."""
        if isinstance(self.facts, dict):
            return replace(self, facts={n: v for n, v in self.facts.items() if n not in names})
        return replace(self, facts=FactsWithout(self.facts, names))

    def number(self, name: str) -> Num | None:
        """The value of a numeric fact; None if it is unknown."""
        value: Num | None = self.facts.get(name)
        return value

    def use_assumption(self, name: str) -> SourcedValue:
        """The likely value, or the samples, of an assumption or labour figure; recorded in `used`."""
        figure = self.used.get(name)
        if figure is None:
            estimate = self.knowledge.estimate(name)
            value = self.samples.get(name, estimate.likely)
            figure = self.used[name] = SourcedValue(
                value, estimate.cites or (estimate.id,), estimate.as_of_text
            )
        return figure

    def model(self, name: str) -> Model:
        """The model of this name in the price book. Raises BadInput for an unknown one."""
        return self.knowledge.model(name)

    def known_model(self, name: str) -> Model | None:
        """The model of this name; None if it is not in the price book."""
        return self.knowledge.known_model(name)

    def said_model(self) -> Model | None:
        """The stated model of today; None while nobody stated it. Raises BadInput for an unknown one."""
        name = self.facts.get("model")
        return None if name is None else self.model(str(name))

    def contracted(self) -> tuple[str, ...]:
        """The vendors under contract: as stated, else today's vendor; empty if neither is known."""
        said = tuple(str(v).casefold() for v in self.facts.get("contracted_vendors") or ())
        today = None if said else self.said_model()
        return said if today is None else (today.provider,)

    def gpu_clouds(self) -> tuple[str, ...]:
        """The vendors under contract that rent GPUs, if data may only go to vendors under contract; else empty."""
        if self.facts.get("data_boundary") != "contracted-vendor":
            return ()
        return tuple(v for v in self.contracted() if v in self.knowledge.name_words["gpu_clouds"])

    def model_price(self, model: Model, on: datetime.date | None = None) -> ModelPrice | None:
        """Per-token prices of `model` on the date, or on the later date `on`; None if it is not on offer then.

        Negotiated rates come first. An announced price without cached, batch or flex rates keeps their present ratios.
        """
        asked = model.id, on or self.as_of
        known = self.known_prices.prices
        if asked not in known:
            price = model.at(asked[1])
            if price is not None and price.scheduled and (now := model.at(self.as_of)) is not None:
                price = price.having(_followed(now, price.amounts()))
            known[asked] = price and self.negotiated(model.id, price)
        return known[asked]

    def negotiated(self, entry: str, price: P) -> P:
        """`price` with the case's own rates for `entry`. Raises BadInput for a value name it does not have."""
        rates = self.rates.get(entry)
        if not rates:
            return price
        known = price.figures()
        for name in rates:
            if name not in known:
                raise BadInput(
                    f"prices: {entry} has no such value",
                    text=name,
                    expected=", ".join(known),
                    near=near(name, known),
                )
        return price.having({**_followed(price, rates), "fallback": False, "notes": "negotiated"})

    def check_negotiated_prices(self) -> None:
        """Check every negotiated price. Raises BadInput for an entry or a value that the price book does not have."""
        for entry in self.rates:
            priced = self.knowledge.priced(entry)
            if priced is None and not is_rate(entry):
                raise BadInput(
                    "prices: unknown entry",
                    text=entry,
                    expected="an id of the price book, or GBP@2026-11-20 for a rate",
                    near=near(entry, self.knowledge.priced_ids),
                )
            if priced is not None and (price := priced.at(self.as_of)) is not None:
                self.negotiated(entry, price)

    def offer_price(self, offer: Offer) -> TuningPrice | None:
        """What `offer` costs on the date, negotiated rates first; None if it is not on offer.

        A training rate quoted to this customer is in USD and also serves an offer without a public price.
        """
        price = offer.at(self.as_of)
        return price and self.negotiated(offer.id, price)

    def gpu_hour(self, gpu: Gpu) -> SourcedValue | None:
        """USD an hour of `gpu`; None if there is no price.

        The price of a secure cloud, or of a hyperscaler for the own cloud and under contract. A consumer card has
        only the price that the case states.
        """
        price = gpu.at(self.as_of)
        price = price and self.negotiated(gpu.id, price)
        if price is None or (gpu.consumer and gpu.id not in self.rates):
            return None
        usual = price.typical
        own = self.facts.get("data_boundary") == "own-cloud" or bool(self.gpu_clouds())
        if own and "typical" not in self.rates.get(gpu.id, {}):
            usual = price.premium
        if usual is None:
            return None
        return SourcedValue(
            self.samples.get(f"gpu:{gpu.id}", usual), (*price.cites, gpu.id), price.as_of_text
        )


_FOLLOWS = {
    "input": (
        "cached_input",
        "cache_write",
        "batch_input",
        "batch_cached_input",
        "flex_input",
        "flex_cached_input",
    ),
    "output": ("batch_output", "flex_output"),
    "tuned_input": ("tuned_cached_input", "tuned_batch_input"),
    "tuned_output": ("tuned_batch_output",),
}
"""Rate -> the rates that keep their ratio to it unless they are negotiated themselves."""


def _followed(price: Price, rates: Mapping[str, float]) -> dict[str, float]:
    """`rates`, and the rates that follow from them by the ratios of the listed price."""
    following = dict(rates)
    for name, others in _FOLLOWS.items():
        old = getattr(price, name, None)
        if name not in rates or not old:
            continue
        for other in others:
            value = getattr(price, other, None)
            if value is not None and other not in rates:
                following[other] = value * rates[name] / old
    return following
