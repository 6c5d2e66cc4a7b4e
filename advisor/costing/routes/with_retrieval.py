"""A request that retrieval brings its text to, and what the index costs beside a model inside the own network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import INSIDE
from advisor.costing import retrieval
from advisor.costing.arrays import larger, smaller
from advisor.costing.workload import RequestShape

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.line_items import LineItem
    from advisor.costing.workload import Workload


def retrieved(inputs: Inputs, load: Workload) -> RequestShape:
    """Today's request with what is found in the place of what is pasted in."""
    today = load.today
    pasted = smaller(inputs.facts.get("corpus_in_prompt_tokens", 0.0), today.input)
    given = today.input - pasted + inputs.facts["retrieved_tokens"]
    return RequestShape(given, today.output, larger(today.prefix - pasted, 0.0))


def shape_inside(inputs: Inputs, load: Workload) -> RequestShape:
    """What an own model is asked untrained: with what retrieval brings, where data stays inside and text is missing."""
    return retrieved(inputs, load) if _to_build_inside(inputs) else load.today


def index_inside(inputs: Inputs) -> list[LineItem]:
    """The index that an own model needs beside it inside; nothing elsewhere: retrieval is a route of its own there."""
    return retrieval.retrieval_lines(inputs) if _to_build_inside(inputs) else []


def _to_build_inside(inputs: Inputs) -> bool:
    return inputs.facts.get("data_boundary") in INSIDE and retrieval.needs_retrieval(inputs)
