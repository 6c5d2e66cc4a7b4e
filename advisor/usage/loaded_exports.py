"""Exports read into one table, one file after the other; what cannot be read costs no other file."""

from __future__ import annotations

import csv
import functools
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from advisor.errors import BadInput
from advisor.usage.database import Database
from advisor.usage.examine import examine
from advisor.usage.export_file import ExportFile
from advisor.usage.lines.long_lines import count_long_lines
from advisor.usage.open_files import OpenedFile, open_file
from advisor.usage.queries.insert_sql import insert, rejected
from advisor.usage.tables.doubtful_tables import with_doubts
from advisor.usage.tables.row_rhythm import with_rhythm

_UNREADABLE = (BadInput, OSError, ValueError, EOFError, RecursionError, csv.Error, zlib.error)
"""What a file that is damaged in some way nobody foresaw may raise: it never costs the other files."""
Progress = Callable[[Path, float], None]


class LoadedExports:
    """The files of a report; a number in the table `usage` is a place in `sources`, `order`: that of all files.

    `largest`: input tokens that no model takes more of in one call.
    """

    def __init__(
        self, database: Database, roles: Mapping[str, str], progress: Progress | None, largest: float
    ) -> None:
        self.sources: list[ExportFile] = []
        self.order: list[int | tuple[Path, str]] = []
        self.database, self.largest = database, largest
        self._roles, self._progress = roles, progress

    def add(self, path: Path) -> None:
        """Read what `path` holds; what cannot be read is a failure of its own."""
        try:
            opened = open_file(path, self.database.folder)
        except _UNREADABLE as e:
            self.order.append((path, _told(e)))
            return
        for file in opened:
            try:
                self._load(file)
            except _UNREADABLE as e:
                self.order.append((file.path, _told(e)))

    def _load(self, file: OpenedFile) -> None:
        database, number, progress = self.database, len(self.sources), self._progress
        source = with_rhythm(examine(file, database, self._roles), database, self.largest)
        source = with_doubts(source, database, self.largest)
        shown = None if progress is None else functools.partial(progress, file.path)
        database.run(insert(source, number), shown)
        if source.layout in ("lines", "csv"):
            skipped = source.table.skipped if source.table is not None else 0
            database.run(rejected(number, skipped=skipped))
            database.ask("DELETE FROM reject_errors")
            count_long_lines(database, source, number)
        self.sources.append(source)
        self.order.append(number)


def _told(error: Exception) -> str:
    if not isinstance(error, BadInput):
        return f"cannot be read ({error})"
    return str(BadInput(error.message, text=error.text, expected=error.expected))
