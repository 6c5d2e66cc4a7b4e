"""Tables drawn with lines in a text: Markdown, and what databases and terminals print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_RULER = re.compile(r"[\s|+:=\-\u2500-\u257f]*[-=\u2500\u2501\u2550][\s|+:=\-\u2500-\u257f]*")
_CELLS = re.compile(r"(?<!\\)[|\u2502\u2503\u2551]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKED = re.compile(r"(\*\*|__|`|\*)(.+)\1")


@dataclass
class DrawnTable:
    """A table: the line of its head from 1, its columns, and its rows, each with its line."""

    line: int
    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)


def drawn_tables(lines: Iterable[str]) -> list[DrawnTable]:
    """The tables of a text, in their order: a head, a ruler below it, and all rows down to the next other line."""
    return list(_tables(lines))


def _tables(lines: Iterable[str]) -> Iterator[DrawnTable]:
    table: DrawnTable | None = None
    before: tuple[int, tuple[str, ...]] | None = None
    for number, line in enumerate(lines, 1):
        if _RULER.fullmatch(line.rstrip("\n")):
            if table is None and before is not None:
                table = DrawnTable(*before)
            before = None
            continue
        cells = _cells_of(line)
        if table is not None and cells:
            table.rows.append((number, cells))
        elif table is not None:
            yield table
            table = None
        before = (number, cells) if cells and table is None else None
    if table is not None:
        yield table


def _cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row; none for a line that is none."""
    parts = _CELLS.split(line.strip())
    if len(parts) < 2:
        return ()
    framed = parts[1:] if not parts[0] else parts
    framed = framed[:-1] if framed and not framed[-1].strip() and len(parts) > len(framed) else framed
    return tuple(map(_plain, framed))


def _plain(cell: str) -> str:
    """What a cell says, without the marks that make it bold, code or a link."""
    text = _LINK.sub(r"\1", cell.replace("\\|", "|").replace("<br>", " ")).strip()
    marked = _MARKED.fullmatch(text)
    return marked[2].strip() if marked else text
