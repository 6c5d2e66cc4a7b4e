"""Lines of a log with the counts of one call each: key=value pairs, or JSON, after whatever a logger writes before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.usage.formats.places import look, value_paths
from advisor.usage.tables.role_names import role_column

_PAIR = re.compile(
    r"""["']?([A-Za-z_][\w.@-]*)["']?\s?[=:]\s?("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;=(){}\[\]"']+)"""
)
TIME = re.compile(r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?( ?(Z|UTC|[+-]\d\d:?\d\d))?")
"""A time as loggers write it."""
_JSON = json.JSONDecoder()


def log_records(lines: Iterable[str]) -> Iterator[dict[str, Any] | None]:
    """For each line the record of the call that it tells of; None for one that counts no tokens."""
    for line in lines:
        found = _record(line)
        yield found if found is not None and _counts_tokens(found) and _is_of_a_call(found) else None


def _record(line: str) -> dict[str, Any] | None:
    held, before = _object(line)
    record = held if held is not None else _pairs(line)
    if record is None or _timed(record) or (time := TIME.search(before)) is None:
        return record
    return {"time": time[0].replace(",", "."), **record}


def _object(line: str) -> tuple[dict[str, Any] | None, str]:
    """The first JSON object in a line, and what stands before it."""
    at = line.find('{"')
    try:
        value, _ = _JSON.raw_decode(line, at) if at >= 0 else (None, 0)
    except (ValueError, RecursionError):
        value = None
    return (value, line[:at]) if isinstance(value, dict) else (None, line)


def _pairs(line: str) -> dict[str, Any] | None:
    """The pairs of a line, the first of each name."""
    found = {m[1]: m[2].strip("\"'") for m in reversed(list(_PAIR.finditer(line)))}
    return found or None


def _timed(record: Mapping[str, Any]) -> bool:
    return role_column("time", list(record), counted=False) is not None


def _is_of_a_call(record: Mapping[str, Any]) -> bool:
    """Whether it names tokens, a time or a model: `{input: 3, output: 15}` in a text may be anything."""
    names = list(value_paths(record))
    named = any("tok" in name.casefold() for name in names)
    return named or any(role_column(role, names, counted=False) for role in ("time", "model"))


def _counts_tokens(record: Mapping[str, Any]) -> bool:
    """Whether numbers stand under the names that input and output tokens go by."""
    return all(_number(record, role) for role in ("input", "output"))


def _number(record: Mapping[str, Any], role: str) -> bool:
    names = list(value_paths(record))
    column = role_column(role, names, counted=False)
    return column is not None and str(look(record, column.name)).replace(".", "", 1).isdigit()
