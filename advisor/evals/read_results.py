"""Result files: which there are, which tool wrote each, and its rows."""

from __future__ import annotations

import functools
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_DOCUMENT
from advisor.evals.opening import json_stream
from advisor.evals.opening.json_head import by_lines, first_columns
from advisor.evals.opening.opened_text import guarded, head_of, open_text, start_of
from advisor.evals.opening.rewrite_table import rewritten
from advisor.evals.readers import (
    deepeval,
    evalplus,
    inspect_log,
    jest,
    junit,
    lm_eval,
    promptfoo,
    promptfoo_csv,
    promptfoo_database,
    promptfoo_yaml,
    swe_bench,
    table,
    table_records,
)
from advisor.evals.readers.beside_scores import BesideScores, beside_scores
from advisor.evals.readers.compared_labels import ComparedLabels, labels_of
from advisor.evals.readers.drawn_records import drawn_records
from advisor.evals.readers.keyed_json import PLACE, keyed_rows
from advisor.evals.readers.plain_table import plain_table
from advisor.evals.readers.table_kinds import Chosen, TableKind, are_scored, plain_kind, recognise
from advisor.evals.readers.unscored_tables import refuse_unscored
from advisor.evals.readers.wide_table import IsModel, no_model, wide_table
from advisor.evals.readers.winners import refuse_winners
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo
from advisor.files.drawn_table import drawn_tables

Rows = Iterator[EvalRow | BadRow]
Opened = tuple[RunInfo, Rows, TableKind | None]
ReadRows = Callable[[IO[str], str, RunInfo], Rows]

_FIRST = 50
"""Records in which it is seen what a column of scores holds."""
_KEY = re.compile(r'"([A-Za-z_][\w.]*)"\s*:')
_PROMPTFOO = re.compile(r'"results"\s*:\s*\{\s*"(version|timestamp|prompts|results|stats|table)"')
_YAML = re.compile(r"^evalId:|^results:\s*\n\s+version: [23]$", re.MULTILINE)


def open_results(path: Path, chosen: Chosen, is_model: IsModel = no_model) -> Opened:
    """What wrote `path`, its rows, and its kind of table if it is one.

    `chosen`: columns by role; `is_model`: whether a column is named like a model, whose scores or answers it holds.

    The rows are read as they are taken, and raise BadInput where the file breaks off.
    """
    start = start_of(path)
    text = rewritten(path, start)
    if text is not None:
        return _rewritten(path, *text, chosen, is_model)
    if start.startswith(b"PK\x03\x04"):
        info = RunInfo("Inspect")
        return info, inspect_log.read_zip(path, info), None
    if start.startswith(b"SQLite format 3"):
        info = RunInfo("promptfoo")
        return info, promptfoo_database.read(path, info), None
    return _text(path, head_of(path), chosen, is_model)


def _text(path: Path, head: str, chosen: Chosen, is_model: IsModel) -> Opened:
    """What the text is that begins with `head`."""
    if not head.strip():
        raise BadInput("the file is empty", file=str(path))
    if head.lstrip()[0] in "[{":
        return _json(path, head.lstrip(), chosen, is_model)
    if _YAML.search(head):
        return _reader("promptfoo", promptfoo_yaml.read, path)
    if junit.fits(head, str(path)):
        return _reader("JUnit", functools.partial(junit.read, is_model=is_model), path)
    return _drawn(path, head, chosen, is_model) or _csv(path, head, chosen, is_model)


def _rewritten(
    path: Path, text: Path, folder: TemporaryDirectory[str], chosen: Chosen, is_model: IsModel
) -> Opened:
    """A table read from its text, which goes once the rows were taken; errors name the file itself."""
    try:
        info, rows, kind = open_results(text, chosen, is_model)
    except BadInput as e:
        raise _of(e, path) from None

    def taken() -> Rows:
        with folder:
            try:
                yield from rows
            except BadInput as e:
                raise _of(e, path) from None

    return info, taken(), kind


def _of(error: BadInput, path: Path) -> BadInput:
    """The error as one of the file itself."""
    error.file = str(path)
    return error


