"""Serving an open model on rented GPUs: what one GPU carries, how many it takes, what they cost.

A request takes the time to compute its tokens plus the time to move weights and key-value cache through
memory; batch size is bounded by the memory left beside the weights. `eta` is the share of that bound which
measured servers reach. Where the shape was measured, the measurements bound the estimate from both sides:
a GPU does at least what it did on a shape at least as large, and at most what it did on one no larger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.costing.arrays import (
    Num,
    divide,
    is_plain,
    larger,
    round_up,
    smaller,
    where,
)
from advisor.costing.inputs import Inputs, SourcedValue
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.workload import RequestShape, Workload
from advisor.knowledge.market import Gpu
from advisor.knowledge.serving import Architecture, MeasuredThroughput

_GIGA, _TERA = 1e9, 1e12
_BITS = {"fp16": 2, "bf16": 2, "fp8": 1}
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True)
class Fleet:
    """Rented GPUs of one kind for one workload. `capacity`: requests a month one GPU carries at the given peak."""

    gpu: str
    name: str
    hour: SourcedValue
    hours: SourcedValue
    capacity: Num
    least: Num
    sharing: Num
    peak_factor: Num

    @property
    def month(self) -> Num:
        """USD a month for one GPU."""
        return self.hour.value * self.hours.value

    def count(self, volume: Num) -> Num:
        """Whole GPUs that hold the peak of `volume` requests a month; at least the replicas."""
        return larger(self.least, round_up(divide(volume, self.capacity)))

    def share(self, volume: Num) -> Num:
        """The part of the fleet this use case pays: its own peak load, or an equal part if that is more [T.multi]."""
        count = self.count(volume)
        return larger(1 / self.sharing, divide(volume, count * self.capacity))

    def monthly(self, volume: Num) -> Num:
        """USD a month at `volume` requests a month."""
        if is_plain(self.sharing) and self.sharing == 1:
            return self.count(volume) * self.month
        return self.count(volume) * self.month * self.share(volume)

    def utilisation(self, volume: Num) -> Num:
        """Average load over the fleet's capacity, 0 to 1."""
        return divide(volume, self.count(volume) * self.capacity * self.peak_factor)

    def line(self, volume: Num, cites: tuple[str, ...]) -> LineItem:
        """The monthly line of the fleet."""
        factors = [
            Factor(self.count(volume), f"{self.name}"),
            self.hour.as_factor("USD/h"),
            self.hours.as_factor("h/month"),
        ]
        if not (is_plain(self.sharing) and self.sharing == 1):
            factors.append(Factor(self.share(volume), "share of a base model that several use cases load"))
        return LineItem(
            "provisioned GPUs", "month", tuple(factors), (*cites, *self.hour.cites), self.hour.as_of, "gpu"
        )


def precision(gpu: Gpu) -> str:
    """The number format served on `gpu`: FP8 where the hardware has it, else FP16."""
    return "fp8" if gpu.fp8_tflops is not None else "fp16"


def roofline(model: Architecture, gpu: Gpu, shape: RequestShape, eta: Num, usable: Num) -> Num | None:
    """Requests per second one GPU carries, from compute and memory bandwidth; None without hardware figures.

    Zero where the weights leave no room for a single request.
    """
    if gpu.bandwidth_tb_s is None or gpu.fp16_tflops is None:
        return None
    size = _BITS[precision(gpu)]
    flops = (gpu.fp8_tflops if gpu.fp8_tflops is not None else gpu.fp16_tflops) * _TERA
    bandwidth = gpu.bandwidth_tb_s * _TERA
    weights = model.params * size
    cache = (
        2
        * model.layers
        * model.kv_heads
        * model.head_dim
        * size
        * larger(shape.input + shape.output / 2, 1.0)
    )
    batch = divide(gpu.vram_gb * _GIGA * usable - weights, cache)
    compute = 2 * model.params * (shape.input + shape.output) / flops
    memory = shape.output * (divide(weights, batch) + cache) / bandwidth
    seconds = compute + memory
    return where(batch >= 1, divide(eta, seconds), 0.0)


def measured_bounds(rows: Sequence[MeasuredThroughput], shape: RequestShape) -> tuple[Num, Num]:
    """Requests per second that the measured `rows` (one GPU each) guarantee, and that they do not exceed."""
    least: Num = 0.0
    most: Num = float("inf")
    for row in rows:
        rate = row.output_tokens_per_s / row.output_tokens
        covers = (shape.input <= row.input_tokens) & (shape.output <= row.output_tokens)
        covered = (shape.input >= row.input_tokens) & (shape.output >= row.output_tokens)
        least = where(covers, larger(least, rate), least)
        most = where(covered, smaller(most, rate), most)
    return least, most


def requests_per_second(inputs: Inputs, model: Architecture, gpu: Gpu, shape: RequestShape) -> Num | None:
    """Requests per second one `gpu` carries of this shape: the roofline within the measured bounds."""
    bound = roofline(
        model, gpu, shape, inputs.assume("throughput_eta").value, inputs.assume("memory_usable").value
    )
    if bound is None:
        return None
    billions = round(model.params / _GIGA)
    rows = [
        m
        for m in inputs.knowledge.measured
        if m.gpu == gpu.id
        and m.gpus == 1
        and round(m.params_b) == billions
        and m.precision == precision(gpu)
        and m.as_of <= inputs.as_of
    ]
    least, most = measured_bounds(rows, shape)
    return larger(least, smaller(bound, most))


def fleet(
    inputs: Inputs,
    load: Workload,
    model: Architecture,
    gpu: Gpu,
    hour: SourcedValue,
    shape: RequestShape,
    *,
    sharing: bool,
) -> Fleet | None:
    """`gpu` at `hour` serving `shape`; None where it cannot serve it. `sharing`: adapters of several use cases."""
    rate = requests_per_second(inputs, model, gpu, shape)
    if rate is None or (is_plain(rate) and rate <= 0):
        return None
    days = inputs.assume("days_per_month").value
    together = smaller(load.use_cases, inputs.assume("adapters_per_gpu").value) if sharing else 1.0
    return Fleet(
        gpu=gpu.id,
        name=gpu.name,
        hour=hour,
        hours=inputs.assume("hours_per_month"),
        capacity=rate * days * _SECONDS_PER_DAY / load.peak_factor,
        least=inputs.assume("replicas").value,
        sharing=together,
        peak_factor=load.peak_factor,
    )


def rentable(
    inputs: Inputs, load: Workload, model: Architecture, shape: RequestShape, *, sharing: bool
) -> list[Fleet]:
    """A fleet of each GPU in the price book that can serve `shape`."""
    found = []
    for gpu in inputs.knowledge.gpus:
        hour = inputs.gpu_hour(gpu)
        if hour is not None and (one := fleet(inputs, load, model, gpu, hour, shape, sharing=sharing)):
            found.append(one)
    return found


def cheapest(fleets: Sequence[Fleet], volume: Num) -> Fleet:
    """The fleet with the lowest monthly cost at a plain `volume`; ties go to the first."""
    return min(fleets, key=lambda f: f.monthly(volume))


def lowest(fleets: Sequence[Fleet], volume: Num) -> Num:
    """USD a month of the cheapest fleet, sample by sample."""
    amount = fleets[0].monthly(volume)
    for one in fleets[1:]:
        amount = smaller(amount, one.monthly(volume))
    return amount
