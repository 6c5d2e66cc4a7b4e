"""The question at hand: where it stands, its words, its rows, and what is worth knowing about an answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.tui.widgets.pick_list import PickList, PickRow


class QuestionView(Vertical):
    """One question. What is typed may put other rows in place of its own for a while."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._own: tuple[Sequence[PickRow], bool, int | None] = (), False, None
        self.completing = False

    def compose(self) -> ComposeResult:
        """Place, words, rows, hint."""
        yield Static(id="place", markup=False)
        yield Static(id="ask", markup=False)
        yield PickList(id="choices")
        yield Static(id="hint", markup=False)

    @property
    def picks(self) -> PickList:
        """The rows."""
        return self.query_one(PickList)

    def put(
        self,
        words: str,
        rows: Sequence[PickRow] = (),
        hint: str = "",
        *,
        place: str = "",
        numbered: bool = True,
        at: int | None = None,
    ) -> None:
        """Put another question. `at`: the row that is highlighted from the start."""
        self._own = rows, numbered, at
        self.query_one("#ask", Static).update(Content(words))
        self._line("#place", place)
        self._line("#hint", hint)
        self.restore()

    def complete(self, rows: Sequence[PickRow]) -> None:
        """Show what completes the typed text in place of the question's rows."""
        self.completing = True
        self.picks.show(rows, numbered=False)

    def restore(self) -> None:
        """Show the question's own rows again."""
        rows, numbered, at = self._own
        self.completing = False
        self.picks.show(rows, numbered=numbered, at=at)

    def numbered_row(self, text: str) -> int | None:
        """The row whose number `text` is, from 0."""
        rows, numbered, _ = self._own
        number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0
        return number - 1 if numbered and not self.completing and 1 <= number <= len(rows) else None

    def _line(self, id_: str, text: str) -> None:
        line = self.query_one(id_, Static)
        line.display = bool(text)
        line.update(Content(text))
