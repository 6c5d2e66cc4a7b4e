"""The files of an export: which there are, how they are packed, how they are laid out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from advisor.errors import BadInput
from advisor.usage.database import Database
from advisor.usage.formats import Format, formats, recognise
from advisor.usage.limits import HEAD
from advisor.usage.raw_lines import Packing, lines_of

Layout = Literal["lines", "list", "documents", "csv"]

_MAGIC: tuple[tuple[bytes, Packing], ...] = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_BOM = "\ufeff"
_KEY = re.compile(r'"([A-Za-z_][\w.]*)"\s*:')


@dataclass(frozen=True)
class ExportFile:
    """One readable file: its format, packing and layout.

    `keys`: names that its head shows as keys of JSON. `columns` and `delimiter`: of a CSV.
    """

    path: Path
    format: Format
    packing: Packing
    layout: Layout
    keys: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    delimiter: str = ","


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all files below the folders named, each once. Raises BadInput."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith(".")]
            if not inside:
                raise BadInput("no file in this folder", file=str(path))
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise BadInput("no such file", file=str(path))
    return list(found)


def examine(path: Path, database: Database) -> ExportFile:
    """What `path` is. Raises BadInput for an empty, unreadable or unknown file."""
    try:
        with path.open("rb") as handle:
            magic = handle.read(4)
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
    packing: Packing = next((p for m, p in _MAGIC if magic.startswith(m)), "none")
    head = _head(path, packing, database).lstrip(_BOM).lstrip()
    if not head:
        raise BadInput("the file is empty", file=str(path))
    return _json(path, packing, head) if head[0] in "[{" else _csv(path, packing, head)


def _head(path: Path, packing: Packing, database: Database) -> str:
    """The first characters, unpacked; a file that breaks off early gives what can be read."""
    if packing == "zstd":
        return "\n".join(_zstd_lines(path, database))
    try:
        with gzip.open(path) if packing == "gzip" else path.open("rb") as handle:
            return handle.read(HEAD).decode("utf-8", "replace")
    except (OSError, EOFError) as e:
        raise BadInput(f"cannot unpack this file ({e})", file=str(path)) from None


def _zstd_lines(path: Path, database: Database) -> Iterator[str]:
    for (line,) in database.ask(f"SELECT line[:{HEAD}] FROM {lines_of(path, 'zstd')} LIMIT 50"):
        yield line or ""


def _json(path: Path, packing: Packing, head: str) -> ExportFile:
    keys = frozenset(_KEY.findall(head))
    known = recognise(keys, "json")
    if known is None:
        raise _unknown(path, head)
    layout: Layout = "list" if head[0] == "[" else "lines" if _by_line(head) else "documents"
    return ExportFile(path, known, packing, layout, keys)


def _by_line(head: str) -> bool:
    """Whether each line is an object of its own; one broken line at the head does not hide that."""
    first, _, rest = head.partition("\n")
    if not rest.strip():
        return True
    try:
        json.loads(first)
    except ValueError:
        return rest.lstrip().startswith("{")
    return True


def _csv(path: Path, packing: Packing, head: str) -> ExportFile:
    line = head.split("\n", 1)[0].rstrip("\r")
    delimiter = max(",\t;", key=line.count)
    columns = tuple(c.strip() for c in next(csv.reader(io.StringIO(line), delimiter=delimiter)))
    known = recognise(columns, "csv")
    if known is None:
        raise _unknown(path, line)
    if len(set(columns)) != len(columns):
        twice = next(c for c in columns if columns.count(c) > 1)
        raise BadInput("two columns of one name", file=str(path), line=1, text=twice)
    return ExportFile(path, known, packing, "csv", frozenset(), columns, delimiter)


def _unknown(path: Path, head: str) -> BadInput:
    names = ", ".join(f.name for f in formats())
    return BadInput("not an export that is known here", file=str(path), text=head[:200], expected=names)
