"""Several variations of one workload, one after the other in the same arrays, so that they are priced at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.sensitivity.base_case import BaseCase


def stacked_variations(base_case: BaseCase, variations: Sequence[tuple[str, Sequence[float]]]) -> Inputs:
    """Each input of `variations` alone at each of its values, all else as in `base_case`, in this order."""
    rows = [base_case.given({name: np.asarray(values, dtype=float)}) for name, values in variations]
    sizes = [len(values) for _, values in variations]
    facts = _joined([r.facts for r in rows], sizes, base_case.inputs.facts)
    samples = _joined([r.samples for r in rows], sizes, _likely(base_case, [n for n, _ in variations]))
    return replace(base_case.inputs, facts=facts, samples=samples, used={})


def _joined(
    rows: Sequence[Mapping[str, Any]], sizes: Sequence[int], base: Mapping[str, Any]
) -> dict[str, Any]:
    varied = {name for row in rows for name, value in row.items() if isinstance(value, np.ndarray)}
    found = {name: value for name, value in base.items() if name not in varied}
    for name in varied:
        parts = [np.broadcast_to(row.get(name, base[name]), (n,)) for row, n in zip(rows, sizes, strict=True)]
        found[name] = np.concatenate(parts)
    return found


def _likely(base_case: BaseCase, names: Sequence[str]) -> dict[str, Any]:
    """The likely values of the figures and prices among `names`."""
    found = dict(base_case.inputs.samples)
    for name in names:
        if name not in base_case.inputs.facts:
            found.setdefault(name, base_case.likely(name))
    return found
