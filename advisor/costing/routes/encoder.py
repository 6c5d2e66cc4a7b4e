"""The encoder route: a small classifier on one small GPU, trained on the labels [X.encoder]."""

from __future__ import annotations

from msgspec.structs import replace

from advisor.costing import tuning_project
from advisor.costing.arrays import Num, divide, largest
from advisor.costing.bill import Bill
from advisor.costing.gpus.by_the_hour import while_running
from advisor.costing.gpus.gpu_hour import serving_hour
from advisor.costing.gpus.gpu_serving import Fleet, replicas
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import GIGA, SECONDS_PER_DAY, TERA
from advisor.costing.models.fitness import window_objection
from advisor.costing.models.other_tokens import tuned_tokens_of
from advisor.costing.routes.todays_gpus import on_todays_gpus
from advisor.costing.saving_steps import GpuSteps, HourSteps
from advisor.costing.workload import Workload
from advisor.knowledge.market import Gpu

_ANOTHER_KIND = "another kind of model: a small encoder"
_HOURLY = "small encoder on a GPU by the hour"


def encoder(inputs: Inputs, load: Workload) -> list[Bill]:
    """One encoder on the smallest priced GPU; it reads the tuned prompt and writes no tokens.

    What may wait for the night runs on GPUs that are paid by the hour where they are sold.
    """
    gpu = inputs.knowledge.gpu(inputs.knowledge.choice("encoder_gpu").value)
    found = Bill("encoder", f"small encoder on {gpu.name}", (), load.horizon, load.volume, trained=True)
    fleet = _fleet(inputs, load, gpu)
    if fleet is None:
        return [replace(found, closed=(f"no priced {gpu.name}",))]
    run = tuning_project.gpu_training(inputs, load, inputs.use_assumption("encoder_params").value / GIGA)
    if run is None:
        return [replace(found, closed=("no priced GPU trains it",))]
    factors, cites, as_of = run
    lines = tuning_project.TuningProject(inputs, load).lines(factors, (*cites, "X.encoder"), as_of)
    window = float(inputs.use_assumption("encoder_window").value)
    why = window_objection(inputs, found.label, window) or _reads_text(inputs)
    priced = replace(
        found,
        lines=tuple(lines),
        fleets=(fleet,),
        fleet_cites=("X.encoder",),
        steps=GpuSteps(load, (), (fleet,), _ANOTHER_KIND),
        closed=(why,) if why else (),
    )
    ways = on_todays_gpus(inputs, load, largest(inputs.use_assumption("encoder_params").value), priced)
    apart = any(not way.kept_gpus for way in ways)
    hourly = while_running(inputs, lambda gpu: [(1, _rate(inputs, load, gpu))]) if apart else None
    if hourly is None:
        return ways
    steps = HourSteps(load, hourly, _ANOTHER_KIND)
    return [*ways, replace(priced, label=_HOURLY, lines=(*lines, hourly), fleets=(), steps=steps)]


def _fleet(inputs: Inputs, load: Workload, gpu: Gpu) -> Fleet | None:
    """`gpu` serving the encoder; None without a price or its figures."""
    hour, rate = serving_hour(inputs, gpu), _rate(inputs, load, gpu)
    if hour is None or rate is None:
        return None
    return Fleet(
        gpu=gpu.id,
        name=gpu.name,
        hour=hour,
        hours=inputs.use_assumption("hours_per_month"),
        capacity=rate * inputs.use_assumption("days_per_month").value * SECONDS_PER_DAY / load.peak_factor,
        least=replicas(inputs),
        sharing=1.0,
        peak_factor=load.peak_factor,
    )


def _rate(inputs: Inputs, load: Workload, gpu: Gpu) -> Num | None:
    """Calls a second that `gpu` answers; None without its figures."""
    if gpu.fp16_tflops is None:
        return None
    params = inputs.use_assumption("encoder_params").value
    read = tuned_tokens_of(inputs, None, load.tuned).input
    return divide(
        inputs.use_assumption("encoder_eta").value, divide(2 * params * read, gpu.fp16_tflops * TERA)
    )


def _reads_text(inputs: Inputs) -> str:
    """Why an encoder of text cannot read this input; empty if it is text."""
    lacking = sorted(set(inputs.facts.get("modalities") or ()) - {"text"})
    return f"a small encoder reads text alone, not {' and '.join(lacking)}" if lacking else ""
