"""Finds out what one file is, in the form that it has or brought to another."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from advisor.errors import BadInput
from advisor.files.refused_kinds import refused_kind
from advisor.files.stacked_heads import HEAD_LINES, stacked_head
from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile, Layout
from advisor.usage.formats.first_records import first_documents
from advisor.usage.json_export import json_export
from advisor.usage.limits import HEADS
from advisor.usage.lines.raw_lines import Packing, lines_of
from advisor.usage.lines.rewritten_lines import rewritten_lines
from advisor.usage.open_files import OpenedFile
from advisor.usage.table_export import csv_export, parquet_export
from advisor.usage.tables.columns_of_labels import has_labelled_columns
from advisor.usage.tables.model_texts import has_titles
from advisor.usage.unknown_files import unknown_file

_MAGIC: tuple[tuple[bytes, Packing], ...] = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_FORMS = 2
"""Forms that a file is brought to, one after the other, until it can be read."""
_BOM = "\ufeff"


def examine(opened: OpenedFile, database: Database, roles: Mapping[str, str]) -> ExportFile:
    """What a file is; `roles` names columns of a table that is no known export. Raises BadInput."""
    if opened.parquet:
        return parquet_export(opened, database, roles)
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
        return None if _is_rewritten(opened.path, head) else csv_export(opened, packing, head, roles)
    layout: Layout = "list" if head[0] == "[" else "lines" if _by_line(head) else "documents"
    documents = first_documents(head, by_line=layout == "lines")
    return json_export(opened, packing, layout, documents, roles)


def _is_rewritten(path: Path, head: str) -> bool:
    """Whether a text is no table as it stands: its head has two rows or names series, or it is of another kind."""
    stacked = stacked_head(head.splitlines()[:HEAD_LINES]) is not None
    return stacked or has_labelled_columns(head) or has_titles(head) or refused_kind(path, head) is not None


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
