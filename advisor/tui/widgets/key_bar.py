"""The last line of a screen: at most five keys, each clickable, as the user's keymap has them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

_WIDE, _TIGHT = "   ", "  "


class KeyLine(Static):
    """Takes (action, label) pairs and shows the key that is bound to each."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__(markup=False)
        self._entries = entries

    def on_mount(self) -> None:
        """Show the keys, and again whenever bindings change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.show())
        self.show()

    def on_resize(self) -> None:
        """Move the keys together where they would be cut off."""
        self.show()

    def show(self) -> None:
        """Read the keys from the active bindings."""
        keys = {b.binding.action: key for key, b in reversed(self.screen.active_bindings.items())}
        parts: list[Content] = []
        for action, label in self._entries:
            plain = action.removeprefix("app.")
            key = keys.get(action, keys.get(plain))
            if key is not None:
                text = Content.assemble((pretty(key), "bold"), f" {label}")
                where = "app" if action != plain else "screen"
                parts.append(text.stylize(f"@click={where}.{plain}"))
        fits = sum(part.cell_length for part in parts) + len(_WIDE) * len(parts) <= self.size.width
        self.update(Content(_WIDE if fits else _TIGHT).join(parts))


def pretty(key: str) -> str:
    """A key as people write it: `F2`, `^q`, `shift+tab`."""
    if key == "slash":
        return "/"
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+')}"
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key
