"""The workload in numbers: volume over the horizon, tokens a call before and after tuning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from advisor.case.facts import PRICED_BY, RUNS_NO_MODEL
from advisor.costing.arrays import Num, larger, one_value, smaller
from advisor.costing.inputs import Inputs
from advisor.costing.months import Stretch, stretches
from advisor.costing.retrieval import needs_retrieval


class RequestShape(Struct, frozen=True):
    """Tokens of one request: input, of which `prefix` leading tokens never change, and output."""

    input: Num
    output: Num
    prefix: Num


class Workload(Struct, frozen=True, dict=True):
    """How much work there is: requests a month, the tokens of a request today and after tuning, the horizon."""

    volume: Num
    """Requests a month, the mean over the horizon."""
    first_volume: Num
    """Requests in the first month."""
    growth: Num
    """By which fraction the requests grow each month."""
    today: RequestShape
    tuned: RequestShape
    hit_rate: Num
    """The share of requests that find their prefix cached."""
    horizon: float
    """Months over which the routes are compared."""
    overnight: bool
    tier: Literal["list", "batch", "flex"]
    """The cheapest tier that answers soon enough."""
    peak_factor: Num
    """Peak load over average load."""
    use_cases: Num
    """Tuned use cases that could share GPUs."""
    said_bill: Num | None = None
    """USD a month paid for `first_volume` requests on today's model; None if nobody stated it."""

    def stretches(self, start: float, end: float, cuts: tuple[float, ...] = ()) -> list[Stretch]:
        """The span from month `start` to `end`, cut wherever the volume changes and at `cuts`."""
        asked = start, end, cuts
        if asked not in self._stretches:
            self._stretches[asked] = stretches(self.first_volume, self.growth, start, end, cuts)
        return self._stretches[asked]

    @cached_property
    def _stretches(self) -> dict[tuple[float, float, tuple[float, ...]], list[Stretch]]:
        return {}

    def calls(self, start: float, end: float) -> Num:
        """Requests between two months."""
        asked = start, end
        if asked not in self._calls:
            self._calls[asked] = sum(one.months * one.volume for one in self.stretches(start, end))
        return self._calls[asked]

    @cached_property
    def _calls(self) -> dict[tuple[float, float], Num]:
        return {}


_TIERS: Mapping[str, Literal["batch", "flex"]] = {"overnight": "batch", "minutes": "flex"}
"""Turnaround -> the cheaper tier that is fast enough, where it is sold."""


def missing_answers(inputs: Inputs) -> tuple[str, ...]:
    """The unknown answers without which no route can be priced; if no model runs, the model is not needed."""
    runs = inputs.facts.get("serving_today") not in RUNS_NO_MODEL
    needed = PRICED_BY if runs else [name for name in PRICED_BY if name != "model"]
    return tuple(name for name in needed if inputs.facts.get(name) is None)


def workload(inputs: Inputs) -> Workload:
    """The workload of `inputs`; needs the answers in PRICED_BY."""
    facts = inputs.facts
    horizon = float(facts["horizon_months"])
    growth = facts.get("growth_per_month", 0.0)
    overnight = facts.get("turnaround") == "overnight"
    input_, output = facts["input_tokens"], facts["output_tokens"]
    prefix = smaller(facts.get("shared_prefix_tokens", 0.0), input_)
    payload = smaller(facts.get("payload_tokens", 0.0), input_)
    tuned_input = larger(facts.get("tuned_input_tokens", input_), payload)
    brought = facts["retrieved_tokens"] if needs_retrieval(inputs) else 0.0
    kept = larger(prefix - larger(input_ - tuned_input, 0.0), 0.0)
    return Workload(
        volume=mean_volume(facts["requests_per_month"], growth, horizon),
        first_volume=facts["requests_per_month"],
        growth=growth,
        today=RequestShape(input_, output, prefix),
        tuned=RequestShape(
            tuned_input + brought, facts.get("tuned_output_tokens", output), smaller(kept, tuned_input)
        ),
        hit_rate=facts.get("cache_hit_rate", 0.0),
        horizon=horizon,
        overnight=overnight,
        tier=_TIERS.get(str(facts.get("turnaround")), "list"),
        peak_factor=1.0 if overnight else facts["peak_factor"],
        use_cases=facts["tuned_use_cases"],
        said_bill=_said_bill(inputs),
    )


def _said_bill(inputs: Inputs) -> Num | None:
    """The stated bill if it is a vendor's for calls; None if it is not, or if there are no calls."""
    facts = inputs.facts
    vendor = facts.get("serving_today", "vendor-api") == "vendor-api"
    return inputs.number("bill_today") if vendor and one_value(facts["requests_per_month"] > 0) else None


def steady_workload(volume: Num, horizon: float) -> Workload:
    """A workload with a constant volume and no tokens."""
    none = RequestShape(0.0, 0.0, 0.0)
    return Workload(
        volume=volume,
        first_volume=volume,
        growth=0.0,
        today=none,
        tuned=none,
        hit_rate=0.0,
        horizon=horizon,
        overnight=False,
        tier="list",
        peak_factor=1.0,
        use_cases=1.0,
    )


def mean_volume(today: Num, growth: Num, months: float) -> Num:
    """Mean requests a month when `today` grows by the fraction `growth` each month for `months` months.

    At most LARGEST, however fast the growth.
    """
    total: Num = 0.0
    for one in stretches(today, growth, 0.0, months):
        total = total + one.months * one.volume
    return total / months if months > 0 else today
