"""The rag route: today's model with retrieved text in the prompt, an index to build and keep [L.rag-cost]."""

from __future__ import annotations

from advisor.costing import retrieval
from advisor.costing.arrays import larger, smaller
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.token_prices import call_lines
from advisor.costing.workload import RequestShape, Workload


def rag(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Retrieval plus a tight prompt, in place of knowledge that is pasted into every prompt.

    Where retrieval already runs, its costs are in today's prompt and bill.
    """
    if now.rates is None:
        why = f"{now.serving.id} has no known price on {inputs.as_of}"
        return [Bill("rag", "rag", (), load.horizon, load.volume, closed=(why,))]
    if inputs.facts.get("retrieval_in_place"):
        lines = call_lines(now.rates, load.today, load.hit_rate, tier=load.tier)
        note = ("retrieval already runs; its index is not priced again",)
        return [
            Bill(
                "rag",
                f"{now.serving.id} + retrieval",
                tuple(lines),
                load.horizon,
                load.volume,
                notes=note,
                price_entries=(now.serving.id,),
                model=now.serving.id,
            )
        ]
    extra, today = inputs.facts["retrieved_tokens"], load.today
    pasted = smaller(inputs.facts.get("corpus_in_prompt_tokens", 0.0), today.input)
    shape = RequestShape(today.input - pasted + extra, today.output, larger(today.prefix - pasted, 0.0))
    lines = call_lines(now.rates, shape, load.hit_rate, tier=load.tier)
    lines += retrieval.lines(inputs)
    return [
        Bill(
            "rag",
            f"{now.serving.id} + retrieval",
            tuple(lines),
            load.horizon,
            load.volume,
            price_entries=(now.serving.id,),
            model=now.serving.id,
        )
    ]
