"""What one file is: its format, how it is packed, how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from advisor.usage.formats.export_formats import Format
from advisor.usage.lines.raw_lines import Packing
from advisor.usage.tables.table_head import Dates, TableHead

Layout = Literal["lines", "list", "documents", "csv", "parquet"]


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
