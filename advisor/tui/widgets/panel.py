"""The right-hand side: the verdict so far and everything under it, always of the latest answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from advisor.report.route_names import route_name
from advisor.text.braille_chart import Cell, draw
from advisor.tui.text import panel_text
from advisor.tui.text.break_even_curves import picture
from advisor.tui.text.panel_text import PanelRow
from advisor.tui.text.styles import MUTED
from advisor.tui.widgets.themed_list import ThemedList

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.tui.outlook_summary import OutlookSummary

COLOURS = ("$text-primary", "$text-success", "$text-warning")
_HEIGHT, _AROUND = 11, 3


class Panel(ThemedList):
    """Groups of rows; Enter or a click on one opens what it rests on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,tab", "to_line", "Back to the line", show=False)]

    class Open(Message):
        """A row was picked: which screen it opens, at which row."""

        def __init__(self, name: str, start: str) -> None:
            super().__init__()
            self.name, self.start = name, start

    class Left(Message):
        """The user is done reading."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._decision: Decision | None = None
        self._settled = False
        self._outlook: tuple[OutlookSummary | None, bool] = None, False
        self._charted: tuple[Decision, int] | None = None
        self._drawn: tuple[PanelRow, ...] = ()
        self._shown: tuple[PanelRow, ...] = ()

    def on_mount(self) -> None:
        """Say what will be here."""
        self._fill()

    def show(
        self, decision: Decision | None, settled: bool, found: OutlookSummary | None, stale: bool
    ) -> None:
        """Put this decision and its outlook on the panel.

        `settled`: proven, whatever is open; `stale`: the outlook is that of an earlier answer.
        """
        told = decision is self._decision and (settled, found, stale) == (self._settled, *self._outlook)
        if not told:
            self._decision, self._settled, self._outlook = decision, settled, (found, stale)
            self._fill()

    def part(self, name: str) -> str:
        """The text of one part."""
        return "\n".join(row.text.plain for row in self._shown if row.part == name)

    def on_resize(self) -> None:
        """Fit tables and bars to the new width."""
        self._fill()

    def action_to_line(self) -> None:
        """Give the focus back."""
        self.post_message(self.Left())

    @on(ThemedList.OptionSelected)
    def _selected(self, event: ThemedList.OptionSelected) -> None:
        event.stop()
        opens = self._shown[event.option_index].opens
        if opens is not None:
            self.post_message(self.Open(*opens))

    def _fill(self) -> None:
        rows = tuple(self._rows(max(20, self.size.width - _AROUND)))
        if rows == self._shown:
            return
        self._shown = rows
        at, top = self.highlighted, self.scroll_y
        self.set_options([Option(self._spaced(i), disabled=r.opens is None) for i, r in enumerate(rows)])
        self.highlighted = at if at is not None and at < len(rows) and rows[at].opens else None
        self.scroll_to(y=top, animate=False)

    def _spaced(self, at: int) -> Content:
        """A row with a line of air before a group."""
        row = self._shown[at]
        begins = at and row.text.plain[:1].isupper() and row.text.plain.split("  ")[0].isupper()
        return Content("\n") + row.text if begins else row.text

    def _rows(self, width: int) -> Iterator[PanelRow]:
        yield from panel_text.verdict(self._decision, self._settled)
        if self._decision is None:
            return
        yield from panel_text.routes(self._decision, width)
        yield panel_text.break_even(self._decision)
        yield from panel_text.evidence(self._decision)
        found, stale = self._outlook
        if found is not None:
            from advisor.tui.text import outlook_text

            yield from outlook_text.rows(found, stale, width)
        yield from self._chart(self._decision, width)

    def _chart(self, decision: Decision, width: int) -> tuple[PanelRow, ...]:
        """The chart, drawn again only for another decision or width."""
        if self._charted is None or self._charted[0] is not decision or self._charted[1] != width:
            self._charted, self._drawn = (decision, width), tuple(_chart(decision, width))
        return self._drawn


def _chart(decision: Decision, width: int) -> Iterator[PanelRow]:
    """Cost a month against volume on log-log axes."""
    shown = picture(decision)
    if shown is not None:
        grid = draw(shown.xs, shown.lines, shown.marks, width=width, height=_HEIGHT)
        tuned = decision.break_even.tuned_route
        drawn = Content("\n").join(_line(line) for line in grid)
        names = [route_name(decision, n.name, trained=n.name == tuned) for n in shown.lines]
        lines = panel_text.legend(names, [n.dash for n in shown.lines], COLOURS)
        yield panel_text.heading("chart", "By volume", "cost a month against calls a month")
        yield PanelRow("chart", drawn)
        yield PanelRow("chart", lines)


def _line(cells: Sequence[Cell]) -> Content:
    """Cells of one style in one span: a span for each would cost most of the panel's time."""
    runs = itertools.groupby(cells, key=_style)
    return Content.assemble(*(("".join(c.char for c in run), style) for style, run in runs))


def _style(cell: Cell) -> str:
    if cell.kind == "line":
        return COLOURS[cell.index % len(COLOURS)]
    return "bold" if cell.kind == "mark" else MUTED
