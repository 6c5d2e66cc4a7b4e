"""A list of rows that takes the colours of a new theme at once."""

from __future__ import annotations

from textual.theme import Theme
from textual.widgets import OptionList


class ThemedList(OptionList):
    """Rows are kept as they were drawn; a theme may change colours inside them and none of the list's own."""

    def on_mount(self) -> None:
        """Listen for themes."""
        self.app.theme_changed_signal.subscribe(self, self._draw_anew)

    def _draw_anew(self, _: Theme) -> None:
        self._clear_caches()
