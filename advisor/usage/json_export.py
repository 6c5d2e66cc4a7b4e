"""What a file of JSON objects is: the format of its first records, their times and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.usage.export_file import ExportFile, Layout
from advisor.usage.formats.export_formats import Format
from advisor.usage.formats.first_records import FirstRecord, recognise_json, unwrapped, walk
from advisor.usage.formats.places import MISSING
from advisor.usage.lines.nested_records import are_nested
from advisor.usage.lines.raw_lines import Packing
from advisor.usage.open_files import OpenedFile
from advisor.usage.tables.column_map import mapped_json, read_by
from advisor.usage.tables.table_head import Dates, date_style

_MORE = re.compile(rb'"has_more"\s*:\s*(true|false)')
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ][\d:.,]+(Z|[+-][\d:]+)?)?$|\d+$")
_TAIL = 2048


def json_export(
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
    read = read_by(known, mapped, opened.path)
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
    return any(p.startswith(("@", "=")) or r.value(p) not in (MISSING, None) for p in places for r in records)


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
