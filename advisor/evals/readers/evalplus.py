"""EvalPlus results (`*_eval_results.json`): a task passes where the base tests and the added ones do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening.whole_json import whole_json
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, listed, mapping, text

TOOL = "EvalPlus"
_HEAD = re.compile(r'"(base|plus)_status"\s*:')


def fits(head: str) -> bool:
    """Whether a document that begins with `head` is of EvalPlus."""
    return _HEAD.search(head) is not None and '"eval"' in head


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow]:
    """A row for each sample of each task. Raises BadInput for broken JSON."""
    document = mapping(whole_json(handle, file))
    stem = Path(file.removesuffix(".gz")).stem.removesuffix("_eval_results")
    info.notes.append("a task is right where both the base tests and the added ones pass")
    info.notes.append("no field names the model: the file's name stands for it")
    for task, samples in mapping(document.get("eval")).items():
        yield from (
            EvalRow(model=stem, item=task, state="scored", scores=_scores(mapping(s)))
            for s in listed(samples)
        )


def _scores(sample: Mapping[str, Any]) -> dict[str, float]:
    told = {k: text(sample.get(f"{k}_status")) for k in ("base", "plus")}
    found = {k: float(v in ("pass", "success")) for k, v in told.items() if v}
    return {PASS: min(found.values(), default=0.0), **found}
