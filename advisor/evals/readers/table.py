"""Result tables of platforms and of the user's own making: CSV, JSONL, or a list in JSON."""

from __future__ import annotations

import csv
import fnmatch
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals import json_stream
from advisor.evals.error_kind import state_of_error
from advisor.evals.escalation import SIGNALS
from advisor.evals.failure_causes import cause_of
from advisor.evals.limits import HEAD
from advisor.evals.readers.table_cells import rows_of, unique
from advisor.evals.readers.table_kinds import TableKind
from advisor.evals.row import (
    HUMAN,
    PASS,
    BadRow,
    CallTokens,
    EvalRow,
    RunInfo,
    State,
    digest,
    listed,
    mapping,
    number,
    text,
)
from advisor.evals.verdict_words import is_no_verdict, is_partly

_LONGEST_UNREAD = 40
"""Characters kept of what stands for a score and is none."""
Cells = Mapping[str, Any]


def read(
    records: Iterable[tuple[int, Any]], kind: TableKind, file: str, info: RunInfo
) -> Iterator[EvalRow | BadRow]:
    """The rows of a table. `records` are objects with their line or number."""
    stem, named, partly = Path(file.removesuffix(".gz")).stem, False, False
    for at, record in records:
        if isinstance(record, BadInput):
            yield BadRow(record.message, at, str(record.text or ""))
        elif not isinstance(record, dict):
            yield BadRow("not an object", at, str(record)[:80])
        elif not kind.only or str(record.get(kind.only)).lower() != "false":
            cells = _scores(record, kind)
            row = _row(record, kind, at, stem, cells)
            named = named or (isinstance(row, EvalRow) and row.model != stem)
            partly = partly or cells.partly
            yield row
    if partly:
        info.notes.append("what is partly right counts half")
    if not named:
        info.notes.append("no column names the model: the file's name stands for it")


def csv_records(handle: IO[str], file: str) -> Iterator[tuple[int, Any]]:
    """The rows of a CSV as objects, each with its line. Raises BadInput."""
    first = handle.readline()
    delimiter = max(",\t;", key=first.count)
    names = unique((c.strip() for c in next(csv.reader([first], delimiter=delimiter))), file)
    for line, cells in rows_of(csv.reader(handle, delimiter=delimiter), file):
        if len(cells) != len(names):
            why = (
                "fewer columns than the header" if len(cells) < len(names) else "more columns than the header"
            )
            yield line + 1, BadInput(why, text=delimiter.join(cells)[:80])
        else:
            yield line + 1, dict(zip(names, cells, strict=True))


def json_records(handle: IO[str], kind: TableKind, file: str) -> Iterator[tuple[int, Any]]:
    """The objects of a list in JSON, at the top or where this kind of table has it. Raises BadInput."""
    place, count = _place_of_rows(handle, kind, file), 0
    handle.seek(0)
    for found, value in json_stream.members(handle, place, file):
        if found == place:
            count += 1
            yield count, value
    if not count:
        raise BadInput("no list of rows in this JSON", file=file)


def _place_of_rows(handle: IO[str], kind: TableKind, file: str) -> json_stream.Place:
    """The first of this kind's lists that stands in the document and is not empty, else the document itself."""
    first, *others = kind.rows
    if not others or handle.read(HEAD).lstrip()[:1] == "[":
        return first
    handle.seek(0)
    best = len(others)
    for found, _ in json_stream.members(handle, others[0], file, *others[1:]):
        best = min(best, others.index(found) if found in others else best)
        if best == 0:
            break
    return others[best] if best < len(others) else first


def names_in(value: Any, prefix: str = "", depth: int = 2) -> Iterator[str]:
    """The names in an object, and those inside them as a.b."""
    for key, inner in mapping(value).items():
        yield f"{prefix}{key}"
        if depth and isinstance(inner, dict):
            yield from names_in(inner, f"{prefix}{key}.", depth - 1)


@dataclass(frozen=True, slots=True)
class _ScoreCells:
    """Scores by metric, what is unread (see EvalRow), whether one is partly right, and a word for no verdict."""

    found: Mapping[str, float]
    unread: Mapping[str, str]
    partly: bool
    lost: str


def _row(record: Cells, kind: TableKind, at: int, stem: str, cells: _ScoreCells) -> EvalRow | BadRow:
    scores = cells.found
    error = text(_first(record, kind.roles.get("error", ()))) or ("" if scores else cells.lost)
    row_id = text(_first(record, kind.roles.get("row_id", ())))
    if cells.unread and not scores and not error:
        unread = next(filter(None, cells.unread.values()))
        return BadRow(f"a score that is no number: {unread}", at, unread=cells.unread)
    item = text(_first(record, kind.roles.get("item", ())))
    content = _content(record, kind, item)
    item = item or content
    if not item:
        return BadRow("neither an id nor an input that tells the example", at)
    state: State = state_of_error(error) if error else "scored" if scores or kind.links else "missing"
    seconds, ms = _amount(record, kind, "seconds"), _amount(record, kind, "ms")
    return EvalRow(
        model=text(_first(record, kind.roles.get("model", ()))) or stem,
        item=item,
        content=content,
        cluster=text(_first(record, kind.roles.get("cluster", ()))),
        row_id=row_id if not kind.long else "",
        part_of=row_id if kind.long else "",
        state=state,
        scores=scores if state == "scored" else {},
        unread=cells.unread if state == "scored" else {},
        why=error or ("" if scores else "no score"),
        cause=_cause(record, kind, scores) if state == "scored" else "",
        judge=text(_first(record, kind.roles.get("judge", ()))),
        ms=ms if ms is not None or seconds is None else seconds * 1000,
        usd=_amount(record, kind, "usd") or None,
        tokens=CallTokens(
            *(_amount(record, kind, f"{side}_tokens") for side in ("input", "output", "cached"))
        ),
    )


