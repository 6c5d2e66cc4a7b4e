"""The encoder route: a small classifier on one small GPU, trained on the labels [X.encoder]."""

from __future__ import annotations

from advisor.costing import tuning_project
from advisor.costing.arrays import divide
from advisor.costing.availability import CurrentModel
from advisor.costing.bill import Bill
from advisor.costing.fitness import window_objection
from advisor.costing.gpu_hour import serving_hour
from advisor.costing.gpu_serving import Fleet, replicas
from advisor.costing.inputs import Inputs
from advisor.costing.other_tokens import tuned_tokens_of
from advisor.costing.workload import Workload

_BILLION, _TERA, _SECONDS_PER_DAY = 1e9, 1e12, 86_400


def encoder(inputs: Inputs, load: Workload, now: CurrentModel | None) -> list[Bill]:
    """One encoder on the smallest priced GPU; it reads the tuned prompt and writes no tokens."""
    gpu = inputs.knowledge.gpu(inputs.knowledge.choice("encoder_gpu").value)
    hour = serving_hour(inputs, gpu)
    label = f"small encoder on {gpu.name}"
    params = inputs.assume("encoder_params").value
    if hour is None or gpu.fp16_tflops is None:
        why = f"no priced {gpu.name}"
        return [Bill("encoder", label, (), load.horizon, load.volume, closed=(why,), trained=True)]
    why = window_objection(inputs, label, float(inputs.assume("encoder_window").value)) or _reads_text(inputs)
    seconds = divide(2 * params * tuned_tokens_of(inputs, None, load.tuned).input, gpu.fp16_tflops * _TERA)
    rate = divide(inputs.assume("encoder_eta").value, seconds)
    fleet = Fleet(
        gpu=gpu.id,
        name=gpu.name,
        hour=hour,
        hours=inputs.assume("hours_per_month"),
        capacity=rate * inputs.assume("days_per_month").value * _SECONDS_PER_DAY / load.peak_factor,
        least=replicas(inputs),
        sharing=1.0,
        peak_factor=load.peak_factor,
    )
    run = tuning_project.gpu_training(inputs, load, params / _BILLION)
    if run is None:
        return [
            Bill(
                "encoder",
                label,
                (),
                load.horizon,
                load.volume,
                closed=("no priced GPU trains it",),
                trained=True,
            )
        ]
    factors, cites, as_of = run
    lines = tuning_project.one_time(inputs, load, factors, (*cites, "X.encoder"), as_of)
    lines += tuning_project.monthly(inputs, factors, (*cites, "X.encoder"), as_of)
    stages = tuple(
        (name, fleet.monthly(load.first))
        for name in ("another kind of model: a small encoder", "shorter prompt", "price of tuned inference")
    )
    return [
        Bill(
            "encoder",
            label,
            tuple(lines),
            load.horizon,
            load.volume,
            (fleet,),
            ("X.encoder",),
            stages,
            closed=(why,) if why else (),
            trained=True,
        )
    ]


def _reads_text(inputs: Inputs) -> str:
    """Why an encoder of text cannot read this input; empty where it is text."""
    lacking = sorted(set(inputs.facts.get("modalities") or ()) - {"text"})
    return f"a small encoder reads text alone, not {' and '.join(lacking)}" if lacking else ""
