"""The outlook on a screen of its own: how sure, every flip, the tornado, what each route may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from advisor.tui.text import outlook_text
from advisor.tui.widgets.key_bar import KeyLine

if TYPE_CHECKING:
    from advisor.tui.outlook_summary import OutlookSummary

_LEAST, _AROUND = 40, 5
WAIT = "Being worked out; it appears here in a moment."
FAILED = "This cannot be worked out: the process beside the app ended twice. The next answer tries again."


class OutlookScreen(Screen[None]):
    """Shows what there is, and what comes while it is open."""

    KEYS: ClassVar[list[tuple[str, str]]] = [("close", "back"), ("app.command_palette", "more")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("f12,ctrl+l", "close", "Close the outlook", show=False),
    ]

    def __init__(self, found: OutlookSummary | None, stale: bool, failed: bool = False) -> None:
        super().__init__()
        self._found, self._stale, self._failed = found, stale, failed

    def compose(self) -> ComposeResult:
        """Heading, text, keys."""
        yield Static(
            "Outlook: how sure, what would flip it, what moves the money", id="heading", markup=False
        )
        with VerticalScroll(id="outlook-scroll"):
            yield Static(id="outlook", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one("#outlook-scroll").focus()

    def show_looked(self, found: OutlookSummary | None, stale: bool, failed: bool) -> None:
        """Put another outlook on the screen; `failed`: none will come for this case."""
        self._found, self._stale, self._failed = found, stale, failed
        self._fill()

    def on_resize(self) -> None:
        """Fit the bars to the width."""
        self._fill()

    def _fill(self) -> None:
        width = max(_LEAST, self.size.width - _AROUND)
        shown = FAILED if self._failed else WAIT
        if self._found is not None:
            self.query_one("#outlook", Static).update(outlook_text.full(self._found, self._stale, width))
        else:
            self.query_one("#outlook", Static).update(shown)

    def action_close(self) -> None:
        """Back to the interview."""
        self.dismiss(None)
