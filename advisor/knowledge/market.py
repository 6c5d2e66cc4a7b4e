"""What is on sale: models, tuning offers, dedicated hosts, GPUs, retrieval items, and when things end."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from advisor.knowledge.base import Amount, Dated, Name, Price, Strict, borrow, newest
from advisor.knowledge.dates import Ahead, Known

Mode = Literal["per-token", "per-token-and-hour", "dedicated-gpu", "testing-only", "unknown"]


class ModelPrice(Price):
    """USD per 1M tokens."""

    input: Amount | None = None
    cached_input: Amount | None = None
    output: Amount | None = None
    batch_input: Amount | None = None
    batch_output: Amount | None = None


class LongPrompt(Strict):
    """Prompts above `above_tokens` cost a multiple of the list price; null where it is not stated."""

    above_tokens: Amount
    input_times: Amount | None = None
    output_times: Amount | None = None


class Model(Strict):
    """A model as sold by one provider. `step_down` is the same vendor's smaller sibling (our judgement).

    `released` is the earliest day on which it was demonstrably on offer; null where nothing shows it.
    """

    id: Name
    provider: Name
    tier: Literal["frontier", "mid", "small", "legacy", "open-weight", "decision"] = Field(alias="class")
    aliases: tuple[Name, ...] = ()
    released: Known | None = None
    open_weights: bool = False
    step_down: Name | None = None
    long_prompt: LongPrompt | None = None
    notes: str = ""
    prices: tuple[ModelPrice, ...] = Field(min_length=1)

    def offered(self, on: datetime.date) -> bool:
        """Whether it was demonstrably on sale by `on`."""
        return bool(self.released and self.released <= on) or any(
            p.as_of <= on and not p.scheduled for p in self.prices
        )

    def at(self, on: datetime.date) -> ModelPrice | None:
        """The price known on `on`; the oldest later one, marked, if the model was on offer; else None."""
        found = newest(self.prices, on, on_offer=self.offered(on))
        values = ("cached_input", "batch_input", "batch_output")
        return found and borrow(found, self.prices, values, ("input", "output"))


class TuningPrice(Price):
    """Training per 1M trained tokens, tuned inference per 1M tokens, hosting per hour and deployment.

    `at_base_price`: tuned inference costs what the base model costs. `other_training`: other methods' rates.
    """

    currency: Literal["USD", "CNY"] = "USD"
    training: Amount | None = None
    training_per_hour: Amount | None = None
    other_training: dict[str, Amount] = Field(default_factory=dict)
    tuned_input: Amount | None = None
    tuned_cached_input: Amount | None = None
    tuned_output: Amount | None = None
    at_base_price: bool = False
    hosting_per_hour: Amount | None = None
    storage_per_month: Amount | None = None
    minimum_per_job_low: Amount | None = None
    minimum_per_job_high: Amount | None = None


class Serving(Dated):
    """How a tuned model is served from `as_of` on."""

    mode: Mode


class Closure(Dated):
    """The offer is shut to `who` from `on` (after it, if `last_day`); known since `announced`."""

    who: Literal["newcomers", "inactive", "everyone"]
    on: Ahead
    announced: Known
    last_day: bool = False
    what: Name

    def shut(self, day: datetime.date) -> bool:
        """Whether it holds on `day`, as known that day."""
        return self.announced <= day and (self.on < day or (self.on == day and not self.last_day))


class Platform(Strict):
    """Somebody who tunes models. `closures` hold for all its offers; `lifecycle`: where its bases retire."""

    id: Name
    name: Name
    tenancy: Literal["vendor", "own-cloud"] = "vendor"
    lifecycle: Name | None = None
    closures: tuple[Closure, ...] = ()
    notes: str = ""


class Offer(Strict):
    """One base model (or size class of open models) that one platform tunes.

    `params_b`: billions of parameters of an open base, or the top of its size class. `since`: the earliest
    day on which it was demonstrably on offer. `tuned_until`: the end of tuned inference where it is not the
    end of the base.
    """

    id: Name
    provider: Name
    base: Name
    base_model: Name | None = None
    kind: Literal["proprietary", "open-weight"]
    tenancy: Literal["vendor", "own-cloud"] = "vendor"
    params_b: Amount | None = None
    method: Name
    status: Literal["open", "closing", "closed", "invitation", "unknown"] = "open"
    since: Known | None = None
    serving: tuple[Serving, ...] = ()
    prices: tuple[TuningPrice, ...] = ()
    closures: tuple[Closure, ...] = ()
    tuned_until: Closure | None = None
    notes: str = ""

    def offered(self, on: datetime.date) -> bool:
        """Whether it was demonstrably on sale by `on`."""
        return bool(self.since and self.since <= on) or any(p.as_of <= on for p in self.prices)

    def at(self, on: datetime.date) -> TuningPrice | None:
        """The price known on `on`; the oldest later one, marked, if it was on offer; else None."""
        found = newest(self.prices, on, on_offer=self.offered(on))
        return found and borrow(found, self.prices, ("tuned_cached_input",), ("tuned_input", "tuned_output"))

    def mode(self, on: datetime.date) -> Serving | None:
        """How its tunes are served on `on`, as known then; never read from a later date."""
        return newest(self.serving, on, on_offer=False)

    def closure(self, on: datetime.date, *, insider: bool = False) -> Closure | None:
        """The closure in force on `on` for a newcomer, or for one with access already (`insider`)."""
        shut = (c for c in self.closures if c.shut(on))
        return next((c for c in shut if c.who == "everyone" or not insider), None)

    def ending(self, on: datetime.date) -> Closure | None:
        """The announced end for everyone, in force or ahead, as known on `on`."""
        known = [c for c in self.closures if c.announced <= on and c.who == "everyone"]
        return min(known, key=lambda c: c.on, default=None)


class HostPrice(Price):
    """USD per GPU and hour while a replica runs."""

    per_hour: Amount


class Host(Strict):
    """A provider's dedicated endpoint for tuned models."""

    id: Name
    provider: Name
    gpu: Name
    scale_to_zero: bool = False
    adapters: Amount | None = None
    notes: str = ""
    prices: tuple[HostPrice, ...] = Field(min_length=1)

    def at(self, on: datetime.date) -> HostPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)


