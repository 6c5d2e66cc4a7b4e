"""JSON that holds a table: a list of names beside lists of cells, as answers of queries, or a list for each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.usage.tables.role_names import role_column

_NAMES = ("name", "Name", "column_name", "columnName", "text", "label", "field")
"""Where the object that tells of a column keeps its name."""
_DEPTH = 6
_FEWEST = 2
Cells = Sequence[Any]


@dataclass(frozen=True)
class JsonTable:
    """The names of the columns, and the cells of each row."""

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


def table_in(document: Any) -> JsonTable | None:
    """The table that a document is, all its parts of the same columns put together; None for any other.

    Of tables of several kinds that of calls is meant.
    """
    by_column = _by_column(document)
    if by_column is not None:
        return by_column
    found: dict[tuple[str, ...], list[Cells]] = {}
    for table in _tables(document, 0):
        found.setdefault(table.columns, []).extend(table.rows)
    kinds = [c for c in found if _are_calls(c)] if len(found) > 1 else list(found)
    return JsonTable(kinds[0], tuple(found[kinds[0]])) if len(kinds) == 1 else None


def _tables(value: Any, depth: int) -> list[JsonTable]:
    """The tables in a value, each as far inside as its names and its rows stand together."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    nests = [
        v for v in inner if isinstance(v, Mapping) or (isinstance(value, Mapping) and isinstance(v, list))
    ]
    found = [t for v in nests if depth < _DEPTH for t in _tables(v, depth + 1)]
    if found or not isinstance(value, Mapping):
        return found
    parts = list(_parts(value, depth))
    heads = [names for part in parts if (names := _column_names(part)) is not None]
    bodies = [rows for part in parts if (rows := _rows(part)) is not None]
    return [t for names in heads for rows in bodies if (t := _fitting(names, rows)) is not None][:1]


def _are_calls(columns: tuple[str, ...]) -> bool:
    return all(role_column(role, columns, counted=True) for role in ("input", "output"))


def _fitting(names: tuple[str, ...], rows: Sequence[Cells]) -> JsonTable | None:
    """Rows under their names, turned round where there is a list for each column."""
    if all(len(row) == len(names) for row in rows):
        return JsonTable(names, tuple(rows))
    alike = len({len(row) for row in rows}) == 1
    return JsonTable(names, tuple(zip(*rows, strict=True))) if alike and len(rows) == len(names) else None


def _by_column(document: Any) -> JsonTable | None:
    """A table of an object with the cells of each column, in a list or by the number of their row."""
    if not isinstance(document, Mapping) or len(document) < _FEWEST:
        return None
    held = list(document.values())
    names = tuple(document)
    if not _are_calls(names):
        return None
    if all(isinstance(v, Mapping) and v.keys() == held[0].keys() for v in held):
        held = [list(v.values()) for v in held]
    if not all(isinstance(v, list) and len(v) == len(held[0]) and not any(map(_is_nest, v)) for v in held):
        return None
    return JsonTable(names, tuple(zip(*held, strict=True)))


def _parts(value: Any, depth: int) -> Iterator[Any]:
    """The lists in an object and in those inside it."""
    if isinstance(value, list) and value:
        yield value
    for one in value.values() if isinstance(value, Mapping) and depth < _DEPTH else ():
        yield from _parts(one, depth + 1)


def _column_names(value: Sequence[Any]) -> tuple[str, ...] | None:
    """The names that a list gives, as texts or in objects; None where it gives none, or one twice."""
    found = tuple(v if isinstance(v, str) else _name(v) for v in value)
    return found if len(found) >= _FEWEST and all(found) and len(set(found)) == len(found) else None


def _name(value: Any) -> str:
    held = next((value[n] for n in _NAMES if n in value), "") if isinstance(value, Mapping) else ""
    return held if isinstance(held, str) else ""


def _rows(value: Sequence[Any]) -> list[Cells] | None:
    """The cells of a list of rows; None for a list of anything else."""
    rows = [_row(v) for v in value]
    return [r for r in rows if r is not None] if rows and all(r is not None for r in rows) else None


def _row(value: Any) -> Cells | None:
    """The cells of a row, itself or the only list that it holds."""
    lists = [v for v in value.values() if isinstance(v, list)] if isinstance(value, Mapping) else [value]
    cells = [_cell(c) for c in lists[0]] if len(lists) == 1 and isinstance(lists[0], list) else []
    return cells if cells and not any(map(_is_nest, cells)) else None


def _cell(value: Any) -> Any:
    """A cell, also where an object tells its type by a name."""
    return next(iter(value.values())) if isinstance(value, Mapping) and len(value) == 1 else value


def _is_nest(value: Any) -> bool:
    return isinstance(value, list | Mapping)
