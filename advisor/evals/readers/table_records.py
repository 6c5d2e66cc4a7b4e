"""The rows of tables as objects: from CSV, and from lists in JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals import json_stream
from advisor.evals.limits import HEAD
from advisor.evals.readers.table_cells import rows_of, unique
from advisor.evals.readers.table_kinds import TableKind
from advisor.evals.row import mapping


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
