"""Which export a file is: the keys of its first records, each at its own level, against what every format marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.usage.formats.export_formats import Format, formats
from advisor.usage.formats.places import INSIDE, MISSING, look, path_parts

_UNIT = re.compile(r"\s*(\[[^\]]*\]|\([^)]*\))$")
_RECORDS = 50
"""Records looked at: a first line may be a header, a failed call, or a record of another kind."""
_INSIDE = 20
AROUND = (
    "@message",
    "message",
    "jsonPayload",
    "_source",
    "event",
    "log",
    "body",
    "textPayload",
    "line",
    "raw",
)
"""Where collectors of logs keep what was logged."""


@dataclass(frozen=True)
class FirstRecord:
    """One of the first records, and the values around it by the name of their level."""

    record: Any
    around: Mapping[str, Any] = field(default_factory=dict)
    document: Any = None

    def value(self, where: str) -> Any:
        """What stands at `where`: a path in the record, or level:path in a value around it, of which the text that is
        JSON may hold more; MISSING for nothing."""
        where, kept, inner = where.partition(INSIDE)
        if kept:
            held = self.value(where)
            return look(_parsed(held), inner) if isinstance(held, str) else MISSING
        level, found, path = where.partition(":")
        held = self.around.get(level, MISSING) if found else self.record
        return look(held, path if found else where)


def recognise_json(documents: Sequence[Any]) -> Format | None:
    """The format with the most marks that stand together in one of the first records."""
    return _best(
        (len(marks), known)
        for known in formats()
        if "json" in known.kinds
        for record in walk(documents, known)
        for marks in known.marks
        if all(_stands(record, mark) for mark in marks)
    )


def recognise_table(columns: Mapping[str, Sequence[str]]) -> Format | None:
    """The format with the most marks among the columns of a table, in any case of letters, with or without units
    behind their names; each with its first cells."""
    here = {n.casefold(): cells for name, cells in columns.items() for n in (_UNIT.sub("", name), name)}
    return _best(
        (len(marks), known)
        for known in formats()
        if "table" in known.kinds
        for marks in known.marks
        if all(_is_column(mark, here) for mark in marks)
    )


def _best(fitting: Iterable[tuple[int, Format]]) -> Format | None:
    """The format with the most marks, of equals the first."""
    _, known = max(fitting, key=lambda f: f[0], default=(0, None))
    return known


def walk(documents: Sequence[Any], known: Format) -> Iterator[FirstRecord]:
    """The first records of `documents`, as the levels of `known` find them."""
    for document in documents[:_RECORDS]:
        found: list[tuple[dict[str, Any], Any]] = [({}, document)]
        for level, key in known.levels.items():
            found = [
                ({**around, level: inner}, inner)
                for around, value in found
                for inner in inside(value, key)[:_INSIDE]
            ]
        yield from (FirstRecord(value, around, document) for around, value in found[:_RECORDS])


def first_documents(head: str, *, by_line: bool) -> list[Any]:
    """The first JSON values of a file, of which only the head is at hand; what is cut off is read as far as it goes."""
    if by_line:
        return [d for line in head.split("\n")[:_RECORDS] if (d := _parsed(line)) is not None]
    found: list[Any] = []
    decoder, at = json.JSONDecoder(), 0
    while at < len(head) and len(found) < _RECORDS:
        try:
            value, at = decoder.raw_decode(head, at)
        except (ValueError, RecursionError):
            value, at = _parsed(head[at:]), len(head)
        found += value[:_RECORDS] if isinstance(value, list) else [] if value is None else [value]
        while at < len(head) and head[at] in " \t\r\n,":
            at += 1
    return found


def unwrapped(documents: Sequence[Any]) -> tuple[str, list[Any]] | None:
    """The key under which a log keeps each record, itself or as text, and the records; None where there is none."""
    for key in AROUND:
        held = [d[key] for d in documents if isinstance(d, Mapping) and key in d]
        inner = [v if isinstance(v, Mapping) else _parsed(v) for v in held if isinstance(v, str | Mapping)]
        found = [v for v in inner if isinstance(v, Mapping)]
        if found:
            return key, found
    return None


def _parsed(text: str) -> Any:
    from pydantic_core import from_json

    try:
        return from_json(text, allow_partial="trailing-strings")
    except (ValueError, RecursionError):
        return None


def inside(value: Any, key: str) -> list[Any]:
    """The values of the list at `key`, or of an object with their names; `value` itself where there is neither."""
    held = look(value, key) if key else MISSING
    if isinstance(held, Mapping):
        return [{"name": name, **inner} for name, inner in held.items() if isinstance(inner, Mapping)] or [
            None
        ]
    return (held or [None]) if isinstance(held, list) else [value]


def _stands(record: FirstRecord, mark: str) -> bool:
    where, equal, value = mark.partition("=")
    held = record.value(where)
    return str(held) == value if equal else held is not MISSING


def _is_column(mark: str, here: Mapping[str, Sequence[str]]) -> bool:
    """A column, or a path into the object that one holds."""
    where = mark.partition("=")[0].rpartition(":")[2].casefold()
    cells = here.get(path_parts(where)[0], ())
    return where in here or any(c.startswith(("{", "[")) for c in cells)
