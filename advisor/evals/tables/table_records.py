"""The rows of tables as objects: from CSV, and from lists in JSON."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import HEAD
from advisor.evals.opening import json_stream
from advisor.evals.rows.row import RunInfo, listed, mapping
from advisor.evals.tables.table_cells import rows_of, unique
from advisor.evals.tables.table_kinds import TableKind
from advisor.evals.tables.table_values import model_beside
from advisor.files.drawn_table import drawn_tables
from advisor.files.stacked_heads import joined_heads

_TITLES = 10
"""Rows among which the head of a table is looked for."""
_SPLIT = re.compile(r'\{\s*"columns"\s*:\s*\[\s*"')
_DELIMITERS = ",\t;|"


@dataclass(frozen=True)
class Header:
    """The head of a table: the last of its lines from 1, the names, and what stands between them."""

    line: int
    columns: tuple[str, ...]
    delimiter: str


def find_header(head: str) -> Header:
    """The head of the CSV that begins with `head`: its first row, or the first below titles that is as full as most."""
    first = head.split("\n", 1)[0]
    best = _header(head, max(_DELIMITERS, key=first.count))
    if len(best.columns) < 2:
        best = _header(head, max(_DELIMITERS, key="".join(head.splitlines(True)[:_TITLES]).count))
    return best


def title_above(head: str) -> list[str]:
    """The cells of the line above the head of a CSV; none where the head is its first line."""
    header = find_header(head)
    above = [line for line in head.splitlines()[: header.line - 1] if line.strip()]
    return [c.strip() for c in next(csv.reader(above[-1:], delimiter=header.delimiter), [])]


def _header(head: str, delimiter: str) -> Header:
    reader = csv.reader(io.StringIO(head), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [c.strip() for c in cells]) for cells in itertools.islice(reader, _TITLES)]
    except csv.Error:
        rows = []
    full = max((_filled(cells) for _, cells in rows), default=0)
    # A title fills one cell of many; a head may lack the name of one column.
    of_title = itertools.takewhile(lambda row: _filled(row[1]) * 2 < full, rows)
    found = rows[len(list(of_title)):] or [(1, [head.split("\n", 1)[0]])]  # fmt: skip
    line, cells = found[0]
    if len(found) > 1 and (joined := joined_heads(cells, found[1][1])) is not None:
        return Header(found[1][0], joined, delimiter)
    return Header(line, tuple(cells), delimiter)


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def are_in_cells(head: str) -> bool:
    """Whether the tables drawn in this text stand inside the cells of a CSV, as answers of models do."""
    for delimiter in _DELIMITERS:
        try:
            cells = [c for row in csv.reader(io.StringIO(head), delimiter=delimiter) for c in row]
        except csv.Error:
            continue
        if any(drawn_tables(c.splitlines()) for c in cells if "\n" in c):
            return True
    return False


def csv_records(handle: IO[str], file: str) -> Iterator[tuple[int, Any]]:
    """The rows of a CSV as objects, each with its line. Raises BadInput."""
    header = find_header(handle.read(HEAD))
    handle.seek(0)
    above = sum(1 for _ in itertools.islice(iter(handle.readline, ""), header.line))
    names, delimiter = unique(header.columns, file), header.delimiter
    for line, cells in rows_of(csv.reader(handle, delimiter=delimiter), file):
        if len(cells) != len(names):
            why = (
                "fewer columns than the header" if len(cells) < len(names) else "more columns than the header"
            )
            yield line + above, BadInput(why, text=delimiter.join(cells)[:80])
        else:
            yield line + above, dict(zip(names, cells, strict=True))


def json_records(handle: IO[str], kind: TableKind, file: str, info: RunInfo) -> Iterator[tuple[int, Any]]:
    """The objects of a list in JSON, at the top or where this kind of table has it; in `info` the model beside them.

    Raises BadInput.
    """
    place, count = _place_of_rows(handle, kind, file), 0
    handle.seek(0)
    info.model = _model_beside(handle, kind, place, file) if place else ""
    handle.seek(0)
    for found, value in json_stream.members(handle, place, file):
        if found == place:
            count += 1
            yield count, value
    if not count:
        raise BadInput("no list of rows in this JSON", file=file)


def _model_beside(handle: IO[str], kind: TableKind, place: json_stream.Place, file: str) -> str:
    wanted = {name.partition(".")[0] for name in kind.beside}
    values = {
        p[0]: v
        for p, v in json_stream.members(handle, place, file)
        if len(p) == 1 and p[0] in wanted and p != place
    }
    return model_beside(values, kind.beside)


def columns_of_split(head: str) -> list[str]:
    """The columns of JSON that holds them apart from its rows, as pandas and MLflow write it; else none."""
    if _SPLIT.match(head) is None:
        return []
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(head, head.index("["))
    except ValueError:
        return []
    return list(map(str, found))


def split_records(handle: IO[str], file: str) -> Iterator[tuple[int, Any]]:
    """The rows of JSON that holds its columns apart. Raises BadInput."""
    columns: list[str] = []
    count = 0
    for place, value in json_stream.members(handle, ("data",), file):
        if place == ("columns",):
            columns = list(map(str, listed(value)))
        elif place == ("data",):
            count += 1
            yield count, dict(zip(columns, listed(value), strict=False))


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
