"""Tables written as a page of HTML, or as a workbook in XML: what many tools call an Excel export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_FEWEST = 2
_LARGEST = 1000
"""Cells that one cell may stand for."""
_ROW, _CELL, _TABLE = ("tr", "row"), ("td", "th", "cell"), ("table",)
_SILENT = ("style", "script", "title")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SECTION = re.compile(r"<!\[[^>]*>")
"""A condition that an office program writes for itself."""
Rows = list[list[str]]


def charset_in(head: bytes) -> str | None:
    """The encoding that the markup names; None for none."""
    found = _CHARSET.search(head)
    return found[1].decode() if found is not None else None


def tables_in_markup(text: str) -> list[Rows]:
    """The tables of several rows and columns, inner ones apart; a merged cell stands in all rows that it covers."""
    reader = _TableReader()
    try:
        reader.feed(_SECTION.sub("", text))
        reader.close()
    except AssertionError:  # what the parser raises for a declaration that it does not know
        return []
    return [t for t in map(_even, reader.found) if len(t) >= _FEWEST and len(t[0]) >= _FEWEST]


def _even(rows: Rows) -> Rows:
    """Rows that hold something, all of one length."""
    filled = [r for r in rows if any(r)]
    width = max(map(len, filled), default=0)
    return [r + [""] * (width - len(r)) for r in filled]


class _TableReader(HTMLParser):
    """Rows of cells, of the innermost table first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Rows] = []
        self._open: list[_OpenTable] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, told = tag.rpartition(":")[2], {n.rpartition(":")[2]: v or "" for n, v in attrs}
        self._silent += name in _SILENT
        if name in _TABLE:
            self._open.append(_OpenTable())
        elif self._open and name in _ROW:
            self._open[-1].begin_row()
        elif self._open and name in _CELL:
            self._open[-1].begin_cell(told)
        elif self._open and name == "br":
            self._open[-1].text(" ")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._silent -= name in _SILENT and self._silent > 0
        if name in _TABLE and self._open:
            self.found.append(self._open.pop().rows())
        elif self._open and name in _CELL:
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].text(data)


class _OpenTable:
    """A table as far as it is read."""

    def __init__(self) -> None:
        self._rows: Rows = []
        self._below: dict[tuple[int, int], str] = {}
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def begin_row(self) -> None:
        """Go to the next row."""
        self.end_row()
        self._rows.append([])

    def begin_cell(self, told: dict[str, str]) -> None:
        """Go to the next cell, past those that are merged with one above it, or to the one that is numbered."""
        self.end_cell()
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        row.extend(self._merged())
        row.extend(
            [""] * (min(int(told["index"]), _LARGEST) - 1 - len(row) if _is_count(told.get("index")) else 0)
        )
        self._spans = _count(told.get("colspan")), _count(told.get("rowspan"))
        self._cell = []

    def text(self, data: str) -> None:
        """More of what the cell says."""
        if self._cell is not None:
            self._cell.append(data)

    def end_cell(self) -> None:
        """Write the cell down, for each row that it covers."""
        if self._cell is None:
            return
        said, row = " ".join("".join(self._cell).split()), self._rows[-1]
        across, down = self._spans
        for below in range(len(self._rows), len(self._rows) + down - 1):
            self._below |= {(below, len(row) + n): "" if n else said for n in range(across)}
        row += [said, *[""] * (across - 1)]
        self._cell = None

    def end_row(self) -> None:
        """Close the row with what cells from above say at its end."""
        self.end_cell()
        if self._rows:
            self._rows[-1].extend(self._merged())

    def rows(self) -> Rows:
        """All rows, the last one closed."""
        self.end_row()
        return self._rows

    def _merged(self) -> Iterator[str]:
        """What cells from above say at this place."""
        at, row = len(self._rows) - 1, self._rows[-1]
        column = len(row)
        while (at, column) in self._below:
            yield self._below.pop((at, column))
            column += 1


def _is_count(text: str | None) -> bool:
    return bool(text) and str(text).isdigit() and int(str(text)) > 0


def _count(text: str | None) -> int:
    return min(int(str(text)), _LARGEST) if _is_count(text) else 1
