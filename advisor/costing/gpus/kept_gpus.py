"""GPUs that are there already: what they go on costing, whatever runs on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.gpus.gpu_hour import kept_hour

if TYPE_CHECKING:
    from advisor.costing.gpus.gpu_serving import Fleet
    from advisor.costing.inputs import Inputs


def kept(inputs: Inputs, fleets: Iterable[Fleet]) -> list[Fleet]:
    """`fleets` at what they cost once they are there: bought cards draw current alone."""
    hours = ((f, kept_hour(inputs, inputs.knowledge.gpu(f.gpu))) for f in fleets)
    return [replace(f, hour=hour) for f, hour in hours if hour is not None]
