"""What a model costs over the horizon at the prices announced, for putting models in order: it hangs on no sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.arrays import same
from advisor.costing.availability import months_between
from advisor.costing.price_memory import PricedFor

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.model_price import LongPrompt, ModelPrice
    from advisor.knowledge.store import Knowledge

_INPUT_PARTS = 3


def mean_price(inputs: Inputs, model: Model) -> float | None:
    """USD per 1M tokens, the mean over the horizon, dear long prompts counted; None where no price is known."""
    kept, by = inputs.known_prices.means, priced_for(inputs)
    asked = model.id, by
    if asked not in kept:
        kept[asked] = _worked_out(inputs, model, by)
    return kept[asked]


def priced_for(inputs: Inputs) -> PricedFor:
    """What of the workload the mean price of a model hangs on."""
    months, days = inputs.facts["horizon_months"], inputs.assume("days_per_month").value
    return PricedFor(float(months), float(days), _length_passed(inputs))


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
    mean = last = _mixed(inputs.model_price(model), rule)
    if mean is None or last is None:
        return None
    for entry in sorted((p for p in model.prices if p.scheduled), key=lambda p: p.as_of):
        left = 1 - months_between(inputs.as_of, entry.as_of, by.days_per_month) / by.months
        after = _mixed(inputs.model_price(model, entry.as_of), rule)
        if 0 < left < 1 and after is not None:
            mean, last = mean + (after - last) * left, after
    return mean


def _mixed(price: ModelPrice | None, rule: LongPrompt | None) -> float | None:
    """Three tokens of input to one of output, each at what `rule` makes of it."""
    if price is None or price.input is None or price.output is None:
        return None
    read, written = price.input, price.output
    if rule is not None:
        read, written = read * (rule.input_times or 1), written * (rule.output_times or 1)
    return (_INPUT_PARTS * read + written) / (_INPUT_PARTS + 1)
