"""promptfoo's CSV, in columns from 0.120 on, and with one cell an answer before.

Scores are rounded to two places, models stand in the header only, and cells that look like formulas begin with
an apostrophe: the JSON of the same run says more.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from advisor.errors import BadInput
from advisor.evals.rows.error_kind import state_of_error
from advisor.evals.rows.row import PASS, BadRow, EvalRow, RunInfo, digest, number
from advisor.evals.tables.table_cells import rows_of

_HEADER = re.compile(r"^\[(?P<model>.*?)\] ?(?P<prompt>.*)$", re.DOTALL)
_CELL = re.compile(r"^\[(?P<state>PASS|FAIL|ERROR)\](?: \((?P<score>[\d.]+)[^)]*\))?")
_METRIC = "Metric: "


@dataclass(frozen=True)
class _Column:
    """One answer column: which model and prompt, and where its verdict stands (`status` is None in old files)."""

    model: str
    prompt: str
    answer: int
    status: int | None
    score: int | None
    reason: int | None
    metrics: tuple[tuple[str, int], ...]


def fits(header: Sequence[str]) -> bool:
    """Whether these are the columns of promptfoo's CSV."""
    return any(_HEADER.match(c) for c in header) and not {"trace_id", "run_id"} & set(header)


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows, one a cell of answers. Raises BadInput."""
    info.notes.append("scores of the CSV are rounded and models named in its header only; the JSON says more")
    table = rows_of(csv.reader(handle), file)
    _, header = next(table)
    columns, inputs = _columns(header), _inputs(header)
    for line, cells in table:
        if len(cells) < len(header):
            yield BadRow("fewer columns than the header", line, ",".join(cells)[:80])
            continue
        variables = {header[i]: cells[i] for i in inputs if header[i] != "Description"}
        named = next((cells[i] for i in inputs if header[i] == "Description"), "")
        for column in columns:
            yield _row(column, cells, named, digest(variables))
    if not columns:
        raise BadInput("no column of answers", file=file, line=1, expected="[model] prompt")


def _columns(header: Sequence[str]) -> list[_Column]:
    found = [(i, m) for i, c in enumerate(header) if (m := _HEADER.match(c))]
    ends = [i for i, _ in found[1:]] + [len(header)]
    columns = []
    for (at, match), end in zip(found, ends, strict=True):
        after = {header[i]: i for i in range(at + 1, end)}
        metrics = tuple((c.removeprefix(_METRIC), i) for c, i in after.items() if c.startswith(_METRIC))
        columns.append(
            _Column(
                match["model"], match["prompt"].strip(), at,
                after.get("Status"), after.get("Score"), after.get("Grader Reason"), metrics,
            )
        )  # fmt: skip
    return columns


def _inputs(header: Sequence[str]) -> list[int]:
    first = next(i for i, c in enumerate(header) if _HEADER.match(c))
    return list(range(first))


def _row(column: _Column, cells: Sequence[str], named: str, content: str) -> EvalRow | BadRow:
    status, score, why = _verdict(column, cells)
    if status not in ("PASS", "FAIL", "ERROR"):
        return BadRow("neither PASS, FAIL nor ERROR", None, cells[column.answer])
    state = state_of_error(why or cells[column.answer]) if status == "ERROR" else "scored"
    scores = {PASS: float(status == "PASS")} if state == "scored" else {}
    if state == "scored" and score is not None:
        scores["score"] = score
    for name, at in column.metrics if state == "scored" else ():
        value = number(cells[at])
        if value is not None:
            scores[name] = value
    return EvalRow(
        model=column.model, label=column.model, prompt=column.prompt, item=named or content,
        content=content, state=state, scores=scores, why=why,
    )  # fmt: skip


def _verdict(column: _Column, cells: Sequence[str]) -> tuple[str, float | None, str]:
    if column.status is not None:
        score = None if column.score is None else number(cells[column.score])
        return cells[column.status], score, "" if column.reason is None else cells[column.reason]
    match = _CELL.match(cells[column.answer])
    if match is None:
        return "", None, ""
    return match["state"], number(match["score"] or ""), cells[column.answer][match.end() :].strip()