def _cause(record: Cells, kind: TableKind, scores: Mapping[str, float]) -> str:
    """What a failed row names as its cause; of a row that passed a category says nothing on failures."""
    passed = scores.get(PASS, next(iter(scores.values()), 1.0))
    return "" if passed >= 1 else cause_of(text(_first(record, kind.roles.get("cause", ()))))


def _amount(record: Cells, kind: TableKind, role: str) -> float | None:
    return number(_first(record, kind.roles.get(role, ())))


_NAMED: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    ("score", lambda column, metric: metric or column),
    ("signal", lambda column, _: column if column in SIGNALS else "confidence"),
    ("human", lambda *_: HUMAN),
)
"""Roles of columns that are scores, and what metric each is."""


def _scores(record: Cells, kind: TableKind) -> _ScoreCells:
    given = [(name, value) for name, value in _given(record, kind) if not _empty(value)]
    words = [value for _, value in given if isinstance(value, str)]
    lost = next((w for w in words if is_no_verdict(w)), "")
    found = {name: value for name, v in given if (value := number(v)) is not None}
    unread = {name: "" if name in found else _unread(v) for name, v in given}
    return _ScoreCells(found, unread if any(unread.values()) else {}, any(map(is_partly, words)), lost)


def _unread(value: Any) -> str:
    """The beginning of what is no score; empty for a word that nobody told, and for a number without end."""
    written = text(value)
    return "" if is_no_verdict(written) or written.lower() in _ENDLESS else written[:_LONGEST_UNREAD]


def _given(record: Cells, kind: TableKind) -> list[tuple[str, Any]]:
    """What stands in the row's columns of scores, by metric."""
    given: list[tuple[str, Any]] = []
    if kind.long:
        given.append((text(_first(record, kind.long["metric"])), _first(record, kind.long["score"])))
    columns = tuple(record)
    given += [(metric, record[column]) for column, metric in _scored(columns, kind.scores)]
    for name in _held(columns, kind.listed):
        given += _listed(_at(record, name))
    metric = text(_first(record, kind.roles.get("metric", ())))
    for role, name_of in _NAMED:
        held = _held(columns, kind.roles.get(role, ()))
        given += [(name_of(c, metric), v) for c in held if (v := _at(record, c)) is not None]
    return given


@functools.lru_cache(maxsize=256)
def _scored(columns: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> tuple[tuple[str, str], ...]:
    """Columns that are scores, each with its metric."""
    return tuple((c, m[1]) for c in columns for p in patterns if (m := p.fullmatch(c)))


def _listed(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(k, _score_of(v) if isinstance(v, dict) else v) for k, v in value.items()]
    entries = [mapping(v) for v in listed(value)]
    given = [(text(e.get("name") or e.get("metricName") or e.get("key")), _score_of(e)) for e in entries]
    verdicts = [e["passed"] for e in entries if isinstance(e.get("passed"), bool)]
    if verdicts and len(verdicts) == len(entries):
        given.insert(0, (PASS, all(verdicts)))
    return given


def _score_of(entry: Mapping[str, Any]) -> Any:
    return next(
        (entry[k] for k in ("score", "value", "result", "avg", "passed") if entry.get(k) is not None), None
    )


def _content(record: Cells, kind: TableKind, item: str) -> str:
    """A digest of what the example is; an expected answer alone is that of many, so its id goes with it."""
    patterns, columns = kind.roles.get("input", ()), tuple(record)
    exact = {p: v for p in _held(columns, patterns) if not _empty(v := _at(record, p))}
    wide = {c: record[c] for c in _fitting(columns, patterns, kind.ignored)}
    found = {**exact, **wide}
    if found and set(found) <= set(kind.roles.get("expected", ())):
        return digest({**found, "": item}) if item else ""
    return digest(found) if found else ""


@functools.lru_cache(maxsize=256)
def _fitting(columns: tuple[str, ...], patterns: tuple[str, ...], but: tuple[str, ...]) -> tuple[str, ...]:
    wide = [p for p in patterns if "*" in p]
    return tuple(c for c in columns if c not in but and any(fnmatch.fnmatchcase(c, p) for p in wide))


def _first(record: Cells, names: tuple[str, ...]) -> Any:
    return next((v for n in _held(tuple(record), names) if not _empty(v := _at(record, n))), None)


@functools.lru_cache(maxsize=256)
def _held(columns: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are one of these columns or may stand inside one: of hundreds known, few are in a row."""
    return tuple(n for n in names if n in columns or n.partition(".")[0] in columns)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


_ENDLESS = ("inf", "-inf", "infinity", "-infinity")
_NOTHING = ("", "nan", "none", "null", "n/a", "na")


def _at(record: Any, name: str) -> Any:
    """The value of a column, or inside one: a.b, and a.0 in a list."""
    if isinstance(record, dict) and name in record:
        return record[name]
    head, _, rest = name.partition(".")
    inner = record.get(head) if isinstance(record, dict) else None
    if isinstance(record, list) and head.isdigit() and int(head) < len(record):
        inner = record[int(head)]
    return _at(inner, rest) if rest and inner is not None else inner if not rest else None
