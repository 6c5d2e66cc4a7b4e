"""The rows of a screen to look things up in: a click shows a row, another on it opens it."""

from __future__ import annotations

from textual import events

from advisor.tui.widgets.themed_list import ThemedList


class RowList(ThemedList):
    """What an arrow and Enter do on the keyboard, a first and a second click do."""

    async def _on_click(self, event: events.Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= 0 and clicked != self.highlighted:
            event.prevent_default()
            self.highlighted = clicked
