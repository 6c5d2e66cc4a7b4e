"""The self-host route: an open model on own or rented GPUs, paid by provisioned capacity [T.idle]."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing import tuning_project
from advisor.costing.bill import Bill
from advisor.costing.gpus import gpu_serving
from advisor.costing.gpus.by_the_hour import by_the_hour
from advisor.costing.gpus.gpu_hour import NOT_PRICED
from advisor.costing.gpus.gpu_serving import Fleet
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import GIGA, Factor, LineItem
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.tuned_base import far_short, open_model, open_model_objection
from advisor.costing.routes.own_today import (
    NO_GPU,
    architecture_of,
    inside_model,
    measured_open,
    measured_weights,
    on_own_gpus,
    own_bill,
    runs_inside,
    runs_usual_size,
)
from advisor.costing.routes.todays_gpus import on_todays_gpus
from advisor.costing.routes.with_retrieval import index_inside, shape_inside
from advisor.costing.saving_steps import GpuSteps, HourSteps
from advisor.costing.workload import Workload

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.serving import Architecture

_UNTRAINABLE = "no priced GPU whose training speed is known holds its training"


def self_host(inputs: Inputs, load: Workload) -> list[Bill]:
    """An open model on the cheapest GPUs that hold it and its peak load: tuned, and with today's prompt."""
    if why := open_model_objection(inputs):
        runs = inside_model(inputs) is not None or runs_inside(inputs)
        bare = _inside(inputs, load) if runs else _closed(load, None, why, trained=False)
        return [_closed(load, None, why, trained=True), bare]
    found = []
    prompted = inputs.memory.bills("self-host, its fleets", prompted_fleets, inputs, load)
    for bill, shape in (
        *((b, load.tuned) for b in inputs.memory.bills("self-host, tuned", tuned, inputs, load, prompted)),
        *((b, shape_inside(inputs, load)) for b in untrained(inputs, load, prompted)),
    ):
        found.append(bill)
        usual = bill.model == open_model(inputs).id and not bill.kept_gpus
        line = by_the_hour(inputs, open_model(inputs), shape) if bill.lines and usual else None
        if line is not None:
            label = f"{bill.label}, GPUs by the hour"
            steps = HourSteps(load, line) if bill.trained else bill.steps
            found.append(replace(bill, label=label, lines=(*bill.lines, line), fleets=(), steps=steps))
    return found


def prompted_fleets(inputs: Inputs, load: Workload) -> list[Fleet]:
    """What could serve the open model with today's prompt."""
    return gpu_serving.possible_fleets(
        inputs, load, open_model(inputs), shape_inside(inputs, load), sharing=False
    )


def tuned(inputs: Inputs, load: Workload, prompted: Sequence[Fleet]) -> list[Bill]:
    """A tuned open model; `prompted`: what could serve it with today's prompt."""
    model = open_model(inputs)
    fleets = gpu_serving.possible_fleets(inputs, load, model, load.tuned, sharing=True)
    run = tuning_project.gpu_training(inputs, load, model.params / GIGA)
    if not fleets:
        return [_closed(load, model.id, _no_gpu(inputs), trained=True)]
    if run is None:
        return [_closed(load, model.id, _UNTRAINABLE, trained=True)]
    factors, cites, as_of = run
    project = tuning_project.TuningProject(inputs, load)
    lines = project.lines(factors, cites, as_of, own=True) + project.retrieval
    found = Bill(
        "self-host",
        f"{model.id}, tuned",
        tuple(lines),
        load.horizon,
        load.volume,
        tuple(fleets),
        ("T.idle", "G10.selfhost"),
        GpuSteps(load, tuple(prompted), tuple(fleets)),
        closed=(why,) if (why := far_short(inputs)) else (),
        model=model.id,
        trained=True,
    )
    return on_todays_gpus(inputs, load, model.params, found)


