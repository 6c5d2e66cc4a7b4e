"""Values of a row by the name of their column, or of what lies inside one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.files.parsed_json import parsed_json

FIRST_KEY = "@key"
"""In place of a name: the first key of an object."""
_NOTHING = ("", "nan", "none", "null", "n/a", "na")


def is_empty(value: Any) -> bool:
    """Whether nothing was told."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def value_at(record: Any, name: str) -> Any:
    """The value of a column, or inside one: a.b, a.0 in a list, a.@key; in a cell of CSV too, where it is JSON."""
    record = _object(record) if isinstance(record, str) else record
    if isinstance(record, dict) and name in record:
        return record[name]
    head, _, rest = name.partition(".")
    inner = record.get(head) if isinstance(record, dict) else None
    if isinstance(record, dict) and head == FIRST_KEY:
        inner = next(iter(record), None)
    if isinstance(record, list) and head.isdigit() and int(head) < len(record):
        inner = record[int(head)]
    return value_at(inner, rest) if rest and inner is not None else inner if not rest else None


def model_beside(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The model that is named beside the rows; empty where none is."""
    found = (value_at(values, name) for name in names)
    return next((v for v in found if isinstance(v, str) and not is_empty(v)), "")


def _object(cell: str) -> Any:
    return parsed_json(cell) if cell.startswith("{") else None
