"""The mean price of a model over the horizon at announced prices, used to order models; it uses no samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.costing.arrays import one_value, smaller
from advisor.costing.models.availability import months_between, seller
from advisor.costing.models.data_region import place, region
from advisor.costing.price_memory import PricedFor
from advisor.costing.token_prices import Tier, base_rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.model_price import LongPrompt, ModelPrice
    from advisor.knowledge.store import Knowledge

_MIXES = tuple(2.0**k for k in range(-4, 11))
"""Tokens of input to one of output, in steps near enough to put prices in order."""
_HALF_A_STEP = 2**0.5
_USUAL_MIX = 3.0
"""The mix while the tokens are not known: that of the lists that name one price for both."""
_FOUND = tuple(k / 8 for k in range(9))
"""Shares of the input that are found cached, in steps near enough to put prices in order."""
_TIERS: dict[str, Tier] = {"overnight": "batch", "minutes": "flex"}
_HANGS_ON = (
    "horizon_months", "turnaround", "input_tokens", "output_tokens", "shared_prefix_tokens", "cache_hit_rate",
)  # fmt: skip
_MOST_KEPT = 1_000


def mean_price(inputs: Inputs, model: Model) -> float | None:
    """USD per 1M tokens, the mean over the horizon, dear long prompts counted; None if no price is known."""
    kept, by = inputs.known_prices.means, priced_for(inputs)
    asked = model.id, by
    if asked not in kept:
        kept[asked] = _worked_out(inputs, model, by)
    return kept[asked]


def cost_here(inputs: Inputs, model: Model) -> float | None:
    """The mean price where this customer calls it, with the surcharge for the required region."""
    mean = mean_price(inputs, model)
    if mean is None or region(inputs) is None:
        return mean
    return mean * place(inputs, model, seller(inputs, model)).times


def priced_for(inputs: Inputs) -> PricedFor:
    """What the mean price depends on in the workload; computed once for all models."""
    days = float(inputs.use_assumption("days_per_month").value)
    if inputs.sampled:
        return _read(inputs, days)
    kept = inputs.known_prices.workloads
    given = (*inputs.ask_once(_given), days)
    if given not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[given] = _read(inputs, days)
    return kept[given]


def _given(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(map(facts.get, _HANGS_ON))


def _read(inputs: Inputs, days: float) -> PricedFor:
    months = inputs.facts["horizon_months"]
    tier = _TIERS.get(str(inputs.facts.get("turnaround")), "list")
    found, prefix = _found(inputs)
    return PricedFor(float(months), days, _length_passed(inputs), _mix(inputs), tier, found, prefix)


def _mix(inputs: Inputs) -> float:
    """Input tokens for each output token, rounded to a step."""
    read, written = inputs.number("input_tokens"), inputs.number("output_tokens")
    if read is None or written is None or one_value((read <= 0) | (written <= 0)):
        return _USUAL_MIX
    first, last = 0, len(_MIXES) - 1
    while first < last:
        middle = (first + last) // 2
        more = one_value(read > written * (_MIXES[middle] * _HALF_A_STEP))
        first, last = (middle + 1, last) if more else (first, middle)
    return _MIXES[first]


def _found(inputs: Inputs) -> tuple[float, float]:
    """The cached share of the input, rounded to a step, and the vendors' minimum prefix that it reaches."""
    read, prefix = inputs.number("input_tokens"), inputs.number("shared_prefix_tokens")
    if read is None or prefix is None or one_value((prefix <= 0) | (read <= 0)):
        return 0.0, 0.0
    passed = max((n for n in _least_prefixes(inputs) if one_value(prefix >= n)), default=0.0)
    if not passed:
        return 0.0, 0.0
    tokens = smaller(prefix, read) * inputs.facts.get("cache_hit_rate", 0.0)
    halves = zip(_FOUND[1:], _FOUND, strict=False)
    share = next((low for high, low in halves if one_value(tokens < read * ((low + high) / 2))), _FOUND[-1])
    return share, passed


def _least_prefixes(inputs: Inputs) -> tuple[float, ...]:
    """The shortest prefixes in tokens that vendors cache."""
    book = inputs.knowledge
    found: tuple[float, ...] | None = book.worked_out.get(_least_prefixes)
    if found is None:
        found = tuple(sorted({book.shortest_cached(m) for m in book.models}))
        book.worked_out[_least_prefixes] = found
    return found


def _length_passed(inputs: Inputs) -> float:
    """The longest of the lengths, above which some model costs more, that the prompt is above; 0 for none."""
    tokens = inputs.number("input_tokens")
    if tokens is None:
        return 0.0
    passed = (length for length in _dear_lengths(inputs.knowledge) if one_value(tokens > length))
    return max(passed, default=0.0)


def _dear_lengths(book: Knowledge) -> tuple[float, ...]:
    """The lengths of a prompt in tokens, above which some model costs more."""
    found: tuple[float, ...] | None = book.worked_out.get(_dear_lengths)
    if found is None:
        found = tuple(sorted({m.long_prompt.above_tokens for m in book.models if m.long_prompt}))
        book.worked_out[_dear_lengths] = found
    return found


def _worked_out(inputs: Inputs, model: Model, by: PricedFor) -> float | None:
    rule = model.long_prompt
    if rule is not None and rule.above_tokens > by.length_passed:
        rule = None
    mean = last = _mixed(inputs, model, inputs.model_price(model), rule, by)
    if mean is None or last is None:
        return None
    for entry in sorted((p for p in model.prices if p.scheduled), key=lambda p: p.as_of):
        left = 1 - months_between(inputs.as_of, entry.as_of, by.days_per_month) / by.months
        after = _mixed(inputs, model, inputs.model_price(model, entry.as_of), rule, by)
        if 0 < left < 1 and after is not None:
            mean, last = mean + (after - last) * left, after
    return mean


def _mixed(
    inputs: Inputs, model: Model, price: ModelPrice | None, rule: LongPrompt | None, by: PricedFor
) -> float | None:
    """Input and output in the mix of the workload, in its tier where that is sold, at what `rule` makes of it."""
    if price is None or price.input is None or price.output is None:
        return None
    read, written, cached = _in_tier(inputs, model, price, by.tier)
    if cached is not None and by.found and by.prefix_passed >= inputs.knowledge.shortest_cached(model):
        read += by.found * (min(cached, read) - read)
    if rule is not None:
        read, written = read * (rule.input_times or 1), written * (rule.output_times or 1)
    return (by.mix * read + written) / (by.mix + 1)


def _in_tier(
    inputs: Inputs, model: Model, price: ModelPrice, tier: Tier
) -> tuple[float, float, float | None]:
    """Input, output and cached input: in a cheaper tier where it is sold, else by the list."""
    off = inputs.knowledge.assumption("batch_discount").likely
    sells = price.batch_input is None and inputs.knowledge.sells_batch(model.provider)
    rates = base_rates(model.id, price, batch_discount=off if sells else None)
    assert rates is not None
    sold = rates.tiers.get(tier)
    if sold is None:
        return rates.input, rates.output, rates.cached
    return sold.input, sold.output, rates.cached if sold.cached is None else sold.cached
