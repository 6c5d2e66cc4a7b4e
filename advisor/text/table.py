"""Plain tables and wrapped lines for a terminal."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextvars import ContextVar

from advisor.text.escape import harmless

NARROW, USUAL, WIDE = 40, 80, 100
_NARROW_COLUMN = 14
"""Below this width a column keeps words whole rather than its indent."""
_LEAST = 10
"""How wide a column that folds stays in the narrowest terminal."""
_ROOM: ContextVar[int | None] = ContextVar("room", default=None)


def width() -> int:
    """The width to write for: the terminal's, or `within` another, in bounds; 80 columns where there is none."""
    return max(NARROW, min(_ROOM.get() or columns(), WIDE))


def columns(without: int = USUAL) -> int:
    """The columns of the terminal, as COLUMNS says or as it says itself; `without` one so many.

    shutil knows too, but imports every archiver.
    """
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or without  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return without


@contextlib.contextmanager
def within(columns: int) -> Iterator[None]:
    """Write for a part of the screen that is so wide."""
    before = _ROOM.set(columns)
    try:
        yield
    finally:
        _ROOM.reset(before)


def lay_out(
    rows: Sequence[Sequence[str]],
    right: Collection[int] | None = None,
    indent: str = "  ",
    folds: Collection[int] = (),
    below: Sequence[str] = (),
) -> list[str]:
    """Lines of a table, each column as wide as its longest cell.

    Columns in `right` are right-aligned; None: all but the first. Where the table is wider than `width()`, cells of
    the columns in `folds` go on in the lines below. `below`: what stands under each row, wrapped; empty for nothing.
    """
    if not rows:
        return []
    groups: list[list[Sequence[str]]] = [[[harmless(cell) for cell in row]] for row in rows]
    widths = _widths([row for group in groups for row in group])
    if folds and len(indent) + sum(widths) + 2 * len(widths) - 2 > width():
        rooms = _rooms(widths, folds, len(indent))
        groups = [_folded(group[0], rooms) for group in groups]
        widths = _widths([row for group in groups for row in group])
    aligned = range(1, len(widths)) if right is None else right
    lines: list[str] = []
    for group, under in itertools.zip_longest(groups, below, fillvalue=""):
        lines += [(indent + "  ".join(_cells(row, widths, aligned))).rstrip() for row in group]
        lines += wrap(under, f"{indent}  ") if under else []
    return lines


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]


def _rooms(widths: Sequence[int], folds: Collection[int], indent: int) -> dict[int, int]:
    """How wide each folding column may be: what the others leave, the narrow ones served first."""
    left = width() - indent - 2 * (len(widths) - 1) - sum(w for i, w in enumerate(widths) if i not in folds)
    rooms: dict[int, int] = {}
    for column in sorted(folds, key=widths.__getitem__):
        rooms[column] = min(widths[column], max(_LEAST, left // (len(folds) - len(rooms))))
        left -= rooms[column]
    return rooms


def _folded(row: Sequence[str], rooms: Mapping[int, int]) -> list[Sequence[str]]:
    """The row with each column in `rooms` so narrow; what does not fit stands in rows of its own."""
    parts = [_fold(cell, rooms[i]) if i in rooms else [cell] for i, cell in enumerate(row)]
    return list(itertools.zip_longest(*parts, fillvalue=""))


def _fold(cell: str, room: int) -> list[str]:
    """A cell in lines; in a narrow column words break at their hyphens and hardly anything is spent on an indent."""
    narrow = room < _NARROW_COLUMN
    return textwrap.wrap(cell, room, subsequent_indent=" " if narrow else "  ", break_on_hyphens=narrow) or [
        ""
    ]


def _cells(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    return [
        c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
    ]


def wrap_as_indented(text: str, later: str = "") -> str:
    """`text` wrapped, its first line as far in as it stands, the others behind `later`."""
    lead = text[: len(text) - len(text.lstrip(" "))]
    return "\n".join(wrap(text.strip(), lead, later))


def wrap(text: str, first: str = "", later: str | None = None) -> list[str]:
    """`text` in lines of `width()`, the first one behind `first`, the others behind `later` (else blanks).

    No character of it acts on a terminal or a CI server.
    """
    rest = " " * len(first) if later is None else later
    return textwrap.wrap(
        harmless(text),
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
