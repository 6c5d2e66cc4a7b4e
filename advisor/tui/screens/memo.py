"""The memo, to read before it is written to a file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown, Static

from advisor.errors import BadInput
from advisor.tui.widgets.key_bar import KeyLine

if TYPE_CHECKING:
    from advisor.decision.decision import Decision


class MemoScreen(Screen[str | None]):
    """Returns `export` where it is to be written."""

    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("export", "export"),
        ("app.command_palette", "all"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("f6,ctrl+o", "export", "Export", show=False),
    ]

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self._decision = decision

    def compose(self) -> ComposeResult:
        """Heading, memo, keys."""
        yield Static("The memo, as it is exported", id="heading", markup=False)
        with VerticalScroll(id="memo-scroll"):
            yield Markdown("Writing …", id="memo", open_links=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Keys scroll at once; the memo takes a second."""
        self.query_one("#memo-scroll").focus()
        self.run_worker(self._write(), group="memo", exclusive=True)

    async def _write(self) -> None:
        from advisor.tui.screens.export import memo

        try:
            text = await asyncio.to_thread(memo, self._decision, "memo")
        except BadInput as e:
            text = f"Not written. {e}"
        await self.query_one(Markdown).update(text)

    def action_close(self) -> None:
        """Back to the interview."""
        self.dismiss(None)

    def action_export(self) -> None:
        """Write it to a file."""
        self.dismiss("export")
