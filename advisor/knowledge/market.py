"""What is on sale: models, tuning offers, dedicated hosts, GPUs, retrieval items."""

import datetime
from typing import Literal

from msgspec import Struct, field

from advisor.knowledge.base import Dated, Price, borrow, by_date, newest
from advisor.knowledge.model_price import LongPrompt, ModelPrice, PeakHours
from advisor.knowledge.reader import FutureDate, KnownDate

Tier = Literal["frontier", "mid", "small", "legacy", "open-weight", "decision"]
Modality = Literal["text", "image", "audio", "video"]
Mode = Literal["per-token", "per-token-and-hour", "dedicated-gpu", "testing-only", "unknown"]


class Model(Struct, frozen=True, kw_only=True, dict=True):
    """A model as sold by one provider. `step_down` and `step_up` are the same vendor's siblings (our judgement).

    `tier` (class) is None if nobody placed it; `params_b`: billions of parameters of an open model.
    `released` is the earliest day on which it was demonstrably on offer; null where nothing shows it.
    `library_id`: its id in the library layer, where it is another.
    `max_input_tokens` is the context window for a prompt; None and no `modalities` (of the input) mean not known.
    `cache_minimum_tokens`: the shortest prefix that is cached.
    `regions`: what a residency costs as a multiple of the list price, by region, or seller/region.
    """

    id: str
    provider: str
    tier: Tier | None = field(default=None, name="class")
    aliases: tuple[str, ...] = ()
    library_id: str | None = None
    released: KnownDate | None = None
    open_weights: bool = False
    params_b: float | None = None
    step_down: str | None = None
    step_up: str | None = None
    long_prompt: LongPrompt | None = None
    max_input_tokens: float | None = None
    modalities: tuple[Modality, ...] = ()
    cache_minimum_tokens: float | None = None
    regions: dict[str, float] = field(default_factory=dict)
    peak: PeakHours | None = None
    checked_by: tuple[str, ...] = ()
    notes: str = ""
    prices: tuple[ModelPrice, ...] = ()

    def region_times(self, region: str, seller: str) -> float | None:
        """The list price's multiple where `seller` keeps data in `region` (us, eu); None if none is stated."""
        of_vendor = self.regions.get(region) if seller == self.provider else None
        return self.regions.get(f"{seller}/{region}", of_vendor)

    @by_date
    def offered(self, on: datetime.date) -> bool:
        """Whether it was demonstrably on sale by `on`."""
        return bool(self.released and self.released <= on) or any(
            p.as_of <= on and not p.scheduled for p in self.prices
        )

    @by_date
    def at(self, on: datetime.date) -> ModelPrice | None:
        """The price known on `on`; the oldest later one, marked, if the model was on offer; else None."""
        found = newest(self.prices, on, on_offer=self.offered(on))
        values = tuple(v for v in ModelPrice.figures() if v != "input")
        return found and borrow(found, self.prices, values, ("input", "output"))


class TuningPrice(Price, frozen=True, kw_only=True):
    """Training per 1M trained tokens, tuned inference per 1M tokens, hosting per hour and deployment.

    `at_base_price`: tuned inference costs what the base model costs. `other_training`: other methods' rates.
    """

    currency: Literal["USD", "CNY"] = "USD"
    training: float | None = None
    training_per_hour: float | None = None
    other_training: dict[str, float] = field(default_factory=dict)
    tuned_input: float | None = None
    tuned_cached_input: float | None = None
    tuned_output: float | None = None
    tuned_batch_input: float | None = None
    tuned_batch_output: float | None = None
    at_base_price: bool = False
    hosting_per_hour: float | None = None
    storage_per_month: float | None = None
    minimum_per_job_low: float | None = None
    minimum_per_job_high: float | None = None


class Serving(Dated, frozen=True, kw_only=True):
    """How a tuned model is served from `as_of` on."""

    mode: Mode


class Closure(Dated, frozen=True, kw_only=True):
    """The offer is shut to `who` from `on` (after it, if `last_day`). `announced`: the vendor's notice, where dated."""

    who: Literal["newcomers", "inactive", "everyone"]
    on: FutureDate
    announced: KnownDate | None = None
    last_day: bool = False
    what: str

    @property
    def known_since(self) -> datetime.date:
        """From when a reader could know it: the notice, else the day of reading, or its own if earlier."""
        return self.announced or min(self.as_of, self.on)

    def shut(self, day: datetime.date) -> bool:
        """Whether it holds on `day`, as known that day."""
        return self.known_since <= day and (self.on < day or (self.on == day and not self.last_day))


class Platform(Struct, frozen=True, kw_only=True):
    """Somebody who tunes models. `closures` hold for all its offers; `lifecycle`: where its bases retire."""

    id: str
    name: str
    tenancy: Literal["vendor", "own-cloud"] = "vendor"
    lifecycle: str | None = None
    closures: tuple[Closure, ...] = ()
    notes: str = ""


