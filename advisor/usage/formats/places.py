"""Paths into JSON: names joined by points; a name that holds points stands in quotes, an index in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

MISSING = object()
INSIDE = " > "
"""In a path: what follows stands in JSON that is kept as text."""
_DEPTH = 6
_ODD = re.compile(r"[.@:\[\]]")
_PART = re.compile(r'"([^"]+)"|([^."\[\]]+)|\[(\d+)\]')


def path_parts(path: str) -> list[str]:
    """The names and indexes of a path; an index keeps its brackets."""
    return [quoted or name or f"[{index}]" for quoted, name, index in _PART.findall(path)]


def json_path(path: str) -> str:
    """The path as DuckDB writes it."""
    parts = path_parts(path)
    return "$" + "".join(p if _is_index(p) else '."' + p.replace('"', '""') + '"' for p in parts)


def look(value: Any, path: str) -> Any:
    """What stands at `path` in parsed JSON; text on the way that is JSON is opened. MISSING for nothing."""
    for part in path_parts(path):
        if _is_index(part):
            value = (
                value[int(part[1:-1])]
                if isinstance(value, list) and int(part[1:-1]) < len(value)
                else MISSING
            )
        else:
            value = value.get(part, MISSING) if isinstance(value, Mapping) else MISSING
        if value is MISSING:
            return MISSING
    return value


def value_paths(record: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[str]:
    """The paths to all values in a record that are neither lists nor objects."""
    for name, value in record.items():
        path = before + (f'"{name}"' if _ODD.search(name) else name)
        if isinstance(value, Mapping) and depth < _DEPTH:
            yield from value_paths(value, path + ".", depth + 1)
        elif not isinstance(value, list | Mapping):
            yield path


def _is_index(part: str) -> bool:
    return part.startswith("[") and part.endswith("]")
