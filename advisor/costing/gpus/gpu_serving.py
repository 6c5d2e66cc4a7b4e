"""Serving an open model on rented GPUs: what one GPU carries, how many it takes, what they cost.

A request takes the time to compute its tokens plus the time to move weights and key-value cache through
memory; batch size is bounded by the memory left beside the weights. `eta` is the share of that bound which
measured servers reach. Where the shape was measured, the measurements bound the estimate from both sides:
a GPU does at least what it did on a shape at least as large, and at most what it did on one no larger.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from msgspec import Struct

from advisor.costing.arrays import (
    Num,
    divide,
    holds_in_all,
    is_plain,
    larger,
    largest,
    one_value,
    round_up,
    smaller,
    where,
)
from advisor.costing.gpus.gpu_hour import own_first, serving_hour
from advisor.costing.gpus.grouped import as_one, groups
from advisor.costing.inputs import Inputs, SourcedValue
from advisor.costing.line_items import GIGA, SECONDS_PER_DAY, TERA, Factor, LineItem
from advisor.costing.models.other_tokens import tuned_tokens_of
from advisor.costing.workload import RequestShape, Workload
from advisor.knowledge.market import Gpu
from advisor.knowledge.serving import Architecture, MeasuredThroughput

_BITS = {"fp16": 2, "bf16": 2, "fp8": 1}


class Fleet(Struct, frozen=True, dict=True):
    """GPUs of one kind that serve one workload."""

    gpu: str
    name: str
    hour: SourcedValue
    """USD an hour for one GPU."""
    hours: SourcedValue
    """Hours a month."""
    capacity: Num
    """Requests a month that a group carries at the given peak."""
    least: Num
    """Groups that run whatever the load is."""
    sharing: Num
    """Use cases that share the GPUs."""
    peak_factor: Num
    group: int = 1
    """GPUs that hold the model together and serve as one."""

    @functools.cached_property
    def month(self) -> Num:
        """USD a month for one group."""
        return self.hour.value * self.hours.value * self.group

    def cards(self, volume: Num) -> Num:
        """Whole GPUs that hold the peak of `volume` requests a month."""
        return self.count(volume) * self.group

    def count(self, volume: Num) -> Num:
        """Whole groups that hold the peak of `volume` requests a month; at least the replicas."""
        return larger(self.least, round_up(divide(volume, self.capacity)))

    def share(self, volume: Num) -> Num:
        """The part of the fleet this use case pays: its own peak load, or an equal part if that is more [T.multi]."""
        return self._share(volume, self.count(volume))

    def _share(self, volume: Num, count: Num) -> Num:
        return larger(1 / self.sharing, divide(volume, count * self.capacity))

    def monthly(self, volume: Num) -> Num:
        """USD a month at `volume` requests a month."""
        count = self.count(volume)
        if is_plain(self.sharing) and self.sharing == 1:
            return count * self.month
        return count * self.month * self._share(volume, count)

    def utilisation(self, volume: Num) -> Num:
        """Average load over the fleet's capacity, 0 to 1."""
        return divide(volume, self.count(volume) * self.capacity * self.peak_factor)

    def line(self, volume: Num, cites: tuple[str, ...]) -> LineItem:
        """The monthly line of the fleet."""
        factors = [
            Factor(self.cards(volume), f"{self.name}"),
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


def bytes_a_parameter(gpu: Gpu) -> int:
    """Bytes that a parameter takes as served on `gpu`."""
    return _BITS[precision(gpu)]


class Demand(Struct, frozen=True):
    """What one request asks of a server of `model`: the same for every GPU.

    `work`: operations to compute it; `cache`: bytes that each token of its answer reads beside the weights; `room`:
    bytes of memory it takes while it is served; `fresh`: its tokens without those the server holds already. `eta`: the
    share of the bound that servers reach, with FP16 and with FP8; `usable`: the share of memory that is theirs.
    """

    model: Architecture
    fresh: RequestShape
    work: Num
    cache: Num
    room: Num
    eta: tuple[Num, Num]
    usable: Num
    interactive: bool


def demand(inputs: Inputs, model: Architecture, shape: RequestShape) -> Demand:
    """What a request of `shape`, in today's tokens, asks of a server of `model`.

    Leading tokens that were said to repeat need no computing and no room of their own; each answer reads them all the
    same.
    """
    shape = tuned_tokens_of(inputs, None, shape)
    interactive = inputs.facts.get("turnaround", "interactive") == "interactive"
    eta = inputs.use_assumption("throughput_eta_interactive" if interactive else "throughput_eta").value
    reused: Num = 0.0
    if one_value(shape.prefix > 0):
        reused = shape.prefix * inputs.use_assumption("own_prefix_reuse").value
    tokens = larger(shape.input + shape.output / 2, 1.0)
    per_token = 2 * model.layers * model.kv_heads * model.head_dim * _BITS["fp16"]
    whole = shape.input + shape.output
    attention = 2 * model.layers * model.hidden * (whole**2 - reused**2)
    return Demand(
        model,
        RequestShape(shape.input - reused, shape.output, 0.0),
        work=2 * model.params * (whole - reused) + attention,
        cache=per_token * tokens,
        room=per_token * larger(tokens - reused, 1.0),
        eta=(eta, eta * inputs.use_assumption("fp8_gain").value),
        usable=inputs.use_assumption("memory_usable").value,
        interactive=interactive,
    )


def roofline(asked: Demand, gpu: Gpu) -> Num | None:
    """Requests per second one GPU carries, from compute and memory bandwidth; None without hardware figures.

    Zero where the weights leave no room for a single request.
    """
    if gpu.bandwidth_tb_s is None or gpu.fp16_tflops is None:
        return None
    params = asked.model.params
    memory = gpu.vram_gb * GIGA * asked.usable - params * bytes_a_parameter(gpu)
    batch = divide(memory, asked.room)
    moved = divide(params * _BITS["fp16"], batch) + asked.cache
    reading = asked.fresh.output * moved / (gpu.bandwidth_tb_s * TERA)
    seconds = asked.work / (gpu.fp16_tflops * TERA) + reading
    gain = asked.eta[gpu.fp8_tflops is not None]
    return where(batch >= 1, divide(gain, seconds), 0.0)


def measured_bounds(
    rows: Sequence[MeasuredThroughput], shape: RequestShape, *, interactive: bool = False
) -> tuple[Num, Num]:
    """Requests per second that the measured `rows` (one GPU each) guarantee, and that they do not exceed.

    Where people wait, an offline maximum guarantees nothing; where nobody does, a rate that held a latency is no
    upper end.
    """
    least: Num = 0.0
    most: Num = float("inf")
    for row in rows:
        rate = row.output_tokens_per_s / row.output_tokens
        if row.latency_limited or not interactive:
            covers = (shape.input <= row.input_tokens) & (shape.output <= row.output_tokens)
            least = where(covers, larger(least, rate), least)
        if interactive or not row.latency_limited:
            covered = (shape.input >= row.input_tokens) & (shape.output >= row.output_tokens)
            most = where(covered, smaller(most, rate), most)
    return least, most


def requests_per_second(inputs: Inputs, asked: Demand, gpu: Gpu, group: int = 1) -> Num | None:
    """Requests per second that a `group` of one `gpu` carries: the roofline within the measured bounds."""
    bound = roofline(asked, as_one(gpu, group))
    if bound is None:
        return None
    billions = round(asked.model.params / GIGA)
    rows = [
        m
        for m in inputs.knowledge.measured_on.get((gpu.id, group), ())
        if round(m.params_b) == billions and m.precision == precision(gpu) and m.as_of <= inputs.as_of
    ]
    least, most = measured_bounds(rows, asked.fresh, interactive=asked.interactive)
    return larger(least, smaller(bound, most))


def size_fleet(
    inputs: Inputs,
    load: Workload,
    asked: Demand,
    gpu: Gpu,
    hour: SourcedValue,
    *,
    sharing: bool,
    group: int = 1,
) -> Fleet | None:
    """`gpu` at `hour` serving what is `asked`; None if it cannot. `sharing`: adapters of several use cases."""
    rate = requests_per_second(inputs, asked, gpu, group)
    if rate is None or (is_plain(rate) and rate <= 0):
        return None
    days = inputs.use_assumption("days_per_month").value
    together = smaller(load.use_cases, inputs.use_assumption("adapters_per_gpu").value) if sharing else 1.0
    return Fleet(
        gpu=gpu.id,
        name=gpu.name,
        hour=hour,
        hours=inputs.use_assumption("hours_per_month"),
        capacity=rate * days * SECONDS_PER_DAY / load.peak_factor,
        least=replicas(inputs),
        sharing=together,
        peak_factor=load.peak_factor,
        group=group,
    )


def replicas(inputs: Inputs) -> Num:
    """GPUs that run whatever the load: two where people wait for answers, so that one may fail."""
    if inputs.facts.get("turnaround", "interactive") != "interactive":
        return 1.0
    return inputs.use_assumption("replicas").value


def possible_fleets(
    inputs: Inputs, load: Workload, model: Architecture, shape: RequestShape, *, sharing: bool
) -> list[Fleet]:
    """A fleet of each GPU in the price book that can serve `shape`; of those that are owned, where they can."""
    found, asked = [], demand(inputs, model, shape)
    for gpu in inputs.knowledge.gpus:
        hour = serving_hour(inputs, gpu)
        if hour is None:
            continue
        ways = (
            size_fleet(inputs, load, asked, gpu, hour, sharing=sharing, group=n)
            for n in groups(inputs, gpu, model.params * bytes_a_parameter(gpu))
        )
        found += [one for one in ways if one is not None]
    return own_first(inputs, found)


def cheapest_fleet(fleets: Sequence[Fleet], volume: Num) -> Fleet:
    """The fleet with the lowest monthly cost at a plain `volume`; ties go to the first."""
    return min(fleets, key=lambda f: f.monthly(volume))


def ever_cheapest(fleets: Sequence[Fleet]) -> list[Fleet]:
    """`fleets` without those that carry no more than another that costs no more, in every sample."""
    found: list[Fleet] = []
    for fleet in sorted(fleets, key=lambda f: (largest(f.month), -largest(f.capacity))):
        if not any(_replaces(one, fleet) for one in found):
            found.append(fleet)
    return found


def _replaces(one: Fleet, other: Fleet) -> bool:
    """Whether `one` costs no more than `other` at any volume: of either as many run at least, shared alike."""
    return (
        (one.least is other.least or holds_in_all(one.least == other.least))
        and (one.sharing is other.sharing or holds_in_all(one.sharing == other.sharing))
        and holds_in_all(one.month <= other.month)
        and holds_in_all(one.capacity >= other.capacity)
    )


def lowest_monthly(fleets: Sequence[Fleet], volume: Num) -> Num:
    """USD a month of the cheapest fleet, sample by sample."""
    amount = fleets[0].monthly(volume)
    for one in fleets[1:]:
        amount = smaller(amount, one.monthly(volume))
    return amount
