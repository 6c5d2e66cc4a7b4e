"""Sources: what every citation stands for, with its document, its date and its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from advisor.tui.screens.browser import Catalogue
from advisor.tui.text.citation_links import opened
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.knowledge.references import Reference

_KEY = 24


class SourcesScreen(Catalogue):
    """The citations of a decision, or those of one row of it; `start` is selected first."""

    HINT = "filter: a key, any word of the sentence, a document"
    EMPTY = "No citation matches."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f11,ctrl+y", "close", "Close the sources", show=False)]

    def __init__(self, found: Iterable[Reference], start: str = "") -> None:
        super().__init__()
        self._found = {r.key: r for r in found}
        self.start = start

    def on_mount(self) -> None:
        """The rows first: the arrows move at once."""
        super().on_mount()
        self.action_to_list()

    def heading(self) -> Content:
        """How many there are."""
        return Content(f"{len(self._found)} citations and what they stand for")

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """A row each: the key, and how its sentence begins."""
        asked = filter_.lower().split()
        return {k: _row(r) for k, r in self._found.items() if all(w in _text(r) for w in asked)}

    def detail(self, id_: str) -> Content:
        """The sentence, where it stands, and where that can be read."""
        found = self._found[id_]
        head = (found.key, "bold $text-primary"), (f"   {found.at}" if found.at else "", MUTED)
        parts = [
            Content.assemble(*head),
            Content(found.says or "No note."),
            Content(f"From: {found.document}"),
        ]
        if found.url:
            parts.append(Content(found.url).stylize(opened(found.url)))
        if found.via:
            parts.append(Content.styled(f"Via: {found.via}", MUTED))
        return Content("\n\n").join(parts)


def _row(found: Reference) -> Content:
    return Content.assemble(f"{found.key:<{_KEY}} ", (found.says, MUTED))


def _text(found: Reference) -> str:
    return f"{found.key} {found.says} {found.title} {found.by} {found.url}".lower()
