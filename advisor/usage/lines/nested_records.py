"""JSON whose records stand below dates, models or other names, or in lists inside others: each as one record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.files.parsed_json import parsed_json
from advisor.usage.formats.first_records import AROUND
from advisor.usage.formats.places import value_paths
from advisor.usage.tables.role_names import plain_name, role_column, role_words
from advisor.usage.tables.time_column import is_date

_MODEL = re.compile(r"(?=.*\d)[A-Za-z][\w./:@+-]*|[\w.-]+/[\w./:@+-]+")
_COUNTS = ("requests", "uncounted", "input", "output", "cached", "written", "reasoning", "total", "spend")
_DEPTH = 5
Record = dict[str, Any]


def are_nested(documents: Sequence[Any]) -> bool:
    """Whether records of these documents lack what only names or objects around them say."""
    return any(lacking for document in documents for _, lacking in _walk(document, {}, 0))


def nested_records(document: Any) -> Iterator[Record]:
    """Every record of a document, with what the names and objects around it say."""
    yield from (record for record, _ in _walk(document, {}, 0))


def _walk(value: Any, around: Record, depth: int) -> Iterator[tuple[Record, bool]]:
    """Records, and whether each would lack something by itself."""
    if isinstance(value, list):
        fields = _as_fields(value)
        inner = value if fields is None else [fields]
        for one in inner if depth <= _DEPTH else []:
            yield from ((r, lacking or fields is not None) for r, lacking in _walk(one, around, depth))
    elif isinstance(value, dict) and depth <= _DEPTH:
        yield from _of_object(value, around, depth)


def _of_object(value: Record, around: Record, depth: int) -> Iterator[tuple[Record, bool]]:
    name = _named_by(value)
    if name is not None:
        for key, inner in value.items():
            yield from ((r, True) for r, _ in _walk(inner, {**around, name: key}, depth + 1))
        return
    if _counts_tokens(value) and not any(map(_counts_below, value.values())):
        yield {**around, **value}, False
        return
    below = [v for v in value.values() if _holds_records(v)]
    own = {k: v for k, v in value.items() if not any(v is b for b in below)}
    found = [r for b in below for r in _walk(b, {**around, **_told(own)}, depth + 1)]
    if found:
        apart = depth > 0 or bool(_told(own)) or len(below) > 1
        yield from ((r, lacking or apart) for r, lacking in found)
    elif _counts_tokens(value):
        yield {**around, **value}, False
    elif (inside := _inside_text(value)) is not None:
        record, dated = inside
        yield {**around, **record}, depth > 0 or dated


def _named_by(value: Record) -> str | None:
    """What the names of an object are, where they stand for records: times, models, uses; None where they do not."""
    held = list(value.values())
    if not held or not all(isinstance(v, dict) or _are_objects(v) for v in held):
        return None
    if all(map(is_date, value)):
        return "time"
    if all(map(_MODEL.fullmatch, value)):
        return "model"
    alike = len(held) > 1 and all(isinstance(v, dict) and _counts_tokens(v) for v in held)
    return "use_case" if alike else None


def _holds_records(value: Any) -> bool:
    if isinstance(value, dict):
        return _named_by(value) is not None or any(map(_holds_records, value.values()))
    return _are_objects(value)


def _counts_below(value: Any) -> bool:
    """Whether records that count tokens stand in lists, or below names, in a value."""
    if isinstance(value, list):
        return any(
            isinstance(v, list) or (isinstance(v, dict) and (_counts_tokens(v) or _counts_below(v)))
            for v in value
        )
    return isinstance(value, dict) and (
        _named_by(value) is not None or any(map(_counts_below, value.values()))
    )


def _are_objects(value: Any) -> bool:
    if isinstance(value, list) and value and all(isinstance(v, list) for v in value):
        return all(_as_fields(v) is not None for v in value)
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _as_fields(value: list[Any]) -> Record | None:
    """A list of fields, each with its name and value, as an object; None for any other list."""
    if value and all(isinstance(v, dict) and {"field", "value"} <= set(v) for v in value):
        return {v["field"]: v["value"] for v in value}
    return None


def _told(value: Record) -> Record:
    """What an object says of the records inside it: all but its counts, which are those of all together."""
    plain = {k: v for k, v in value.items() if isinstance(v, str | int | float) and not isinstance(v, bool)}
    return {k: v for k, v in plain.items() if not any(_is(role, k) for role in _COUNTS) and _says_anything(k)}


def _says_anything(name: str) -> bool:
    if plain_name(name) in {*role_words()["several"], *role_words()["sessions"]}:
        return True
    return any(_is(role, name) for role in ("time", "model", "project", "key", "tag", "route", "tier"))


def _is(role: str, name: str) -> bool:
    return role_column(role, [name], counted=True) is not None


def _counts_tokens(value: Mapping[str, Any]) -> bool:
    names = list(value_paths(value))
    return all(role_column(role, names, counted=True) is not None for role in ("input", "output"))


def _inside_text(value: Record) -> tuple[Record, bool] | None:
    """The record that a log keeps as text, and whether it has its time from beside it."""
    for name in AROUND:
        inner = parsed_json(value[name]) if isinstance(value.get(name), str) else None
        if isinstance(inner, dict) and _counts_tokens(inner):
            beside = {k: v for k, v in value.items() if _is("time", k)}
            timed = any(_is("time", k) for k in inner) or not beside
            return (inner, False) if timed else ({**beside, **inner}, True)
    return None