def untrained(inputs: Inputs, load: Workload, fleets: Sequence[Fleet]) -> list[Bill]:
    """Open models with today's prompt, not trained [T.privacy]: the usual one on `fleets`, and each that was measured.

    Where one runs inside already, that one stands for the usual; where one as large runs on own GPUs, it is today's.
    """
    now = inside_model(inputs)
    runs = now is not None or runs_inside(inputs)
    first = [_inside(inputs, load)] if runs else _assumed(inputs, load, fleets)
    usual = open_model(inputs)
    if not runs and (runs_usual_size(inputs, usual) or _measured_already(inputs, usual.id)):
        first = []
    seen = {now.id if now is not None else usual.id}
    others = ((m, gap) for m, gap in measured_open(inputs) if m.id not in seen)
    return [*first, *chain.from_iterable(_measured(inputs, load, model, gap) for model, gap in others)]


def _measured_already(inputs: Inputs, usual: str) -> bool:
    """Whether the usual model was measured under the name of one who sells it."""
    return any(same_weights(usual, m.id) and m.id != usual for m, _ in measured_open(inputs))


def _measured(inputs: Inputs, load: Workload, model: Model, gap: str | None) -> list[Bill]:
    """An open model that was measured, on the cheapest GPUs that hold it."""
    shaped = architecture_of(inputs, model)
    asked_of_it = shape_inside(inputs, load)
    fleets = gpu_serving.possible_fleets(inputs, load, shaped, asked_of_it, sharing=False) if shaped else []
    if shaped is None or not fleets:
        return [replace(_closed(load, model.id, _no_gpu(inputs), trained=False), measured=gap)]
    return _prompted(inputs, load, shaped, fleets, gap)


def _assumed(inputs: Inputs, load: Workload, fleets: Sequence[Fleet]) -> list[Bill]:
    """The open model of the size that the work needs."""
    model = open_model(inputs)
    if not fleets:
        return [_closed(load, model.id, _no_gpu(inputs), trained=False)]
    gap = inputs.ask_once(measured_weights, inputs.knowledge, model.id, model.params)
    return _prompted(inputs, load, model, fleets, gap)


def _prompted(
    inputs: Inputs, load: Workload, model: Architecture, fleets: Sequence[Fleet], measured: str | None
) -> list[Bill]:
    """`model` on `fleets` with today's prompt, set up once and run by people."""
    upkeep = () if inputs.facts.get("one_off") is True else (tuning_project.own_inference(inputs),)
    lines = (_set_up(inputs), *upkeep, *index_inside(inputs))
    found = Bill(
        "self-host",
        f"{model.id}, prompted",
        lines,
        load.horizon,
        load.volume,
        tuple(fleets),
        ("T.idle", "T.privacy"),
        model=model.id,
        measured=measured,
        candidate=measured is None,
    )
    return on_todays_gpus(inputs, load, model.params, found)


def _inside(inputs: Inputs, load: Workload) -> Bill:
    """The open model that was said, within the own network: as it runs already, else set up first."""
    found = own_bill(inputs, load, "self-host", shape_inside(inputs, load))
    bar = inputs.facts.get("prompt_meets_bar")
    gap = None if bar is None else "none" if bar else "small"
    index = () if found.closed else index_inside(inputs)
    lines = found.lines if on_own_gpus(inputs) or found.closed else (_set_up(inputs), *found.lines)
    return replace(found, lines=(*lines, *index), measured=gap, candidate=gap is None)


def _set_up(inputs: Inputs) -> LineItem:
    hours = inputs.use_assumption("setup_hours")
    factors = (hours.as_factor("hours"), Factor(inputs.facts["engineer_usd_per_hour"], "USD/h"))
    return LineItem("engineering set-up", "once", factors, hours.cites, hours.as_of)


def _no_gpu(inputs: Inputs) -> str:
    return NOT_PRICED if inputs.facts.get("gpus") == "owned" else NO_GPU


def _closed(load: Workload, model: str | None, why: str, *, trained: bool) -> Bill:
    return Bill(
        "self-host",
        "open model",
        (),
        load.horizon,
        load.volume,
        closed=(why,),
        model=model,
        trained=trained,
    )
