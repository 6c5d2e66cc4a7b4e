"""The right-hand side: the verdict so far and everything under it, always of the latest answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from advisor.text.braille_chart import Cell, Grid, draw
from advisor.tui.text import panel_text
from advisor.tui.text.break_even_curves import Picture, picture

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.tui.outlook_summary import OutlookSummary

_FINDINGS = 4
_LINES = 3


class BreakEvenChart(Widget):
    """Cost a month against volume on log-log axes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--axis",
        "chart--mark",
        *(f"chart--line-{i}" for i in range(_LINES)),
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: Picture | None = None
        self._grid: Grid = ()

    def show(self, shown: Picture | None) -> None:
        """Draw another picture, or nothing."""
        self._picture = shown
        self.display = shown is not None
        self._lay_out()

    def on_resize(self) -> None:
        """Fit the axes to the new size."""
        self._lay_out()

    def _lay_out(self) -> None:
        shown = self._picture
        width, height = self.size
        self._grid = draw(shown.xs, shown.lines, shown.marks, width=width, height=height) if shown else ()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the grid as styled segments; every segment has a style."""
        if y >= len(self._grid):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(c.char, self.get_component_rich_style(self._role(c))) for c in self._grid[y]])

    @staticmethod
    def _role(cell: Cell) -> str:
        match cell.kind:
            case "line":
                return f"chart--line-{cell.index}"
            case "mark":
                return "chart--mark"
        return "chart--axis"


class Panel(VerticalScroll):
    """Verdict, route table, break-even, evidence and open questions of one decision."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, can_focus=True)
        self._decision: Decision | None = None
        self._settled = False
        self._outlook: tuple[OutlookSummary | None, bool, str] = None, False, ""

    def compose(self) -> ComposeResult:
        """Eight parts, top to bottom; what comes late has its place from the start, or the last one."""
        yield Static(panel_text.verdict(None), id="verdict", markup=False)
        yield Static(id="sure", markup=False)
        yield Static(id="routes", markup=False)
        yield Static(id="break-even", markup=False)
        yield BreakEvenChart(id="chart")
        yield Static(id="legend", markup=False)
        yield Static(id="evidence", markup=False)
        yield Static(id="open", markup=False)
        yield Static(id="unless", markup=False)

    def on_mount(self) -> None:
        """Nothing to draw until the first decision."""
        self.query_one(BreakEvenChart).show(None)

    def show(self, decision: Decision | None, settled: bool = False) -> None:
        """Put this decision on the panel. `settled`: proven, whatever is open."""
        self._decision, self._settled = decision, settled
        self._fill()

    def show_outlook(self, found: OutlookSummary | None, stale: bool, key: str) -> None:
        """Put an outlook on the panel; `stale`: it is that of an earlier answer."""
        if self._outlook != (found, stale, key):
            self._outlook = found, stale, key
            self._fill_outlook()

    def on_resize(self) -> None:
        """Fit tables and bars to the new width."""
        self._fill()
        self._fill_outlook()

    def _fill(self) -> None:
        decision = self._decision
        self._put("verdict", panel_text.verdict(decision, self._settled))
        if decision is None:
            for part in ("routes", "break-even", "legend", "evidence", "open"):
                self._put(part, "")
            self.query_one(BreakEvenChart).show(None)
            return
        width = self._room
        self._put("routes", panel_text.routes(decision, width))
        self._put("break-even", panel_text.break_even(decision))
        shown = picture(decision)
        self.query_one(BreakEvenChart).show(shown)
        lines = shown.lines if shown else ()
        self._put("legend", panel_text.legend([n.name for n in lines], [n.dash for n in lines]))
        self._put("evidence", panel_text.evidence(decision, width, _FINDINGS))
        self._put("open", panel_text.open_questions(decision, self._settled))

    def _fill_outlook(self) -> None:
        found, stale, key = self._outlook
        if found is None:
            self._put("sure", "")
            self._put("unless", "")
            return
        from advisor.tui.text import outlook_text

        self._put("sure", outlook_text.sure(found, stale, key))
        self._put("unless", outlook_text.short(found, stale, self._room))

    @property
    def _room(self) -> int:
        """Columns for text."""
        return max(20, self.size.width - self.styles.scrollbar_size_vertical)

    def _put(self, part: str, content: object) -> None:
        self.query_one(f"#{part}", Static).update(content)  # type: ignore[arg-type]
