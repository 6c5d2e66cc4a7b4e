"""Every uncertain input of the prices: low, likely, high, and samples of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from advisor.case.facts import ASKED, VOCABULARY
from advisor.sensitivity.base_case import GPU
from advisor.text import fact_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from advisor.costing.comparison import Comparison
    from advisor.costing.inputs import Inputs
    from advisor.sensitivity.base_case import BaseCase

Kind = Literal["answer", "default", "assumption", "price"]
FIXED = frozenset({"horizon_months", "gpus_paid_months"})
"""Months that are chosen or written in a contract, no uncertainties: which ends and bills count hangs on them."""
COUNTED = "count"
"""The unit of what comes in whole numbers."""


_CLAUSE = re.compile(r"[,;:.(]")


@dataclass(frozen=True)
class Uncertain:
    """One input: `name` is a fact, an entry of the knowledge, or `gpu:` and a GPU; `whole` numbers only.

    `says`: what it is, in words; `source`: where a price was read.
    """

    name: str
    kind: Kind
    low: float
    likely: float
    high: float
    unit: str
    whole: bool = False
    says: str = ""
    source: str = ""

    @property
    def called(self) -> str:
        """What it is called in a table: what it is, up to its first stop."""
        text = self.says if self.kind == "price" else _CLAUSE.split(self.says, maxsplit=1)[0]
        return text[:1].upper() + text[1:]


def uncertain_inputs(base_case: BaseCase) -> tuple[Uncertain, ...]:
    """The uncertain inputs of `base_case`: answers, defaults, assumptions, prices of GPUs."""
    every = (*_facts(base_case), *_figures(base_case.money), *_prices(base_case.money))
    return tuple(u for u in every if u.low < u.high)


def draw_samples(base_case: BaseCase, spread: Sequence[Uncertain], samples: int, seed: int) -> Inputs:
    """The inputs with `samples` values of each uncertain one, half of them below its likely one.

    Each input has its own stream, named by `seed` and its name, so that one more input moves no other.
    """
    import numpy as np

    drawn = {}
    for one in spread:
        stream = np.random.default_rng([seed, zlib.crc32(one.name.encode())])
        drawn[one.name] = _split_triangle(one, stream.random(samples))
    return base_case.given(drawn)


def _facts(base_case: BaseCase) -> Iterator[Uncertain]:
    facts = base_case.inputs.facts
    for name in ASKED:
        fact, value = VOCABULARY[name], facts.get(name)
        if fact.kind != "number" or value is None or name in FIXED:
            continue
        answer = base_case.case.answers.get(name)
        if answer is not None:
            low = answer.low if answer.low is not None else value
            high = answer.high if answer.high is not None else value
            yield Uncertain(
                name, "answer", low, value, high, fact.unit, fact.whole, fact_words.question(name)
            )
        elif (default := base_case.inputs.knowledge.default(name)) and (found := default.range(facts)):
            yield Uncertain(name, "default", *found, fact.unit, fact.whole, fact_words.question(name))


def _figures(money: Comparison) -> Iterator[Uncertain]:
    for name in money.inputs.used:
        found = money.inputs.knowledge.estimate(name)
        whole = found.unit == COUNTED
        yield Uncertain(
            name, "assumption", found.low, found.likely, found.high, found.unit, whole, found.says
        )


def _prices(money: Comparison) -> Iterator[Uncertain]:
    for gpu in money.inputs.knowledge.gpus:
        price = gpu.at(money.inputs.as_of)
        hour = money.inputs.gpu_hour(gpu)
        if price is None or hour is None or money.inputs.rates.get(gpu.id):
            continue
        likely: Any = hour.value
        ends = [p for p in (price.low, price.typical_low, price.typical_high, price.premium) if p is not None]
        low, high = min([likely, *ends]), max([likely, *ends])
        read = f"{price.source}, {price.as_of_text}"
        yield Uncertain(GPU + gpu.id, "price", low, likely, high, "USD/hour", says=gpu.name, source=read)


def _split_triangle(one: Uncertain, uniform: NDArray[Any]) -> NDArray[Any]:
    """Half of the draws below the likely value and half above, the fewer the farther; whole numbers rounded.

    So the likely value is the median, as the point estimate takes it, whatever the skew of the range. What cannot
    be zero is off by factors, what can be by amounts.
    """
    import numpy as np

    low, likely, high = (np.log(v) if one.low > 0 else v for v in (one.low, one.likely, one.high))
    below = low + (likely - low) * np.sqrt(np.minimum(2 * uniform, 1))
    above = high - (high - likely) * np.sqrt(np.minimum(2 * (1 - uniform), 1))
    drawn: NDArray[Any] = np.where(uniform < 0.5, below, above)
    drawn = np.clip(np.exp(drawn) if one.low > 0 else drawn, one.low, one.high)
    return np.round(drawn) if one.whole else drawn
