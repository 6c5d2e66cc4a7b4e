"""Rows to pick from: one is highlighted, by a digit, an arrow or the mouse; none is at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from advisor.tui.text.styles import MUTED

MOST = 9
"""Rows shown at once; the others scroll."""
_GAP = 3


@dataclass(frozen=True)
class PickRow:
    """One row: its words, and a remark beside it. `ticked`: None if only one row is taken."""

    label: str
    note: str = ""
    ticked: bool | None = None


class PickList(Static):
    """Shows rows, numbered where a digit picks them. A click runs the screen's `pick(index)`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: Sequence[PickRow] = ()
        self._numbered = False
        self._first = 0
        self._width = 0
        self.highlighted: int | None = None

    @property
    def rows(self) -> Sequence[PickRow]:
        """What can be picked."""
        return self._rows

    def show(self, rows: Sequence[PickRow], *, numbered: bool, at: int | None = None) -> None:
        """Put other rows, with the row `at` highlighted."""
        self._rows, self._numbered, self._first = rows, numbered, 0
        self.highlighted = at
        self.display = bool(rows)
        self._draw()

    def highlight(self, at: int | None) -> None:
        """Move the highlight to the row `at`; None takes it away."""
        if at != self.highlighted:
            self.highlighted = at
            self._draw()

    def move(self, by: int) -> None:
        """Move the highlight up or down; from none to the first or the last row, and round the ends."""
        if self._rows:
            start = (-1 if by > 0 else 0) if self.highlighted is None else self.highlighted
            self.highlight((start + by) % len(self._rows))

    def tick(self, at: int) -> None:
        """Tick the row `at`, or take its tick away, where several rows are taken."""
        row = self._rows[at]
        if row.ticked is not None:
            changed = PickRow(row.label, row.note, not row.ticked)
            self._rows = (*self._rows[:at], changed, *self._rows[at + 1 :])
            self._draw()

    @property
    def ticked(self) -> list[int]:
        """Which rows are ticked."""
        return [i for i, row in enumerate(self._rows) if row.ticked]

    def on_resize(self) -> None:
        """Fit the remarks to the new width."""
        if self.size.width != self._width:
            self._draw()

    def _draw(self) -> None:
        self._width = self.size.width
        at = self.highlighted or 0
        self._first = max(0, min(self._first, at), at - MOST + 1)
        shown = range(self._first, min(len(self._rows), self._first + MOST))
        heads = [self._head(i) for i in shown]
        start = max((h.cell_length for h in heads), default=0) + _GAP
        notes = [Content(self._rows[i].note).cell_length for i in shown]
        column = start if start + max(notes, default=0) <= self.size.width else None
        lines = [self._row(i, head, column) for i, head in zip(shown, heads, strict=True)]
        if hidden := len(self._rows) - len(lines):
            lines.append(Content.styled(f"  {hidden} more: arrows reach them", MUTED))
        self.update(Content("\n").join(lines))

    def _head(self, i: int) -> Content:
        row = self._rows[i]
        number = f"{i + 1} " if self._numbered and i < MOST else "  " if self._numbered else ""
        tick = "" if row.ticked is None else "[x] " if row.ticked else "[ ] "
        mark = "› " if i == self.highlighted else "  "
        return Content.assemble(
            (mark, "bold $text-primary"), (number, "bold $text-primary"), tick + row.label
        )

    def _row(self, i: int, head: Content, column: int | None) -> Content:
        line = head + self._note(self._rows[i], head, column)
        if i == self.highlighted:
            line = line.stylize("bold reverse", 2, head.cell_length)
        return line.stylize(f"@click=screen.pick({i})")

    def _note(self, row: PickRow, head: Content, column: int | None) -> Content:
        """The remark: all in one column where they fit, else each close to its row, else below it."""
        if not row.note:
            return Content("")
        note = Content(row.note)
        pad = _GAP if column is None else column - head.cell_length
        if head.cell_length + pad + note.cell_length <= self.size.width:
            return Content.assemble(" " * pad, (note.plain, MUTED))
        below = "\n" + " " * (head.cell_length - Content(row.label).cell_length)
        fits = note.truncate(max(1, self.size.width - len(below) + 1), ellipsis=True)
        return Content.assemble(below, (fits.plain, MUTED))
