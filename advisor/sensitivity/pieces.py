"""Samples priced together as far as each way is open or closed in all of them alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

from advisor.costing.arrays import Divided
from advisor.sensitivity.vectorized import Cell, VectorizedComparison

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from advisor.costing.inputs import Inputs
    from advisor.rules import Evaluation, RuleSet
    from advisor.sensitivity.outcome import Outcome

    Places = NDArray[np.int64]

CHUNK = 16_384
"""Samples priced at once: what fits the cache of a core."""


def uniform_pieces(inputs: Inputs, size: int, part: RuleSet) -> Iterator[tuple[Places, VectorizedComparison]]:
    """`inputs` over `size` samples in pieces that can be priced together, each with the places of its samples."""
    every = np.arange(size)
    waiting = [every[start : start + CHUNK] for start in range(0, size, CHUNK)]
    while waiting:
        places = waiting.pop()
        try:
            piece = VectorizedComparison(_at(inputs, places), len(places), part)
        except Divided as apart:
            waiting += [places[~apart.where], places[apart.where]]
        else:
            yield places, piece


def outcomes(inputs: Inputs, size: int, part: RuleSet, base: Evaluation | None = None) -> list[Outcome]:
    """The outcome of each of `size` samples of one workload; `base`: what the rules made of other answers to it."""
    known: dict[Cell, Outcome] = {}
    found: dict[int, Outcome] = {}
    for places, piece in uniform_pieces(inputs, size, part):
        found.update(zip(places.tolist(), piece.outcomes(known, base), strict=True))
    return [found[n] for n in range(size)]


def _at(inputs: Inputs, places: Places) -> Inputs:
    return replace(inputs, facts=_some(inputs.facts, places), samples=_some(inputs.samples, places), used={})


def _some(values: Mapping[str, Any], places: Places) -> dict[str, Any]:
    return {name: v[places] if isinstance(v, np.ndarray) else v for name, v in values.items()}