def _json(path: Path, head: str, chosen: Chosen, is_model: IsModel) -> Opened:
    keys = set(_KEY.findall(head))
    by_line = by_lines(head)
    if by_line and {"promptIdx", "provider", "success"} <= keys:
        return _reader("promptfoo", promptfoo.read_lines, path)
    if {"doc_id", "doc", "target", "resps"} <= keys:
        return _reader("lm-eval", lm_eval.read if by_line else lm_eval.read_list, path)
    if not by_line and jest.fits(keys):
        return _reader("Jest", functools.partial(jest.read, is_model=is_model), path)
    if not by_line:
        found = _document(path, head, keys)
        if found is not None:
            return found
    if (keyed := keyed_rows(path, head, is_model)) is not None:
        return _keyed(path, keyed, chosen, head)
    return _json_table(path, head, by_line, keys, chosen, is_model)


def _document(path: Path, head: str, keys: set[str]) -> Opened | None:
    if _PROMPTFOO.search(head):
        return _reader("promptfoo", promptfoo.read, path)
    if {"eval", "status"} <= keys and keys & {"eval_id", "run_id", "plan"}:
        return _reader("Inspect", inspect_log.read, path)
    if "testCases" in keys and keys & {"metricsData", "testPassed", "metricsScores", "success"}:
        return _reader("deepeval", deepeval.read, path)
    if (told := next((r for r in (evalplus, swe_bench) if r.fits(head)), None)) is not None:
        return _reader(told.TOOL, told.read, path)
    if "results" in keys and keys & {"n-shot", "group_subtasks", "lm_eval_version"}:
        wanted = "the samples beside it: lm_eval --log_samples --output_path DIR"
        raise BadInput("only means of lm-eval, no row an example", file=str(path), expected=wanted)
    return _reader("promptfoo", promptfoo.read, path) if promptfoo.stands_behind(path, head, keys) else None


def _json_table(
    path: Path, head: str, by_line: bool, keys: set[str], chosen: Chosen, is_model: IsModel
) -> Opened:
    split = [] if by_line else table_records.columns_of_split(head)
    columns = split or first_columns(head, by_line)

    def records(handle: IO[str], file: str, kind: TableKind, info: RunInfo) -> Iterator[tuple[int, Any]]:
        if split:
            return table_records.split_records(handle, file)
        return (
            json_stream.lines(handle, file)
            if by_line
            else table_records.json_records(handle, kind, file, info)
        )

    def first() -> list[dict[str, Any]]:
        with open_text(path) as handle:
            return _some(records(handle, str(path), plain_kind(), RunInfo("table")))

    known = recognise(columns) or recognise(keys)
    if unscored := _is_unscored(known, columns, chosen):
        with open_text(path) as handle:
            every = records(handle, str(path), plain_kind(), RunInfo("table"))
            refuse_winners(columns, every, str(path), is_model)
    labels = labels_of(known, columns, first, chosen, str(path))
    if unscored and labels is None:
        refuse_unscored(columns, enumerate(first()), str(path))
    found = known or (labels.kind if labels else plain_table(columns or sorted(keys), chosen, path, head))
    kind = found.mapped(chosen) if labels is None else found
    beside = _beside(kind, columns, first, labels, chosen)

    def rows(handle: IO[str], file: str, info: RunInfo) -> Rows:
        return _read(beside.with_failures(records(handle, file, kind, info)), beside.kind, labels, file, info)

    return *_reader(kind.name, rows, path)[:2], kind


def _is_unscored(known: TableKind | None, columns: list[str], chosen: Chosen) -> bool:
    """Whether neither its kind, nor the user, nor a name says which column of a table holds scores."""
    return known is None and not chosen.roles and not are_scored(columns)


def _beside(
    kind: TableKind,
    columns: list[str],
    first: Callable[[], list[dict[str, Any]]],
    labels: ComparedLabels | None,
    chosen: Chosen,
) -> BesideScores:
    """What stands beside the scores, where the columns of a plain table were not named by hand."""
    if kind.id != plain_kind().id or labels is not None or chosen.roles:
        return BesideScores(kind, None)
    return beside_scores(kind, columns, first)


