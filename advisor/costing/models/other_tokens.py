"""A request in the tokens of another model, with its vendor's tokenizer and its own length of reasoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.arrays import Num, is_plain
from advisor.costing.workload import RequestShape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.store import Knowledge


def tokens_of(inputs: Inputs, model: Model, shape: RequestShape) -> RequestShape:
    """`shape` on `model`, untrained: as it is on today's, else with its vendor's tokens and its own reasoning."""
    if model.id == inputs.facts.get("model"):
        return shape
    found = tuned_tokens_of(inputs, model.provider, shape)
    reasoning = inputs.use_assumption("other_output_times").value
    return found if _unchanged(reasoning) else replace(found, output=found.output * reasoning)


def tuned_tokens_of(inputs: Inputs, vendor: str | None, shape: RequestShape) -> RequestShape:
    """`shape` in the tokens of `vendor`, None for an open model; a tuned model does not reason."""
    if inputs.ask_once(_own_tokens, inputs.knowledge, vendor):
        return shape
    times = inputs.use_assumption("tokenizer_times").value
    if _unchanged(times):
        return shape
    return RequestShape(shape.input * times, shape.output * times, shape.prefix * times)


def _own_tokens(facts: Mapping[str, Any], book: Knowledge, vendor: str | None) -> bool:
    """Whether requests are counted in the tokens of `vendor` already, or nobody knows in whose."""
    name = facts.get("model")
    return name is None or (vendor is not None and book.model(str(name)).provider == vendor)


def _unchanged(times: Num) -> bool:
    return is_plain(times) and times == 1
