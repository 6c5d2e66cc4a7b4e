"""Result tables of platforms and of the user's own making: CSV, JSONL, or a list in JSON."""

from __future__ import annotations

import csv
import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals import json_stream
from advisor.evals.error_kind import state_of_error
from advisor.evals.escalation import SIGNALS
from advisor.evals.failure_causes import cause_of
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

Cells = Mapping[str, Any]


def read(
    records: Iterable[tuple[int, Any]], kind: TableKind, file: str, info: RunInfo
) -> Iterator[EvalRow | BadRow]:
    """The rows of a table. `records` are objects with their line or number."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    seen: set[str] = set()
    for at, record in records:
        if isinstance(record, BadInput):
            yield BadRow(record.message, at, str(record.text or ""))
        elif not isinstance(record, dict):
            yield BadRow("not an object", at, str(record)[:80])
        elif not kind.only or str(record.get(kind.only)).lower() != "false":
            row = _row(record, kind, at, stem, seen)
            named = named or (isinstance(row, EvalRow) and row.model != stem)
            yield row
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
    count = 0
    for place in kind.rows:
        handle.seek(0)
        for found, value in json_stream.members(handle, place, file):
            if found == place and not (place == () and isinstance(value, dict) and _holds(value, kind)):
                count += 1
                yield count, value
        if count:
            return
    raise BadInput("no list of rows in this JSON", file=file)


def _holds(value: Mapping[str, Any], kind: TableKind) -> bool:
    return any(len(p) == 1 and isinstance(value.get(p[0]), list) for p in kind.rows)


def names_in(value: Any, prefix: str = "", depth: int = 2) -> Iterator[str]:
    """The names in an object, and those inside them as a.b."""
    for key, inner in mapping(value).items():
        yield f"{prefix}{key}"
        if depth and isinstance(inner, dict):
            yield from names_in(inner, f"{prefix}{key}.", depth - 1)


def _row(record: Cells, kind: TableKind, at: int, stem: str, seen: set[str]) -> EvalRow | BadRow:
    scores, unread = _scores(record, kind)
    error = text(_first(record, kind.roles.get("error", ())))
    row_id = text(_first(record, kind.roles.get("row_id", ())))
    again = bool(kind.long) and bool(row_id) and row_id in seen
    seen |= {row_id} if kind.long and row_id else set()
    if unread and not scores and not error:
        return BadRow(f"a score that is no number: {unread[:40]}", at)
    content = _content(record, kind)
    item = text(_first(record, kind.roles.get("item", ()))) or content
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
        state=state,
        scores=scores if state == "scored" else {},
        why=error or ("" if scores else "no score"),
        cause=_cause(record, kind, scores) if state == "scored" else "",
        judge=text(_first(record, kind.roles.get("judge", ()))),
        again=again,
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


def _scores(record: Cells, kind: TableKind) -> tuple[dict[str, float], str]:
    """Scores by metric, and the first value that is none."""
    given: list[tuple[str, Any]] = []
    if kind.long:
        given.append((text(_first(record, kind.long["metric"])), _first(record, kind.long["score"])))
    for column, value in record.items():
        for pattern in kind.scores:
            if match := pattern.fullmatch(column):
                given.append((match[1], value))
    for name in kind.listed:
        given += _listed(_at(record, name))
    metric = text(_first(record, kind.roles.get("metric", ())))
    given += [(metric or c, v) for c in kind.roles.get("score", ()) if (v := _at(record, c)) is not None]
    signals = [(c, v) for c in kind.roles.get("signal", ()) if (v := _at(record, c)) is not None]
    given += [("confidence" if c not in SIGNALS else c, v) for c, v in signals]
    given += [(HUMAN, v) for c in kind.roles.get("human", ()) if (v := _at(record, c)) is not None]
    found = {name: value for name, v in given if (value := number(v)) is not None}
    return found, next((text(v) for _, v in given if number(v) is None and not _empty(v)), "")


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


def _content(record: Cells, kind: TableKind) -> str:
    patterns = kind.roles.get("input", ())
    exact = {p: v for p in patterns if not _empty(v := _at(record, p))}
    wide = {
        c: v for c, v in record.items()
        if any("*" in p and fnmatch.fnmatchcase(c, p) for p in patterns) and c not in kind.ignored
    }  # fmt: skip
    found = {**exact, **wide}
    return digest(found) if found else ""


def _first(record: Cells, names: Iterable[str]) -> Any:
    return next((v for n in names if not _empty(v := _at(record, n))), None)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


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
