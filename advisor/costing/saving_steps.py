"""From a base with today's prompt to its tune, step by step: worked out for the way that is taken alone."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from advisor.costing.arrays import Num
from advisor.costing.gpus.gpu_serving import Fleet, lowest_monthly
from advisor.costing.line_items import LineItem
from advisor.costing.token_prices import TokenRates, call_usd
from advisor.costing.workload import RequestShape, Workload

Steps = tuple[tuple[str, Num], ...]
"""Name and USD a month after each step."""
UNTRAINED_BASE = "cheaper model, untrained: the tuned route's own base"


class SavingSteps(Protocol):
    """How a way is arrived at."""

    def __call__(self) -> Steps:
        """The steps in order."""
        ...


class NoSteps(Struct, frozen=True):
    """What is not tuned has none."""

    def __call__(self) -> Steps:
        """None."""
        return ()


class TokenSteps(Struct, frozen=True):
    """From the base model with today's prompt to its tune, both paid by token."""

    load: Workload
    base: TokenRates
    rates: TokenRates

    def __call__(self) -> Steps:
        """The steps in order."""
        today, tuned = self.load.today, self.load.tuned
        return _steps(
            self._month(self.base, today), self._month(self.base, tuned), self._month(self.rates, tuned)
        )

    def _month(self, rates: TokenRates, shape: RequestShape) -> Num:
        return self.load.first_volume * call_usd(rates, shape, self.load.hit_rate, tier=self.load.tier)


class GpuSteps(Struct, frozen=True):
    """The cheapest of `prompted` with today's prompt, where any serves it, then of `tuned` with the shorter one.

    A tuned call costs no more of itself. `first`: what the base is.
    """

    load: Workload
    prompted: tuple[Fleet, ...]
    tuned: tuple[Fleet, ...]
    first: str = UNTRAINED_BASE

    def __call__(self) -> Steps:
        """The steps in order."""
        after = lowest_monthly(self.tuned, self.load.first_volume)
        before = lowest_monthly(self.prompted, self.load.first_volume) if self.prompted else after
        return _steps(before, after, after, self.first)


class HourSteps(Struct, frozen=True):
    """GPUs that are paid while they run, for which the shorter prompt is assumed from the first.

    `first`: what the base is.
    """

    load: Workload
    line: LineItem
    first: str = UNTRAINED_BASE

    def __call__(self) -> Steps:
        """The steps in order."""
        usd = self.load.first_volume * self.line.usd
        return _steps(usd, usd, usd, self.first)


def _steps(before: Num, shorter: Num, after: Num, first: str = UNTRAINED_BASE) -> Steps:
    return (first, before), ("shorter prompt", shorter), ("price of tuned inference", after)
