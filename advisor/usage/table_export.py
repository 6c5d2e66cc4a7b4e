"""What a table is: a CSV or a Parquet file, by its columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile
from advisor.usage.formats.first_records import recognise_table
from advisor.usage.formats.fitted_format import fitted
from advisor.usage.formats.places import INSIDE, path_parts
from advisor.usage.json_export import json_export
from advisor.usage.lines.raw_lines import Packing, literal, whole_name
from advisor.usage.open_files import OpenedFile
from advisor.usage.tables.column_map import MappedTable, mapped_table, read_by
from advisor.usage.tables.table_head import TableHead, table_heads
from advisor.usage.unknown_files import unknown_file

_ROWS = 50


def csv_export(
    opened: OpenedFile, packing: Packing, head: str, roles: Mapping[str, str]
) -> ExportFile | None:
    """The file of this head as a table, where it is a known export or calls at all. Raises BadInput for one refused."""
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
            timed=any(_stands(head_read, p) for p in known.at.first),
        )
    return None


def _stands(table: TableHead, place: str) -> bool:
    """Whether a table has this place: a value of its own, a column, or a path into the objects of one."""
    parts = path_parts(place.replace(INSIDE, "."))
    return place.startswith("=") or any(
        table.column(".".join(parts[:n])) is not None for n in range(len(parts), 0, -1)
    )


def parquet_export(opened: OpenedFile, database: Database, roles: Mapping[str, str]) -> ExportFile:
    """A Parquet file by its columns, or by the objects that they hold. Raises BadInput for one that is not known."""
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
    found = json_export(opened, "none", "parquet", [json.loads(r[0]) for r in rows], roles)
    if found is None:
        raise unknown_file(opened.path, names)
    return found


def _columns(table: TableHead, roles: Mapping[str, str], path: Path) -> MappedTable | None:
    """How a table is read, where it is a known export or calls at all."""
    known = recognise_table(table.samples() or dict.fromkeys(table.columns, ()))
    return read_by(known, mapped_table(table, roles, path) if known is None or roles else None, path)