class Offer(Struct, frozen=True, kw_only=True, dict=True):
    """One base model (or size class of open models) that one platform tunes.

    `params_b`: billions of parameters of an open base, or the top of its size class. `since`: the earliest
    day on which it was demonstrably on offer. `tuned_until`: the end of tuned inference where it is not the
    end of the base.
    """

    id: str
    provider: str
    base: str
    base_model: str | None = None
    kind: Literal["proprietary", "open-weight"]
    tenancy: Literal["vendor", "own-cloud"] = "vendor"
    params_b: float | None = None
    method: str
    status: Literal["open", "closing", "closed", "invitation", "unknown"] = "open"
    since: KnownDate | None = None
    serving: tuple[Serving, ...] = ()
    prices: tuple[TuningPrice, ...] = ()
    closures: tuple[Closure, ...] = ()
    tuned_until: Closure | None = None
    notes: str = ""

    @by_date
    def offered(self, on: datetime.date) -> bool:
        """Whether it was demonstrably on sale by `on`."""
        return bool(self.since and self.since <= on) or any(p.as_of <= on for p in self.prices)

    @by_date
    def at(self, on: datetime.date) -> TuningPrice | None:
        """The price known on `on`; the oldest later one, marked, if it was on offer; else None."""
        found = newest(self.prices, on, on_offer=self.offered(on))
        return found and borrow(found, self.prices, ("tuned_cached_input",), ("tuned_input", "tuned_output"))

    @by_date
    def mode(self, on: datetime.date) -> Serving | None:
        """How its tunes are served on `on`, as known then; never read from a later date."""
        return newest(self.serving, on, on_offer=False)

    def closure(self, on: datetime.date, *, insider: bool = False) -> Closure | None:
        """The closure in force on `on` for a newcomer, or for one with access already (`insider`)."""
        shut = (c for c in self.closures if c.shut(on))
        return next((c for c in shut if c.who == "everyone" or not insider), None)


class HostPrice(Price, frozen=True, kw_only=True):
    """USD per GPU and hour while a replica runs."""

    per_hour: float


class Host(Struct, frozen=True, kw_only=True, dict=True):
    """A provider's dedicated endpoint for tuned models."""

    id: str
    provider: str
    gpu: str
    scale_to_zero: bool = False
    adapters: float | None = None
    notes: str = ""
    prices: tuple[HostPrice, ...]

    @by_date
    def at(self, on: datetime.date) -> HostPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)


class GpuPrice(Price, frozen=True, kw_only=True):
    """USD per GPU and hour, on demand; the ranges where the source gives one and the figure is its middle.

    `purchase`, `months`, `watts`: USD for a card that is bought, its life and its draw, as a case says them.
    """

    low: float | None = None
    typical: float | None = None
    premium: float | None = None
    typical_low: float | None = None
    typical_high: float | None = None
    premium_low: float | None = None
    premium_high: float | None = None
    purchase: float | None = None
    months: float | None = None
    watts: float | None = None


class Purchase(Dated, frozen=True, kw_only=True):
    """USD that a card costs to buy, without the server around it."""

    usd: float


class Gpu(Struct, frozen=True, kw_only=True, dict=True):
    """A GPU for rent or to buy. Dense FLOPs; a null hardware figure means its capacity cannot be computed here.

    `consumer`: a card whose licence excludes data centres; it is used only where a price for it was said.
    """

    id: str
    name: str
    vram_gb: float
    consumer: bool = False
    bandwidth_tb_s: float | None = None
    fp16_tflops: float | None = None
    fp8_tflops: float | None = None
    watts: float | None = None
    hardware_source: str | None = None
    notes: str = ""
    prices: tuple[GpuPrice, ...] = ()
    purchases: tuple[Purchase, ...] = ()

    @by_date
    def at(self, on: datetime.date) -> GpuPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)

    @by_date
    def bought(self, on: datetime.date) -> Purchase | None:
        """What it cost to buy, as known on `on`; None if nobody said."""
        return newest(self.purchases, on, on_offer=False)


class Rental(Dated, frozen=True, kw_only=True):
    """A GPU billed only while it runs (scale to zero)."""

    id: str
    provider: str
    gpu: str
    per_hour: float


class ItemPrice(Price, frozen=True, kw_only=True):
    """Prices of a retrieval part, USD; each null where the item is not sold that way."""

    per_1m_tokens: float | None = None
    per_1k_queries: float | None = None
    per_month: float | None = None
    monthly_minimum: float | None = None
    storage_per_gb_month: float | None = None
    reads_per_million_low: float | None = None
    reads_per_million_high: float | None = None
    writes_per_million_low: float | None = None
    writes_per_million_high: float | None = None
    egress_per_gb: float | None = None
    included_gb: float | None = None


class RetrievalItem(Struct, frozen=True, kw_only=True, dict=True):
    """An embedding model, reranker, vector store or managed retrieval tool."""

    id: str
    kind: Literal["embedding", "reranker", "vector-store", "managed"]
    provider: str
    notes: str = ""
    prices: tuple[ItemPrice, ...]

    @by_date
    def at(self, on: datetime.date) -> ItemPrice | None:
        """The price known on `on`, else the oldest, marked."""
        return newest(self.prices, on)
