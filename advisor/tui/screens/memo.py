"""The memo, to read before it is written to a file: page one, and on a key the whole of it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown, Static

from advisor.errors import BadInput
from advisor.text import table
from advisor.tui.widgets.key_bar import KeyLine

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

_AROUND = 6
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
"""What a file says about itself before its text."""
PAGE_ONE, WHOLE = "Page one of the memo; m shows the whole of it", "The whole memo; m shows page one"


class MemoScreen(Screen[str | None]):
    """Returns `export` where it is to be written."""

    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("whole", "page one, or all"),
        ("export", "export"),
        ("app.command_palette", "all"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("m", "whole", "Page one or the whole memo", show=False),
        Binding("f6,ctrl+o", "export", "Export", show=False),
    ]

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self._decision = decision
        self._written = False

    def compose(self) -> ComposeResult:
        """Heading, page one, the whole behind it, keys."""
        yield Static(PAGE_ONE, id="heading", markup=False)
        with VerticalScroll(id="memo-scroll"):
            yield Static("Writing …", id="page", markup=False)
            yield Markdown("Writing …", id="memo", open_links=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Keys scroll at once; the page takes a second."""
        self.query_one("#memo").display = False
        self.query_one("#memo-scroll").focus()
        self.run_worker(self._write_page(), group="page", exclusive=True)

    async def _write_page(self) -> None:
        self.query_one("#page", Static).update(await self._text("onepage"))

    async def _write_memo(self) -> None:
        await self.query_one(Markdown).update(_FRONT.sub("", await self._text("memo")))

    async def _text(self, form: str) -> str:
        from advisor.tui.screens.export import memo

        try:
            with table.within(self.size.width - _AROUND):
                return await asyncio.to_thread(memo, self._decision, form)
        except BadInput as e:
            return f"Not written. {e}"

    def action_whole(self) -> None:
        """Show the whole memo in place of page one, or page one again."""
        page, whole = self.query_one("#page"), self.query_one(Markdown)
        page.display, whole.display = whole.display, page.display
        self.query_one("#heading", Static).update(WHOLE if whole.display else PAGE_ONE)
        self.query_one("#memo-scroll").scroll_home(animate=False)
        if whole.display and not self._written:
            self._written = True
            self.run_worker(self._write_memo(), group="memo", exclusive=True)

    def action_close(self) -> None:
        """Back to the interview."""
        self.dismiss(None)

    def action_export(self) -> None:
        """Write it to a file."""
        self.dismiss("export")
