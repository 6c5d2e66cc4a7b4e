"""Plain tables and wrapped lines for a terminal."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Collection, Iterator, Sequence
from contextvars import ContextVar

from advisor.text.escape import harmless

NARROW, USUAL, WIDE = 40, 80, 100
_ROOM: ContextVar[int | None] = ContextVar("room", default=None)


def width() -> int:
    """The width to write for: the terminal's, or `within` another, in bounds; 80 columns where there is none."""
    import shutil

    columns = _ROOM.get() or shutil.get_terminal_size((USUAL, 24)).columns
    return max(NARROW, min(columns, WIDE))


@contextlib.contextmanager
def within(columns: int) -> Iterator[None]:
    """Write for a part of the screen that is so wide."""
    before = _ROOM.set(columns)
    try:
        yield
    finally:
        _ROOM.reset(before)


def lay_out(
    rows: Sequence[Sequence[str]], right: Collection[int] | None = None, indent: str = "  "
) -> list[str]:
    """Lines of a table, each column as wide as its longest cell.

    Columns in `right` are right-aligned; None: all but the first.
    """
    if not rows:
        return []
    rows = [[harmless(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    aligned = range(1, len(widths)) if right is None else right
    return [(indent + "  ".join(_cells(row, widths, aligned))).rstrip() for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    return [
        c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
    ]


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