class Lifecycle(Dated):
    """An end that a platform has announced for `models`: on `on`, known since `announced`.

    `what`: shutdown; tuning-ends; rerouted (calls go to `replacement`); earliest (not before that day).
    """

    id: Name
    platform: Name
    models: tuple[Name, ...] = Field(min_length=1)
    on: Ahead
    announced: Known
    replacement: Name | None = None
    what: Literal["shutdown", "tuning-ends", "rerouted", "earliest"] = "shutdown"


class Policy(Dated):
    """What a platform promises about ends: notice periods, signals."""

    id: Name
    platform: Name
    says: Name


class GpuPrice(Price):
    """USD per GPU and hour, on demand; the ranges where the source gives one and the figure is its middle."""

    low: Amount | None = None
    typical: Amount | None = None
    premium: Amount | None = None
    typical_low: Amount | None = None
    typical_high: Amount | None = None
    premium_low: Amount | None = None
    premium_high: Amount | None = None


class Gpu(Strict):
    """A GPU for rent. Dense FLOPs; a null hardware figure means its capacity cannot be computed here."""

    id: Name
    name: Name
    vram_gb: Amount
    bandwidth_tb_s: Amount | None = None
    fp16_tflops: Amount | None = None
    fp8_tflops: Amount | None = None
    hardware_source: Name | None = None
    notes: str = ""
    prices: tuple[GpuPrice, ...] = Field(min_length=1)

    def at(self, on: datetime.date) -> GpuPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)


class Rental(Dated):
    """A GPU billed only while it runs (scale to zero)."""

    id: Name
    provider: Name
    gpu: Name
    per_hour: Amount


class ItemPrice(Price):
    """Prices of a retrieval part, USD; each null where the item is not sold that way."""

    per_1m_tokens: Amount | None = None
    per_1k_queries: Amount | None = None
    per_month: Amount | None = None
    monthly_minimum: Amount | None = None
    storage_per_gb_month: Amount | None = None
    reads_per_million_low: Amount | None = None
    reads_per_million_high: Amount | None = None
    writes_per_million_low: Amount | None = None
    writes_per_million_high: Amount | None = None
    egress_per_gb: Amount | None = None
    included_gb: Amount | None = None


class RetrievalItem(Strict):
    """An embedding model, reranker, vector store or managed retrieval tool."""

    id: Name
    kind: Literal["embedding", "reranker", "vector-store", "managed"]
    provider: Name
    notes: str = ""
    prices: tuple[ItemPrice, ...] = Field(min_length=1)

    def at(self, on: datetime.date) -> ItemPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)
