"""The rag route: a model with retrieved text in its prompt, an index to build and keep [L.rag-cost]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing import retrieval
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.models.availability import CurrentModel, ended, rates_of
from advisor.costing.models.fitness import standing_objections
from advisor.costing.routes.own_today import own_bill
from advisor.costing.routes.served import ServedCalls, served_calls
from advisor.costing.routes.untrained import todays_calls
from advisor.costing.routes.with_retrieval import retrieved
from advisor.costing.workload import Workload

if TYPE_CHECKING:
    from advisor.knowledge.market import Model


WITH_RETRIEVAL = " + retrieval"
"""What a bill's label says of it."""


def rag(inputs: Inputs, load: Workload, now: CurrentModel, others: Sequence[Bill]) -> list[Bill]:
    """Retrieval plus a tight prompt, in place of knowledge that is pasted into every prompt.

    On today's model; where that cannot serve, on each of `others` that can. Where retrieval already runs, its costs
    are in today's prompt and bill.
    """
    today = _on_own_gpus(inputs, load) if now.own else _on_today(inputs, load, now)
    if not today.closed:
        return [today]
    return [*rag_elsewhere(inputs, load, others), today]


def rag_elsewhere(inputs: Inputs, load: Workload, others: Sequence[Bill]) -> list[Bill]:
    """Retrieval on each of `others` that is priced and open: those that meet the bar, else those nobody measured."""
    able = [b for b in others if b.lines and not b.closed]
    for zone in ("none", None):
        if found := [b for b in able if b.measured == zone]:
            return [_on_another(inputs, load, b) for b in found]
    return []


def _on_today(inputs: Inputs, load: Workload, now: CurrentModel) -> Bill:
    runs = bool(inputs.facts.get("retrieval_in_place"))
    calls = todays_calls(inputs, load, now, load.today if runs else retrieved(inputs, load))
    if calls is None:
        why = ended(inputs, now.serving) or f"{now.serving.id} has no known price on {inputs.as_of}"
        return Bill("rag", "rag", (), load.horizon, load.volume, closed=(why,), model=now.serving.id)
    if not runs:
        calls = calls.beside(retrieval.retrieval_lines(inputs))
    return _retrieved(now.serving, calls, load, runs=runs, closed=standing_objections(inputs, now.serving))


def _on_another(inputs: Inputs, load: Workload, other: Bill) -> Bill:
    model = inputs.model(str(other.model))
    rates = rates_of(inputs, model)
    assert rates is not None
    runs = bool(inputs.facts.get("retrieval_in_place"))
    calls = served_calls(inputs, load, model, rates, load.today if runs else retrieved(inputs, load))
    if not runs:
        calls = calls.beside(retrieval.retrieval_lines(inputs))
    found = _retrieved(model, calls, load, runs=runs)
    return replace(found, measured=other.measured, candidate=other.candidate)


def _retrieved(
    model: Model, calls: ServedCalls, load: Workload, *, runs: bool, closed: tuple[str, ...] = ()
) -> Bill:
    notes = ("retrieval already runs; its index is not priced again",) if runs else ()
    found = calls.bill("rag", model.id, load, notes=notes, closed=closed)
    return replace(found, label=f"{model.id}{WITH_RETRIEVAL}")


def _on_own_gpus(inputs: Inputs, load: Workload) -> Bill:
    """Retrieval beside the model that runs on one's own GPUs."""
    if inputs.facts.get("retrieval_in_place"):
        return own_bill(inputs, load, "rag", load.today)
    found = own_bill(inputs, load, "rag", retrieved(inputs, load))
    if found.closed:
        return found
    return replace(
        found,
        label=f"{found.label}{WITH_RETRIEVAL}",
        lines=(*found.lines, *retrieval.retrieval_lines(inputs)),
    )
