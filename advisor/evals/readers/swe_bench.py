"""Reports of SWE-bench: the ids of what was resolved, what was not, and what could not be tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.opening.whole_json import whole_json
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, listed, mapping, text

TOOL = "SWE-bench"
_HEAD = re.compile(r'"(resolved_instances|resolved_ids)"\s*:')


def fits(head: str) -> bool:
    """Whether a document that begins with `head` is such a report."""
    return _HEAD.search(head) is not None and '"total_instances"' in head


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow]:
    """A row for each instance that was submitted; one without a patch is not resolved. Raises BadInput."""
    report = mapping(whole_json(handle, file))
    if "resolved_ids" not in report:
        raise BadInput(
            "only counts of SWE-bench, no row an example", file=file, expected="a report with resolved_ids"
        )
    model = _model(file)
    info.notes.append(f"the file's name says the model: {model}")
    ids = {
        name: _ids(report, name) for name in ("resolved", "unresolved", "empty_patch", "error", "incomplete")
    }
    if ids["empty_patch"]:
        info.notes.append(f"{len(ids['empty_patch']):,} instances without a patch count as not resolved")
    if ids["incomplete"]:
        info.notes.append(f"{len(ids['incomplete']):,} instances were not submitted and are left out")
    right, wrong = set(ids["resolved"]), {*ids["unresolved"], *ids["empty_patch"]}
    for item in dict.fromkeys([*ids["resolved"], *ids["unresolved"], *ids["empty_patch"]]):
        yield EvalRow(model=model, item=item, state="scored", scores={PASS: float(item in right)})
    for item in dict.fromkeys(i for i in ids["error"] if i not in right | wrong):
        yield EvalRow(model=model, item=item, state="missing", why="the tests could not be run")


def _ids(report: Mapping[str, Any], name: str) -> list[str]:
    return [text(i) for i in listed(report.get(f"{name}_ids"))]


def _model(file: str) -> str:
    """The model, which stands in the file's name before the name of the run."""
    stem = Path(file.removesuffix(".gz")).stem
    return (stem.rpartition(".")[0] or stem).replace("__", "/")
