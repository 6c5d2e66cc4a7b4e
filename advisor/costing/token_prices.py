"""Per-token inference: the lines of one call, with prefix caching and batch or flex prices where they are sold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.costing.arrays import Num, is_plain, where
from advisor.costing.line_items import PER_MILLION, Factor, LineItem
from advisor.costing.workload import RequestShape
from advisor.knowledge.market import TuningPrice
from advisor.knowledge.model_price import LongPrompt, ModelPrice

Tier = Literal["list", "batch", "flex"]


class TierRates(Struct, frozen=True):
    """What a cheaper, slower tier costs, USD per 1M tokens; None if cached tokens are not sold in it."""

    input: float
    output: float
    cached: float | None = None


class TokenRates(Struct, frozen=True):
    """USD per 1M tokens; a null cached rate or a tier left out means that none is sold.

    `write`: what putting a prefix into the cache costs, None if no more than input; `minimum_prefix`: the
    shortest prefix in tokens that is cached. `times`: multiples of every rate, each with what it is for.
    """

    input: float
    output: float
    cached: float | None
    cites: tuple[str, ...]
    as_of: str | None
    long_prompt: LongPrompt | None = None
    write: float | None = None
    minimum_prefix: float = 0.0
    tiers: Mapping[Tier, TierRates] = field(default_factory=dict)
    times: tuple[tuple[Num, str], ...] = ()


def base_rates(
    entry: str,
    price: ModelPrice,
    long_prompt: LongPrompt | None = None,
    *,
    minimum_prefix: float = 0.0,
    times: tuple[tuple[Num, str], ...] = (),
    batch_discount: float | None = None,
) -> TokenRates | None:
    """The rates of an untuned model; None when its input or output price is not known.

    `batch_discount`: what its vendor takes off overnight, where the model has no batch price of its own.
    """
    if price.input is None or price.output is None:
        return None
    tiers: dict[Tier, TierRates] = {}
    if price.batch_input is not None and price.batch_output is not None:
        tiers["batch"] = TierRates(price.batch_input, price.batch_output, _cached_batch(price))
    elif batch_discount is not None:
        tiers["batch"] = TierRates(price.input * (1 - batch_discount), price.output * (1 - batch_discount))
    if price.flex_input is not None and price.flex_output is not None:
        tiers["flex"] = TierRates(price.flex_input, price.flex_output, price.flex_cached_input)
    return TokenRates(
        price.input,
        price.output,
        price.cached_input,
        (*price.cites, entry),
        price.as_of_text,
        long_prompt,
        price.cache_write,
        minimum_prefix,
        tiers,
        times,
    )


def _cached_batch(price: ModelPrice) -> float | None:
    """Cached tokens in batch: their own rate, else the cached rate less what batch takes off input."""
    if price.batch_cached_input is not None or price.cached_input is None:
        return price.batch_cached_input
    assert price.batch_input is not None and price.input is not None
    return price.cached_input * (price.batch_input / price.input if price.input else 1.0)


def tuned_rates(
    entry: str,
    price: TuningPrice,
    base: TokenRates | None,
    *,
    minimum_prefix: float = 0.0,
    times: tuple[tuple[Num, str], ...] = (),
) -> TokenRates | None:
    """The rates of a tuned model: its own, or its base model's where it serves at that price; else None.

    `minimum_prefix` and `times` where the base is not known.
    """
    cites = (*price.cites, entry)
    if price.tuned_input is not None and price.tuned_output is not None:
        tiers: dict[Tier, TierRates] = {}
        if price.tuned_batch_input is not None and price.tuned_batch_output is not None:
            tiers["batch"] = TierRates(price.tuned_batch_input, price.tuned_batch_output)
        return TokenRates(
            price.tuned_input,
            price.tuned_output,
            price.tuned_cached_input,
            cites,
            price.as_of_text,
            minimum_prefix=base.minimum_prefix if base is not None else minimum_prefix,
            tiers=tiers,
            times=base.times if base is not None else times,
        )
    if price.at_base_price and base is not None:
        return replace(base, cites=(*cites, *base.cites))
    return None


def call_lines(
    rates: TokenRates, shape: RequestShape, hit_rate: Num, *, tier: Tier = "list", caching: bool = True
) -> list[LineItem]:
    """Lines of one call (period `call`), in the tier where it is sold [X.batch], with the cached prefix if it pays."""
    cites = (*rates.cites, *(("X.batch",) if tier in rates.tiers else ()))
    more = tuple(Factor(times, unit) for times, unit in rates.times)
    lines = []
    for part in _parts(rates, shape, hit_rate, tier, caching):
        factors = (Factor(part.tokens, part.unit), Factor(part.rate, "USD/1M tokens"), *part.times, *more)
        lines.append(LineItem(part.item, "call", factors, cites, rates.as_of, "inference"))
    return lines


def call_usd(
    rates: TokenRates, shape: RequestShape, hit_rate: Num, *, tier: Tier = "list", caching: bool = True
) -> Num:
    """USD of one call: the sum of its `call_lines`."""
    amount: Num = 0.0
    for part in _parts(rates, shape, hit_rate, tier, caching):
        usd = part.tokens * (part.rate * PER_MILLION)
        for factor in part.times:
            usd = usd * factor.amount
        for times, _ in rates.times:
            usd = usd * times
        amount = amount + usd
    return amount


class _PricedTokens(NamedTuple):
    """Tokens of a call that cost the same."""

    item: str
    tokens: Num
    unit: str
    rate: float
    times: tuple[Factor, ...]


def _parts(
    rates: TokenRates, shape: RequestShape, hit_rate: Num, tier: Tier, caching: bool
) -> Iterator[_PricedTokens]:
    paid = rates.tiers.get(tier)
    input_rate, output_rate = (paid.input, paid.output) if paid else (rates.input, rates.output)
    times_in, times_out = _surcharge(rates.long_prompt, shape.input)
    cached = paid.cached if paid and paid.cached is not None else rates.cached
    if cached is not None:
        cached = min(cached, input_rate)
    written = max((rates.write or 0.0) * (input_rate / rates.input if rates.input else 1.0), input_rate)
    prefix = _cached_prefix(rates, shape, hit_rate, cached, written, input_rate) if caching else 0.0
    fresh = shape.input
    if not (is_plain(prefix) and prefix == 0):
        assert cached is not None
        yield _PricedTokens("cached input", prefix * hit_rate, "cached input tokens", cached, times_in)
        fresh = shape.input - prefix * hit_rate
        if written > input_rate:
            yield _PricedTokens(
                "cache writes", prefix * (1 - hit_rate), "written input tokens", written, times_in
            )
            fresh = shape.input - prefix
    yield _PricedTokens("input", fresh, "input tokens", input_rate, times_in)
    yield _PricedTokens("output", shape.output, "output tokens", output_rate, times_out)


def _cached_prefix(
    rates: TokenRates,
    shape: RequestShape,
    hit_rate: Num,
    cached: float | None,
    written: float,
    input_rate: float,
) -> Num:
    """The prefix that is cached: none below the vendor's minimum, none if writing costs more than reading saves."""
    if cached is None:
        return 0.0
    mean = hit_rate * cached + (1 - hit_rate) * written
    pays = (shape.prefix >= rates.minimum_prefix) & (mean < input_rate)
    return where(bool(pays) if getattr(pays, "ndim", 0) == 0 else pays, shape.prefix, 0.0)


def _surcharge(rule: LongPrompt | None, input_tokens: Num) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """The factors that a long prompt adds to input and output; none if the vendor states none."""
    if rule is None or (rule.input_times is None and rule.output_times is None):
        return (), ()
    if is_plain(input_tokens) and input_tokens <= rule.above_tokens:
        return (), ()
    long = input_tokens > rule.above_tokens

    def factor(times: float | None) -> tuple[Factor, ...]:
        return (Factor(where(long, times, 1.0), "long-prompt surcharge"),) if times else ()

    return factor(rule.input_times), factor(rule.output_times)
