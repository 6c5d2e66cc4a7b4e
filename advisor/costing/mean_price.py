"""What a model costs over the horizon at the prices announced, for putting models in order: it hangs on no sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.arrays import same
from advisor.costing.availability import months_between, seller
from advisor.costing.price_memory import PricedFor
from advisor.costing.residency import place, region

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.model_price import LongPrompt, ModelPrice
    from advisor.knowledge.store import Knowledge

_MIXES = tuple(2.0**k for k in range(-4, 11))
"""Tokens of input to one of output, in steps near enough to put prices in order."""
_HALF_A_STEP = 2**0.5
_USUAL_MIX = 3.0
"""The mix while the tokens are not known: that of the lists that name one price for both."""
_TIERS = {"overnight": "batch", "minutes": "flex"}


def mean_price(inputs: Inputs, model: Model) -> float | None:
    """USD per 1M tokens, the mean over the horizon, dear long prompts counted; None where no price is known."""
    kept, by = inputs.known_prices.means, priced_for(inputs)
    asked = model.id, by
    if asked not in kept:
        kept[asked] = _worked_out(inputs, model, by)
    return kept[asked]


def cost_here(inputs: Inputs, model: Model) -> float | None:
    """The same where this customer calls it: with what its seller adds for the region in which data must stay."""
    mean = mean_price(inputs, model)
    if mean is None or region(inputs) is None:
        return mean
    return mean * place(inputs, model, seller(inputs, model)).times


def priced_for(inputs: Inputs) -> PricedFor:
    """What of the workload the mean price of a model hangs on."""
    months, days = inputs.facts["horizon_months"], inputs.assume("days_per_month").value
    tier = _TIERS.get(str(inputs.facts.get("turnaround")), "list")
    return PricedFor(float(months), float(days), _length_passed(inputs), _mix(inputs), tier)


def _mix(inputs: Inputs) -> float:
    """Tokens of input to one of output, as the nearest of the steps."""
    read, written = inputs.number("input_tokens"), inputs.number("output_tokens")
    if read is None or written is None or same((read <= 0) | (written <= 0)):
        return _USUAL_MIX
    first, last = 0, len(_MIXES) - 1
    while first < last:
        middle = (first + last) // 2
        more = same(read > written * (_MIXES[middle] * _HALF_A_STEP))
        first, last = (middle + 1, last) if more else (first, middle)
    return _MIXES[first]


def _length_passed(inputs: Inputs) -> float:
    """The longest of the lengths, above which some model costs more, that the prompt is above; 0 for none."""
    tokens = inputs.number("input_tokens")
    if tokens is None:
        return 0.0
    passed = (length for length in _dear_lengths(inputs.knowledge) if same(tokens > length))
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
    read, written = _in_tier(inputs, model, price, by.tier) or (price.input, price.output)
    if rule is not None:
        read, written = read * (rule.input_times or 1), written * (rule.output_times or 1)
    return (by.mix * read + written) / (by.mix + 1)


def _in_tier(inputs: Inputs, model: Model, price: ModelPrice, tier: str) -> tuple[float, float] | None:
    """Input and output in a cheaper tier; None where it is not sold."""
    if tier == "flex" and price.flex_input is not None and price.flex_output is not None:
        return price.flex_input, price.flex_output
    if tier != "batch" or price.input is None or price.output is None:
        return None
    if price.batch_input is not None and price.batch_output is not None:
        return price.batch_input, price.batch_output
    if not inputs.knowledge.sells_batch(model.provider):
        return None
    left = 1 - inputs.knowledge.assumption("batch_discount").likely
    return price.input * left, price.output * left
