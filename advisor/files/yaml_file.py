"""Strict YAML: plain data only, each value with the line it stands on.

Refused, each with file:line: tags, anchors and aliases, duplicate keys, keys that are not text,
nesting deeper than MAX_DEPTH, files larger than MAX_BYTES or of more than MAX_VALUES values,
several documents, text that is not UTF-8.
"""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from advisor.errors import BadInput
from advisor.files import bounded

MAX_DEPTH = 32
MAX_BYTES = 4 * 1024 * 1024
MAX_VALUES = 50_000
"""Ten times what the largest file of ours holds, and about half a second of reading."""
_SHOWN = 80
"""Characters of a line that an error shows."""

_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
# YAML 1.1 also reads 010 as 8 and 1:30 as 90; nobody who writes them means that, so they stay text.
_DECIMAL = re.compile(
    r"[-+]?(?:0|[1-9][0-9]*|[0-9]*\.[0-9]*|[0-9]+\.)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", re.I
)

Place = tuple[str | int, ...]


class Document:
    """Parsed data and the line of every value in it, by its path of keys and indexes.

    `numerals`: how plain numbers were written, by their path; empty if the document came from a cache.
    """

    def __init__(
        self, data: Any, file: str, lines: dict[Place, int], numerals: dict[Place, str] | None = None
    ) -> None:
        self.data, self.file, self.lines, self.numerals = data, file, lines, numerals or {}

    def line(self, place: Place = ()) -> int:
        """Line (from 1) of the value at `place`, or of the nearest enclosing value."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, message: str, **details: Any) -> BadInput:
        """A BadInput that points at `place`."""
        return BadInput(message, file=self.file, line=self.line(place), **details)


def read(path: Path) -> Document:
    """Read one YAML file. Raises BadInput for all that is not a readable file of plain YAML."""
    return parse(bounded.read_text(path, MAX_BYTES, "a YAML text file"), str(path))


@functools.cache
def beside(module: str, name: str) -> Mapping[str, Any]:
    """The data of the file `name` in the folder of a module's file, read once."""
    data: Mapping[str, Any] = read(Path(module).with_name(name)).data
    return data


def parse(text: str, file: str = "<text>") -> Document:
    """Parse YAML text. Raises BadInput with the line of the first thing refused."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.feed(event)
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        # Newer PyYAML refuses deep nesting itself, before the events that would let this reader count it.
        if "nesting depth" in (e.problem or ""):
            raise BadInput(
                f"nested deeper than {MAX_DEPTH} levels", file=file, line=mark.line + 1 if mark else None
            ) from None
        raise _invalid(text, file, e.problem or e.context, mark.line if mark else None) from None
    except yaml.YAMLError as e:  # a character YAML does not allow
        at = getattr(e, "position", None)
        raise BadInput(
            "not valid YAML (a character that YAML does not allow)",
            file=file,
            line=text.count("\n", 0, at) + 1 if at is not None else None,
        ) from None
    return Document(builder.data, file, builder.lines, builder.numerals)


def _invalid(text: str, file: str | None, why: str | None, at: int | None) -> BadInput:
    """The error of a line that is no YAML, with the line; a tab is the commonest reason and is not seen in it."""
    lines = text.split("\n")
    place = None if at is None else min(at, len(lines) - 1)
    said = "" if place is None else lines[place]
    return BadInput(
        f"not valid YAML ({why})",
        file=file,
        line=None if place is None else place + 1,
        text=said.strip()[:_SHOWN] or None,
        expected="spaces in place of the tab" if "\t" in said[: len(said) - len(said.lstrip())] else None,
    )


class _Builder:
    """Turns the event stream into data; a stack of open collections, no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: Any = None
        self.lines: dict[Place, int] = {}
        self.numerals: dict[Place, str] = {}
        self._resolver, self._constructor = Resolver(), SafeConstructor()
        self._open: list[tuple[Any, Place]] = []
        self._key: list[str | None] = []
        self._documents = self._values = 0

    def feed(self, event: yaml.Event) -> None:
        line = (event.start_mark.line if event.start_mark else 0) + 1
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise BadInput("a second YAML document", file=self.file, line=line, expected="one")
            case yaml.AliasEvent():
                raise BadInput(
                    "YAML aliases are not accepted", file=self.file, line=line, text=f"*{event.anchor}"
                )
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._plain(event, line)
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._key.pop()
            case yaml.ScalarEvent():
                self._plain(event, line)
                if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
                    self._new_key(event.value, line)
                else:
                    value = self._scalar(event, line)
                    place = self._place(value, line)
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        self.numerals[place] = event.value
            case _:
                pass

    def _plain(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise BadInput(
                "YAML anchors are not accepted", file=self.file, line=line, text=f"&{event.anchor}"
            )
        if event.tag is not None:
            raise BadInput("YAML tags are not accepted", file=self.file, line=line, text=event.tag)

    def _start(self, collection: Any, line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise BadInput(f"nested deeper than {MAX_DEPTH} levels", file=self.file, line=line)
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            raise BadInput("a key must be plain text", file=self.file, line=line)
        place = self._place(collection, line)
        self._open.append((collection, place))
        self._key.append(None)

    def _new_key(self, key: str, line: int) -> None:
        mapping, place = self._open[-1]
        if key in mapping:
            raise BadInput("duplicate key", file=self.file, line=line, text=key)
        self._key[-1] = key
        self.lines[(*place, key)] = line

    def _place(self, value: Any, line: int) -> Place:
        self._values += 1
        if self._values > MAX_VALUES:
            raise BadInput(f"more than {MAX_VALUES:,} values", file=self.file, line=line)
        if not self._open:
            self.data = value
            self.lines[()] = line
            return ()
        parent, place = self._open[-1]
        if isinstance(parent, dict):
            key = self._key[-1]
            assert key is not None
            parent[key] = value
            self._key[-1] = None
            return (*place, key)
        parent.append(value)
        inner = (*place, len(parent) - 1)
        self.lines[inner] = line
        return inner

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Any:
        tag = self._resolver.resolve(ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == "tag:yaml.org,2002:str" or not event.implicit[0]:
            return event.value
        if tag in _NUMBERS and not _DECIMAL.fullmatch(event.value):
            return event.value
        node = ScalarNode(tag, event.value)
        try:
            value = self._constructor.construct_object(node)
        except (ValueError, OverflowError):
            return event.value
        if isinstance(value, float) and not math.isfinite(value):
            raise BadInput("not a finite number", file=self.file, line=line, text=event.value)
        if isinstance(value, datetime.datetime):
            return event.value
        return value if isinstance(value, str | int | float | bool | datetime.date | None) else event.value
