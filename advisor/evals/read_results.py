"""Result files: which there are, which tool wrote each, and its rows."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_DOCUMENT
from advisor.evals.opening import json_stream
from advisor.evals.opening.json_head import by_lines, columns_of_document, columns_of_lines
from advisor.evals.opening.opened_text import head_of, open_text, start_of
from advisor.evals.opening.rewrite_table import rewritten
from advisor.evals.readers import (
    cucumber,
    deepeval,
    evalplus,
    inspect_log,
    jest,
    junit,
    lm_eval,
    playwright,
    promptfoo,
    promptfoo_csv,
    promptfoo_database,
    promptfoo_yaml,
    swe_bench,
    test_reports,
)
from advisor.evals.readers.result_text import OpenedResults, ResultText, Rows
from advisor.evals.rows.row import RunInfo
from advisor.evals.tables import result_table, table_records
from advisor.evals.tables.any_table import AnyTable, ReadRecords, Records, read_table
from advisor.evals.tables.drawn_records import drawn_records
from advisor.evals.tables.keyed_json import PLACE, keyed_rows
from advisor.evals.tables.plain_table import plain_table
from advisor.evals.tables.records_by_id import records_by_id
from advisor.evals.tables.table_kinds import Chosen, recognise
from advisor.evals.tables.wide_table import IsModel, no_model
from advisor.files.binary_kinds import DATABASE
from advisor.files.drawn_table import drawn_tables

_KEY = re.compile(r'"([A-Za-z_][\w.]*)"\s*:')
_PROMPTFOO = re.compile(r'"results"\s*:\s*\{\s*"(version|timestamp|prompts|results|stats|table)"')
_YAML = re.compile(r"^evalId:|^results:\s*\n\s+version: [23]$", re.MULTILINE)


def open_results(path: Path, chosen: Chosen, is_model: IsModel = no_model) -> OpenedResults:
    """What wrote `path`, and its rows. Raises BadInput for what holds no results.

    `chosen`: columns by role; `is_model`: whether a column is named like a model, whose scores or answers it holds.
    """
    start = start_of(path)
    text = rewritten(path, start)
    if text is not None:
        return _rewritten(path, *text, chosen, is_model)
    if start.startswith(b"PK\x03\x04"):
        info = RunInfo("Inspect")
        return OpenedResults(info, inspect_log.read_zip(path, info))
    if start.startswith(DATABASE):
        info = RunInfo("promptfoo")
        return OpenedResults(info, promptfoo_database.read(path, info))
    return _text(ResultText(path, head_of(path), chosen, is_model))


def _rewritten(
    path: Path, text: Path, folder: TemporaryDirectory[str], chosen: Chosen, is_model: IsModel
) -> OpenedResults:
    """A table read from its text, which goes once the rows were taken; errors name the file itself."""
    try:
        found = open_results(text, chosen, is_model)
    except BadInput as e:
        raise _of(e, path) from None

    def taken() -> Rows:
        with folder:
            try:
                yield from found.rows
            except BadInput as e:
                raise _of(e, path) from None

    return OpenedResults(found.info, taken(), found.links)


def _of(error: BadInput, path: Path) -> BadInput:
    """The error as one of the file itself."""
    error.file = str(path)
    return error


def _text(file: ResultText) -> OpenedResults:
    """What the text is."""
    if not file.head.strip():
        raise BadInput("the file is empty", file=str(file.path))
    if file.head.lstrip()[0] in "[{":
        return _json(replace(file, head=file.head.lstrip()))
    if _YAML.search(file.head):
        return file.read_by("promptfoo", promptfoo_yaml.read)
    if (known := test_reports.report_of(file.head)) is not None:
        read = functools.partial(test_reports.read, report=known, is_model=file.is_model)
        return file.read_by(known["tool"], read)
    if junit.fits(file.head, str(file.path)):
        return file.read_by("JUnit", functools.partial(junit.read, is_model=file.is_model))
    return _drawn(file) or _csv(file)


def _json(file: ResultText) -> OpenedResults:
    keys, by_line = set(_KEY.findall(file.head)), by_lines(file.head)
    if by_line and {"promptIdx", "provider", "success"} <= keys:
        return file.read_by("promptfoo", promptfoo.read_lines)
    if {"doc_id", "doc", "target", "resps"} <= keys:
        return file.read_by("lm-eval", lm_eval.read if by_line else lm_eval.read_list)
    if not by_line and (found := _document(file, keys)) is not None:
        return found
    if (keyed := keyed_rows(file.path, file.head, file.is_model)) is not None:
        return _keyed(file, keyed)
    if not by_line and (records := records_by_id(file.path, file.head)) is not None:
        return _keyed(file, records)
    return _json_table(file, keys, by_line=by_line)


def _document(file: ResultText, keys: set[str]) -> OpenedResults | None:
    """What a known tool wrote as one document in JSON."""
    if (tests := _report_of_tests(file, keys)) is not None:
        return tests
    if _PROMPTFOO.search(file.head):
        return file.read_by("promptfoo", promptfoo.read)
    if {"eval", "status"} <= keys and keys & {"eval_id", "run_id", "plan"}:
        return file.read_by("Inspect", inspect_log.read)
    if "testCases" in keys and keys & {"metricsData", "testPassed", "metricsScores", "success"}:
        return file.read_by("deepeval", deepeval.read)
    if (told := next((r for r in (evalplus, swe_bench) if r.fits(file.head)), None)) is not None:
        return file.read_by(told.TOOL, told.read)
    if "results" in keys and keys & {"n-shot", "group_subtasks", "lm_eval_version"}:
        wanted = "the samples beside it: lm_eval --log_samples --output_path DIR"
        raise BadInput("only means of lm-eval, no row an example", file=str(file.path), expected=wanted)
    behind = promptfoo.stands_behind(file.path, file.head, keys)
    return file.read_by("promptfoo", promptfoo.read) if behind else None


def _report_of_tests(file: ResultText, keys: set[str]) -> OpenedResults | None:
    """What a runner of tests wrote."""
    if jest.fits(keys):
        tool = "CTRF" if "reportFormat" in keys else "Jest"
        return file.read_by(tool, functools.partial(jest.read, is_model=file.is_model))
    for report in (cucumber, playwright):
        if report.fits(file.head):
            return file.read_by(report.TOOL, functools.partial(report.read, is_model=file.is_model))
    return None


def _json_table(file: ResultText, keys: set[str], *, by_line: bool) -> OpenedResults:
    """A table in JSON: an object a line, a list of them, or its columns apart from its rows."""
    if by_line:
        columns, records = columns_of_lines(file.head), _without_kind(json_stream.lines)
    elif columns := table_records.columns_of_split(file.head):
        records = _without_kind(table_records.split_records)
    else:
        columns, records = columns_of_document(file.head), table_records.json_records
    columns = columns or sorted(keys)
    known = recognise(columns) or recognise(keys)
    return read_table(AnyTable(file, columns, known, records))


def _keyed(file: ResultText, rows: list[dict[str, Any]]) -> OpenedResults:
    """Rows that stand below the names of models or of examples."""
    columns = list(table_records.names_in(rows[0])) if rows else []
    found = recognise(columns) or plain_table(columns, file.chosen, file.path, file.head)
    kind = found.mapped(file.chosen).with_roles(model=("model",))
    info = RunInfo(kind.name)
    if PLACE in columns:
        info.notes.append("the n-th score of each model is taken for the same example")
    return OpenedResults(info, result_table.read(enumerate(rows, 1), kind, str(file.path), info), kind.links)


def _csv(file: ResultText) -> OpenedResults:
    columns = list(table_records.find_header(file.head).columns)
    if promptfoo_csv.fits(columns):
        return file.read_by("promptfoo", promptfoo_csv.read)
    records = _without_kind(table_records.csv_records)
    return read_table(AnyTable(file, columns, recognise(columns), records, flat=True))


def _drawn(file: ResultText) -> OpenedResults | None:
    """A table drawn in a text, or several of the same columns; None where there is none. Raises BadInput."""
    if not drawn_tables(file.head.splitlines()) or table_records.are_in_cells(file.head):
        return None
    with open_text(file.path) as handle:
        tables = drawn_tables(handle.read(LARGEST_DOCUMENT).splitlines())
    columns, records = drawn_records(tables, str(file.path))
    return read_table(AnyTable(file, columns, recognise(columns), lambda *_: iter(records), flat=True))


def _without_kind(read: Callable[[IO[str], str], Records]) -> ReadRecords:
    """The records of a text that are the same whatever kind of table they are of."""
    return lambda handle, _kind, file, _info: read(handle, file)
