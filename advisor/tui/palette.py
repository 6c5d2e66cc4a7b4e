"""The command palette, safe against a second Enter before it is gone."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's palette; once it is dismissed, another dismissal is nothing."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave the palette, once."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
