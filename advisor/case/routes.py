"""The routes a workload can take, their groups, and the bands of break-even."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

UNTRAINED = ("prompt", "other-model", "cascade", "rag")
TUNED = ("encoder", "lora", "hosted-ft", "self-host")
ROUTES = (*UNTRAINED, *TUNED)
ROUTE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "untrained": UNTRAINED,
    "trained": TUNED,
    "tuned": tuple(r for r in TUNED if r != "encoder"),
}
"""What rules may name in place of a list of routes; `tuned` are those that tune a language model."""
BANDS = ("never", "below-3x", "3x-to-10x", "10x-plus")
"""Ids of the bands, fixed for good; where they begin and end is a figure of the rules."""


class BandEdges(NamedTuple):
    """Multiples of break-even: below `stay` one stays untrained, from `train` on one trains."""

    stay: float
    train: float
