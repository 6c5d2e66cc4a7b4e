"""The rag route: today's model with retrieved text in the prompt, an index to build and keep [L.rag-cost]."""

from __future__ import annotations

from dataclasses import replace

from advisor.costing import retrieval
from advisor.costing.arrays import larger, smaller
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.routes.own_today import own_bill
from advisor.costing.routes.untrained import todays_calls
from advisor.costing.workload import RequestShape, Workload


def rag(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Retrieval plus a tight prompt, in place of knowledge that is pasted into every prompt.

    Where retrieval already runs, its costs are in today's prompt and bill.
    """
    if now.own:
        return [_on_own_gpus(inputs, load)]
    runs = bool(inputs.facts.get("retrieval_in_place"))
    calls = todays_calls(inputs, load, now, load.today if runs else _shape(inputs, load))
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


def _shape(inputs: Inputs, load: Workload) -> RequestShape:
    """Today's request with what is found in the place of what is pasted in."""
    today = load.today
    pasted = smaller(inputs.facts.get("corpus_in_prompt_tokens", 0.0), today.input)
    given = today.input - pasted + inputs.facts["retrieved_tokens"]
    return RequestShape(given, today.output, larger(today.prefix - pasted, 0.0))


def _on_own_gpus(inputs: Inputs, load: Workload) -> Bill:
    """Retrieval beside the model that runs on one's own GPUs."""
    if inputs.facts.get("retrieval_in_place"):
        return own_bill(inputs, load, "rag", load.today)
    found = own_bill(inputs, load, "rag", _shape(inputs, load))
    if found.closed:
        return found
    return replace(found, label=f"{found.label} + retrieval", lines=(*found.lines, *retrieval.lines(inputs)))
