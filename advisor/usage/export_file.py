"""What one file is: its format, how it is packed, how it is laid out."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from advisor.errors import BadInput
from advisor.files.refused_kinds import refused_kind
from advisor.files.stacked_heads import HEAD_LINES, stacked_head
from advisor.usage.database import Database
from advisor.usage.formats.export_formats import Format
from advisor.usage.formats.first_records import (
    FirstRecord,
    first_documents,
    recognise_json,
    recognise_table,
    unwrapped,
    walk,
)
from advisor.usage.formats.fitted_format import fitted
from advisor.usage.formats.places import MISSING
from advisor.usage.limits import HEADS
from advisor.usage.lines.nested_records import are_nested
from advisor.usage.lines.raw_lines import Packing, lines_of, literal, whole_name
from advisor.usage.lines.rewritten_lines import rewritten_lines
from advisor.usage.open_files import OpenedFile
from advisor.usage.tables.column_map import MappedTable, mapped_json, mapped_table
from advisor.usage.tables.table_head import Dates, TableHead, date_style, table_heads
from advisor.usage.unknown_files import unknown_file

Layout = Literal["lines", "list", "documents", "csv", "parquet"]

_MAGIC: tuple[tuple[bytes, Packing], ...] = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_MORE = re.compile(rb'"has_more"\s*:\s*(true|false)')
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ][\d:.,]+(Z|[+-][\d:]+)?)?$|\d+$")
_TAIL = 2048
_FORMS = 2
"""Forms that a file is brought to, one after the other, until it can be read."""
_ROWS = 50
_BOM = "\ufeff"


@dataclass(frozen=True)
class ExportFile:
    """One readable file. `content`: what is read in its place; `levels`: those that its first records show.

    `table`: the head of a CSV or Parquet. `note`: what the user should know of how it was read. `around`: the key
    under which a log keeps each record. `timed`: whether its first records have times; `dates`: how
    JSON writes them. `names`: all columns of a table that is no known export; `named`: whether the user named those of
    its counts.
    """

    path: Path
    content: Path
    format: Format
    packing: Packing
    layout: Layout
    levels: frozenset[str] = frozenset()
    table: TableHead | None = None
    note: str = ""
    around: str = ""
    timed: bool = True
    names: tuple[str, ...] = ()
    dates: Dates = "iso"
    named: bool = False


def examine(opened: OpenedFile, database: Database, roles: Mapping[str, str]) -> ExportFile:
    """What a file is; `roles` names columns of a table that is no known export. Raises BadInput."""
    if opened.parquet:
        return _parquet(opened, database, roles)
    packing = _packing(opened)
    found, head = _examined(opened, packing, database, roles)
    if found is not None:
        return found
    read = _rewritten(opened, packing, database, roles)
    if read is None:
        raise unknown_file(opened.path, head)
    return read


def _rewritten(
    opened: OpenedFile, packing: Packing, database: Database, roles: Mapping[str, str]
) -> ExportFile | None:
    """The file brought to another form, of which the first may have to be brought to a second."""
    notes: list[str] = []
    for _ in range(_FORMS):
        other = rewritten_lines(opened, packing, database.folder)
        if other is None:
            return None
        notes.append(other.note)
        opened, packing = other.file, "none"
        if (read := _examined(opened, packing, database, roles)[0]) is not None:
            return replace(read, note="; ".join(n for n in (*notes, read.note) if n))
    return None


def _examined(
    opened: OpenedFile, packing: Packing, database: Database, roles: Mapping[str, str]
) -> tuple[ExportFile | None, str]:
    """What the file is by as much of its head as it takes, None for nothing known, and that head."""
    for size in HEADS:
        head = _head(opened, packing, database, size).lstrip(_BOM).lstrip()
        if not head:
            raise BadInput("the file is empty", file=str(opened.path))
        found = _recognised(opened, packing, head, roles)
        if found is not None or len(head) < size // 2:
            break
    return found, head


def _packing(opened: OpenedFile) -> Packing:
    try:
        with opened.content.open("rb") as handle:
            magic = handle.read(4)
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=str(opened.path)) from None
    return next((p for m, p in _MAGIC if magic.startswith(m)), "none")


def _head(opened: OpenedFile, packing: Packing, database: Database, size: int) -> str:
    """The first characters, unpacked; a file that breaks off early gives what can be read."""
    if packing == "zstd":
        return "\n".join(_zstd_lines(opened.content, database, size))
    try:
        with gzip.open(opened.content) if packing == "gzip" else opened.content.open("rb") as handle:
            return handle.read(size).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error) as e:
        raise BadInput(f"cannot unpack this file, it is damaged ({e})", file=str(opened.path)) from None


def _zstd_lines(path: Path, database: Database, size: int) -> Iterator[str]:
    for (line,) in database.ask(f"SELECT line[:{size}] FROM {lines_of(path, 'zstd')} LIMIT 50"):
        yield line or ""
    database.ask("DELETE FROM reject_errors")


def _recognised(
    opened: OpenedFile, packing: Packing, head: str, roles: Mapping[str, str]
) -> ExportFile | None:
    if head[0] not in "[{":
        return None if _is_rewritten(opened.path, head) else _csv(opened, packing, head, roles)
    layout: Layout = "list" if head[0] == "[" else "lines" if _by_line(head) else "documents"
    documents = first_documents(head, by_line=layout == "lines")
    return _json(opened, packing, layout, documents, roles)


def _is_rewritten(path: Path, head: str) -> bool:
    """Whether a text is no table as it stands: its head has two rows, or it is of another kind."""
    return stacked_head(head.splitlines()[:HEAD_LINES]) is not None or refused_kind(path, head) is not None


def _json(
    opened: OpenedFile, packing: Packing, layout: Layout, documents: list[Any], roles: Mapping[str, str]
) -> ExportFile | None:
    """The file of these first documents, where they are a known export or calls at all."""
    known, around = recognise_json(documents), ""
    if known is None and layout != "parquet" and are_nested(documents):
        return None
    if known is None and (inner := unwrapped(documents)) is not None:
        known, (around, documents) = recognise_json(inner[1]), inner
    if known is None and layout != "parquet" and are_nested(documents):
        return None
    mapped = mapped_json(documents, roles, opened.path) if known is None or roles else None
    read = _read_by(known, mapped, opened.path)
    if read is None:
        return None
    known = read.format
    records = list(walk(documents, known))
    levels = frozenset(name for name in known.levels if any(_entered(r, name) for r in records))
    return ExportFile(
        opened.path,
        opened.content,
        known,
        packing,
        layout,
        levels,
        note=_noted(read.note, opened, packing, layout),
        around=around,
        timed=_timed(known, records),
        dates=_dates(known, records, opened.path),
        names=read.names,
        named=read.named,
    )


def _timed(known: Format, records: Sequence[FirstRecord]) -> bool:
    """Whether a time stands in any of the first records; attributes are as good as there."""
    places = known.at.first
    return any(p.startswith("@") or r.value(p) not in (MISSING, None) for p in places for r in records)


def _dates(known: Format, records: Sequence[FirstRecord], path: Path) -> Dates:
    """How times are written that most of the first records have as no text of ISO 8601."""
    found = (r.value(p) for p in known.at.first if not p.startswith("@") for r in records)
    cells = [v for v in found if isinstance(v, str)]
    others = [c for c in cells if not _ISO.match(c)]
    return date_style(others, path) if 2 * len(others) > len(cells) else "iso"


def _noted(note: str, opened: OpenedFile, packing: Packing, layout: Layout) -> str:
    """The note of a format, and whether the last page of an API says that there are more."""
    if packing != "none" or layout == "parquet":
        return note
    with opened.content.open("rb") as handle:
        handle.seek(max(0, opened.content.stat().st_size - _TAIL))
        more = _MORE.findall(handle.read())
    pages = "the last page says has_more: fetch the others as well" if more and more[-1] == b"true" else ""
    return "; ".join(n for n in (note, pages) if n)


def _entered(record: FirstRecord, level: str) -> bool:
    """Whether the list of this level was there: else the value around it stands for it."""
    held, names = record.around, list(record.around)
    before = names.index(level) - 1
    return held[level] is not (held[names[before]] if before >= 0 else record.document)


def _by_line(head: str) -> bool:
    """Whether each line is an object of its own; one broken line at the head does not hide that."""
    first, _, rest = head.partition("\n")
    if _holds_several(first):
        return False
    if not rest.strip():
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return rest.lstrip().startswith("{")
    return True


def _holds_several(line: str) -> bool:
    """Whether a line holds an object behind another, as streams write them to a store."""
    try:
        _, end = json.JSONDecoder().raw_decode(line)
    except (ValueError, RecursionError):
        return False
    return line[end:].lstrip().startswith("{")


def _csv(opened: OpenedFile, packing: Packing, head: str, roles: Mapping[str, str]) -> ExportFile | None:
    for table in table_heads(head, opened.path):
        read = _columns(table, roles, opened.path)
        if read is None:
            continue
        table.check(opened.path)
        known = fitted(read.format, table)
        head_read = table.read_as(known, opened.path)
        return ExportFile(
            opened.path,
            opened.content,
            known,
            packing,
            "csv",
            table=head_read,
            note=read.note,
            names=read.names,
            named=read.named,
            timed=any(head_read.column(p) is not None for p in known.at.first),
        )
    return None


def _parquet(opened: OpenedFile, database: Database, roles: Mapping[str, str]) -> ExportFile:
    rows = database.ask(f"DESCRIBE SELECT * FROM read_parquet({literal(whole_name(opened.content))})")
    table = TableHead(tuple(r[0] for r in rows), ",", 0)
    read = _columns(table, roles, opened.path)
    if read is None:
        return _nested_parquet(opened, database, roles, ", ".join(table.columns))
    return ExportFile(
        opened.path,
        opened.content,
        read.format,
        "none",
        "parquet",
        table=table,
        note=read.note,
        names=read.names,
        named=read.named,
    )


def _nested_parquet(
    opened: OpenedFile, database: Database, roles: Mapping[str, str], names: str
) -> ExportFile:
    """Parquet whose columns hold objects, read as JSON."""
    file = literal(whole_name(opened.content))
    rows = database.ask(
        f"SELECT to_json(r)::VARCHAR FROM (SELECT * FROM read_parquet({file}) LIMIT {_ROWS}) AS r"
    )
    found = _json(opened, "none", "parquet", [json.loads(r[0]) for r in rows], roles)
    if found is None:
        raise unknown_file(opened.path, names)
    return found


def _columns(table: TableHead, roles: Mapping[str, str], path: Path) -> MappedTable | None:
    """How a table is read, where it is a known export or calls at all."""
    known = recognise_table(table.columns)
    return _read_by(known, mapped_table(table, roles, path) if known is None or roles else None, path)


def _read_by(known: Format | None, mapped: MappedTable | None, path: Path) -> MappedTable | None:
    """As its columns were mapped, else as the known export that it is. Raises BadInput for one that is refused."""
    read = mapped or (MappedTable(known, known.note, ()) if known is not None else None)
    if read is not None and read.format.refuse:
        raise BadInput(read.format.refuse, file=str(path))
    return read
