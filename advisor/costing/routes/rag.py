"""The rag route: today's model with retrieved text in the prompt, an index to build and keep [L.rag-cost]."""

from __future__ import annotations

from advisor.costing import retrieval
from advisor.costing.arrays import larger, smaller
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.routes.untrained import todays_calls
from advisor.costing.workload import RequestShape, Workload


def rag(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Retrieval plus a tight prompt, in place of knowledge that is pasted into every prompt.

    Where retrieval already runs, its costs are in today's prompt and bill.
    """
    extra, today = inputs.facts["retrieved_tokens"], load.today
    pasted = smaller(inputs.facts.get("corpus_in_prompt_tokens", 0.0), today.input)
    runs = bool(inputs.facts.get("retrieval_in_place"))
    shape = RequestShape(today.input - pasted + extra, today.output, larger(today.prefix - pasted, 0.0))
    calls = todays_calls(inputs, load, now, today if runs else shape)
    if calls is None:
        why = f"{now.serving.id} has no known price on {inputs.as_of}"
        return [Bill("rag", "rag", (), load.horizon, load.volume, closed=(why,))]
    if not runs:
        calls = calls.beside(retrieval.lines(inputs))
    notes = ("retrieval already runs; its index is not priced again",) if runs else ()
    return [
        Bill(
            "rag",
            f"{now.serving.id} + retrieval",
            calls.lines,
            calls.until,
            load.volume,
            closed=calls.ends,
            notes=(*notes, *calls.notes),
            price_entries=calls.entries,
            model=now.serving.id,
            later=calls.later,
        )
    ]
