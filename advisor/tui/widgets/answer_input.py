"""The line to answer on: text, and the keys that move the highlight of the rows above it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from advisor.tui.widgets.line_input import Field

LONGEST = 4000


class AnswerInput(Field):
    """One line. Arrows move the highlight, `?` on an empty line asks why, space on one ticks a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False),
        Binding("down", "move(1)", "Row below", show=False),
        Binding("tab", "complete", "Complete, or to the panel", show=False),
        Binding("escape", "close", "Leave what is open", show=False),
        Binding("ctrl+c", "stop", "Copy, or how to leave", show=False),
    ]

    class Move(Message):
        """Up or down."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class TickRow(Message):
        """Space on an empty line."""

    class Complete(Message):
        """Tab."""

    class Leave(Message):
        """Escape."""

    class Why(Message):
        """`?` on an empty line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, max_length=LONGEST)

    def put(self, text: str) -> None:
        """Begin a text that the user may finish."""
        self.value = text
        self.cursor_position = len(text)

    async def _on_key(self, event: events.Key) -> None:
        message = {"?": self.Why, " ": self.TickRow}.get(event.character or "")
        if message is not None and not self.value:
            event.prevent_default().stop()
            self.post_message(message())
            return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines with words in them as one, cut to what an answer may hold."""
        event.prevent_default().stop()
        lines = (part.strip() for part in event.text[: LONGEST * 4].splitlines())
        line = ", ".join(part.rstrip(",;") for part in lines if part)
        self.insert_text_at_cursor(line[: max(0, LONGEST - len(self.value))])

    def action_move(self, by: int) -> None:
        """Ask to move the highlight."""
        self.post_message(self.Move(by))

    def action_complete(self) -> None:
        """Ask to complete what is typed."""
        self.post_message(self.Complete())

    def action_close(self) -> None:
        """Ask to leave what is open."""
        self.post_message(self.Leave())

    def action_stop(self) -> None:
        """Copy what is selected; where nothing is, say how to leave."""
        if self.selected_text:
            self.action_copy()
        else:
            self.app.action_help_quit()
