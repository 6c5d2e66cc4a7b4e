"""Several cards of one kind that hold a model together and serve as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.line_items import GIGA

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Gpu

_SUMS = ("vram_gb", "bandwidth_tb_s", "fp16_tflops", "fp8_tflops")


def groups(inputs: Inputs, gpu: Gpu, weights: float) -> Iterator[int]:
    """How many of `gpu` hold so many bytes of weights: one, and twice as many until enough memory is free for work."""
    figure = inputs.knowledge.assumption
    most = figure("group_most").likely if gpu.vram_gb >= figure("group_vram_least").likely else 1
    free = gpu.vram_gb * GIGA * figure("memory_usable").likely * figure("group_weights_most").likely
    group = 1
    yield group
    while weights > free * group and 2 * group <= most:
        group *= 2
        yield group


def as_one(gpu: Gpu, group: int) -> Gpu:
    """`group` of `gpu` as one: their memory, bandwidth and operations added up."""
    if group == 1:
        return gpu
    each = {name: getattr(gpu, name) for name in _SUMS}
    return replace(gpu, **{name: value * group for name, value in each.items() if value is not None})