def _some(records: Iterable[tuple[int, Any]]) -> list[dict[str, Any]]:
    """The first of these records."""
    return [r for _, r in itertools.islice(records, _FIRST) if isinstance(r, dict)]


def _read(
    records: Iterable[tuple[int, Any]],
    kind: TableKind,
    labels: ComparedLabels | None,
    file: str,
    info: RunInfo,
) -> Rows:
    if labels is not None:
        records = labels.scored(records, info)
    return table.read(records, kind, file, info)


def _keyed(path: Path, rows: list[dict[str, Any]], chosen: Chosen, head: str) -> Opened:
    """Rows that stand below the names of models or of examples."""
    columns = list(table_records.names_in(rows[0])) if rows else []
    found = recognise(columns) or plain_table(columns, chosen, path, head)
    kind = found.mapped(chosen).with_roles(model=("model",))
    info = RunInfo(kind.name)
    if PLACE in columns:
        info.notes.append("the n-th score of each model is taken for the same example")
    return info, table.read(enumerate(rows, 1), kind, str(path), info), kind


def _csv(path: Path, head: str, chosen: Chosen, is_model: IsModel) -> Opened:
    columns = list(table_records.find_header(head).columns)
    if promptfoo_csv.fits(columns):
        return _reader("promptfoo", promptfoo_csv.read, path)
    first = table_records.csv_records(io.StringIO(head), str(path))
    return _tabular(path, columns, first, table_records.csv_records, chosen, is_model, head)


def _drawn(path: Path, head: str, chosen: Chosen, is_model: IsModel) -> Opened | None:
    """A table drawn in a text, or several of the same columns; None where there is none. Raises BadInput."""
    if not drawn_tables(head.splitlines()) or table_records.are_in_cells(head):
        return None
    with open_text(path) as handle:
        columns, records = drawn_records(drawn_tables(handle.read(LARGEST_DOCUMENT).splitlines()), str(path))

    def again(_: IO[str], __: str) -> Iterator[tuple[int, Any]]:
        return iter(records)

    return _tabular(path, columns, iter(records), again, chosen, is_model, head)


def _tabular(
    path: Path,
    columns: list[str],
    first: Iterator[tuple[int, Any]],
    records: Callable[[IO[str], str], Iterator[tuple[int, Any]]],
    chosen: Chosen,
    is_model: IsModel,
    head: str,
) -> Opened:
    """A table of these columns; `first`: its first records, `records`: all of them."""
    known = recognise(columns)
    if unscored := _is_unscored(known, columns, chosen):
        with open_text(path) as handle:
            refuse_winners(columns, records(handle, str(path)), str(path), is_model)
    wide = None if chosen.roles else wide_table(columns, first, is_model)
    if wide is not None:
        graded = replace(wide, kind=replace(wide.kind, grades=chosen.grades))
        return _reader(
            "table", lambda handle, file, info: graded.read(records(handle, file), file, info), path
        )

    def some() -> list[dict[str, Any]]:
        with open_text(path) as handle:
            return _some(records(handle, str(path)))

    labels = labels_of(known, columns, some, chosen, str(path))
    if unscored and labels is None:
        with open_text(path) as handle:
            refuse_unscored(columns, records(handle, str(path)), str(path))
    kind = labels.kind if labels else (known or plain_table(columns, chosen, path, head)).mapped(chosen)
    beside = _beside(kind, columns, some, labels, chosen)

    def rows(handle: IO[str], file: str, info: RunInfo) -> Rows:
        return _read(beside.with_failures(records(handle, file)), beside.kind, labels, file, info)

    return *_reader(kind.name, rows, path)[:2], kind


def _reader(tool: str, read: ReadRows, path: Path) -> tuple[RunInfo, Rows, None]:
    info = RunInfo(tool)

    def rows() -> Rows:
        with open_text(path) as handle:
            yield from read(handle, str(path), info)

    return info, guarded(rows(), path), None
