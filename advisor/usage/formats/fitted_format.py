"""A known format as one table has it: its times under another heading, its currency in the heading of the spend."""

from __future__ import annotations

from typing import Any

from advisor.usage.formats.export_formats import Format, Place
from advisor.usage.tables.role_names import currency_in
from advisor.usage.tables.table_head import TableHead
from advisor.usage.tables.time_column import time_column
from advisor.usage.tables.zone_column import zone_in


def fitted(known: Format, table: TableHead) -> Format:
    """`known`, with what only the head and the first rows of `table` tell."""
    found: dict[str, Any] = {}
    if not _has(table, known.at) and (column := time_column(table.samples(), ())) is not None:
        found["at"] = Place(first=(column,))
    dated = next((c for p in found.get("at", known.at).first if (c := table.column(p)) is not None), "")
    if not known.zone.first and (zone := zone_in(dated)):
        found["zone"] = Place(first=(f"={zone}",))
    spent = next((c for p in known.cost.first if (c := table.column(p)) is not None), "")
    if not _has(table, known.currency) and (code := currency_in(spent)):
        found["currency"] = Place(first=(f"={code.upper()}",))
    return known.model_copy(update=found)


def _has(table: TableHead, where: Place) -> bool:
    return any(table.column(p) is not None for p in where.first)
