"""Lists of rows: in the colours of a new theme at once; with a click that shows a row and another that opens it."""

from __future__ import annotations

from textual import events
from textual.theme import Theme
from textual.widgets import OptionList


class ThemedList(OptionList):
    """Rows are kept as they were drawn; a theme may change colours inside them and none of the list's own."""

    def on_mount(self) -> None:
        """Listen for themes."""
        self.app.theme_changed_signal.subscribe(self, self._draw_anew)

    def _draw_anew(self, _: Theme) -> None:
        self._clear_caches()


class RowList(ThemedList):
    """What an arrow and Enter do on the keyboard, a first and a second click do."""

    async def _on_click(self, event: events.Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= 0 and clicked != self.highlighted:
            event.prevent_default()
            self.highlighted = clicked
