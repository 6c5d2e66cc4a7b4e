"""Per-token inference: the lines of one call, with prefix caching and batch prices where they apply."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.costing.arrays import Num, is_plain, where
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.workload import RequestShape
from advisor.knowledge.market import TuningPrice
from advisor.knowledge.model_price import LongPrompt, ModelPrice


@dataclass(frozen=True)
class TokenRates:
    """USD per 1M tokens; a null cached or batch rate means that none is sold."""

    input: float
    output: float
    cached: float | None
    batch_input: float | None
    batch_output: float | None
    cites: tuple[str, ...]
    as_of: str | None
    long_prompt: LongPrompt | None = None


def base_rates(entry: str, price: ModelPrice, long_prompt: LongPrompt | None = None) -> TokenRates | None:
    """The rates of an untuned model; None when its input or output price is not known."""
    if price.input is None or price.output is None:
        return None
    return TokenRates(
        price.input,
        price.output,
        price.cached_input,
        price.batch_input,
        price.batch_output,
        (*price.cites, entry),
        price.as_of_text,
        long_prompt,
    )


def tuned_rates(entry: str, price: TuningPrice, base: TokenRates | None) -> TokenRates | None:
    """The rates of a tuned model: its own, or its base model's where it serves at that price; else None."""
    if price.tuned_input is not None and price.tuned_output is not None:
        return TokenRates(
            price.tuned_input,
            price.tuned_output,
            price.tuned_cached_input,
            None,
            None,
            (*price.cites, entry),
            price.as_of_text,
        )
    if price.at_base_price and base is not None:
        return TokenRates(
            base.input, base.output, base.cached, None, None, (*price.cites, entry, *base.cites), base.as_of
        )
    return None


def call_lines(
    rates: TokenRates, shape: RequestShape, hit_rate: Num, *, overnight: bool, savings: bool = True
) -> list[LineItem]:
    """Lines of one call (period `call`). With `savings` the cached prefix and batch prices count [X.batch]."""
    batch = savings and overnight
    input_rate = rates.batch_input if batch and rates.batch_input is not None else rates.input
    output_rate = rates.batch_output if batch and rates.batch_output is not None else rates.output
    times_in, times_out = _surcharge(rates.long_prompt, shape.input)
    cites = (*rates.cites, *(("X.batch",) if input_rate != rates.input else ()))
    hits: Num = shape.prefix * hit_rate if savings and rates.cached is not None else 0.0
    lines = []
    if not (is_plain(hits) and hits == 0):
        assert rates.cached is not None
        factors = (
            Factor(hits, "cached input tokens"),
            Factor(min(rates.cached, input_rate), "USD/1M tokens"),
        )
        lines.append(LineItem("cached input", "call", (*factors, *times_in), cites, rates.as_of, "inference"))
    factors = (Factor(shape.input - hits, "input tokens"), Factor(input_rate, "USD/1M tokens"))
    lines.append(LineItem("input", "call", (*factors, *times_in), cites, rates.as_of, "inference"))
    factors = (Factor(shape.output, "output tokens"), Factor(output_rate, "USD/1M tokens"))
    lines.append(LineItem("output", "call", (*factors, *times_out), cites, rates.as_of, "inference"))
    return lines


def _surcharge(rule: LongPrompt | None, input_tokens: Num) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """The factors that a long prompt adds to input and output; none where the vendor states none."""
    if rule is None or (rule.input_times is None and rule.output_times is None):
        return (), ()
    if is_plain(input_tokens) and input_tokens <= rule.above_tokens:
        return (), ()
    long = input_tokens > rule.above_tokens

    def factor(times: float | None) -> tuple[Factor, ...]:
        return (Factor(where(long, times, 1.0), "long-prompt surcharge"),) if times else ()

    return factor(rule.input_times), factor(rule.output_times)


__all__ = ["TokenRates", "base_rates", "call_lines", "tuned_rates"]
