"""The question at hand: its words, its numbered choices, and the line to answer on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from advisor.tui.widgets.line_input import Field

LONGEST = 4000
_GAP = 3


class QuestionView(Vertical):
    """One question. Choices sit in as many columns as fit; a click runs the screen's `pick(number)`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[str] = ()
        self._hint = ""

    def compose(self) -> ComposeResult:
        """The words, then the choices."""
        yield Static(id="ask", markup=False)
        yield Static(id="choices", markup=False)

    def ask(self, words: str | Content, choices: Sequence[str] = (), hint: str = "") -> None:
        """Put another question. `hint` follows the choices, in muted text."""
        self._choices, self._hint = choices, hint
        self.query_one("#ask", Static).update(Content(words) if isinstance(words, str) else words)
        self._lay_out()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        cells = [f"{i} {c}" for i, c in enumerate(self._choices, 1)]
        widest = max((Content(c).cell_length for c in cells), default=0) + _GAP
        columns = max(1, min(3, (self.size.width - 2) // widest)) if cells else 1
        deep = -(-len(cells) // columns)
        rows: list[Content] = []
        for row in range(deep):
            parts: list[Content] = []
            for n in range(row, len(cells), deep):
                label = Content.assemble(
                    (cells[n][: cells[n].index(" ")], "bold $primary"), cells[n][cells[n].index(" ") :]
                )
                link = label.stylize(f"@click=screen.pick({n + 1})")
                parts.append(link + Content(" " * (widest - label.cell_length)))
            rows.append(Content("").join(parts).rstrip())
        if self._hint:
            rows.append(Content.styled(self._hint, "dim"))
        shown = self.query_one("#choices", Static)
        shown.display = bool(rows)
        shown.update(Content("\n").join(rows))


class AnswerInput(Field):
    """One line to answer on. While it is empty a digit picks, `?` asks why, up reaches earlier answers."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "earlier", "Pick an earlier answer", show=False)]

    class Digit(Message):
        """A digit key on an empty line."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Why(Message):
        """`?` on an empty line."""

    class Earlier(Message):
        """Up on an empty line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, max_length=LONGEST)
        self._picks = 0

    @property
    def picks(self) -> int:
        """How many choices a single digit can pick; 0 where digits are typed."""
        return self._picks

    def expect(self, picks: int, says: str) -> None:
        """Say what the empty line takes now."""
        self._picks, self.placeholder = picks, says

    async def _on_key(self, event: events.Key) -> None:
        if not self.value and event.character:
            if event.character == "?":
                event.prevent_default().stop()
                self.post_message(self.Why())
                return
            if (
                event.character.isascii()
                and event.character.isdigit()
                and 1 <= int(event.character) <= self.picks
            ):
                event.prevent_default().stop()
                self.post_message(self.Digit(int(event.character)))
                return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line with words in it, cut to what an answer may hold."""
        event.prevent_default().stop()
        line = next((part for part in event.text[: LONGEST * 4].splitlines() if part.strip()), "")
        self.insert_text_at_cursor(line[: max(0, LONGEST - len(self.value))])

    def action_earlier(self) -> None:
        """Leave an empty line upwards."""
        if not self.value:
            self.post_message(self.Earlier())
