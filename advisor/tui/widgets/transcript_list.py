"""The talk so far: one plain turn a widget; the user's own turns can be picked to edit them."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import AwaitMount, Widget
from textual.widgets import Static

from advisor.tui.text.citation_links import linked
from advisor.tui.text.styles import MUTED, YOU

Voice = Literal["advisor", "you", "unread", "note", "fault", "card"]
_LONGEST = 2000


class TranscriptTurn(Static):
    """What one side said. Text is shown as it is, never read as markup."""

    def __init__(self, text: str, voice: Voice) -> None:
        told = Content(clipped(text)) if voice in ("you", "unread", "fault") else linked(clipped(text))
        super().__init__(told, classes=f"turn {voice}", markup=False)


class AnswerTurn(TranscriptTurn, can_focus=True):
    """An answer. Enter or a click asks to edit the facts it set."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "Edit this answer"),
        Binding("up", "step(-1)", "Earlier answer"),
        Binding("down", "step(1)", "Later answer"),
        Binding("escape", "leave", "Back to the input"),
    ]

    class Edit(Message):
        """The user wants to answer this again."""

        def __init__(self, facts: tuple[str, ...]) -> None:
            super().__init__()
            self.facts = facts

    class PickingDone(Message):
        """The user is done picking."""

    def __init__(self, text: str, facts: tuple[str, ...]) -> None:
        super().__init__("", "you")
        self._text, self.facts = clipped(text), facts
        self._state: str | None = None

    def mark(self, *, aside: bool, replaced: bool) -> None:
        """Say in words whether the answer still counts."""
        state = " (set aside: no longer asked)" if aside else " (answered again below)" if replaced else ""
        if state == self._state:
            return
        self._state = state
        self.set_class(aside or replaced, "aside")
        self.update(Content.assemble(self._text, (f"{state}{YOU}", MUTED)))

    def action_edit(self) -> None:
        """Ask to edit."""
        self.post_message(self.Edit(self.facts))

    def action_leave(self) -> None:
        """Give the focus back."""
        self.post_message(self.PickingDone())

    def action_step(self, by: int) -> None:
        """Focus the answer before or after this one; past the last one, the input."""
        answers = list(self.screen.query(AnswerTurn))
        at = answers.index(self) + by
        if at >= len(answers):
            self.post_message(self.PickingDone())
        elif at >= 0:
            answers[at].focus()

    def on_click(self, event: events.Click) -> None:
        """The mouse does what Enter does."""
        event.stop()
        self.action_edit()


class Transcript(VerticalScroll, can_focus=False):
    """Follows the last turn until the user scrolls up."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._mounting: list[AwaitMount] = []

    def compose(self) -> ComposeResult:
        """Starts empty."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the end."""
        self.anchor()

    def follow_at_end(self) -> None:
        """Follow again once the reader is back at the end."""
        if self.scroll_y >= self.max_scroll_y:
            self.anchor()

    def add(self, *turns: TranscriptTurn) -> None:
        """Append turns."""
        if turns:
            self._mounting.append(self.mount_all(turns))

    def show_begin(self, turn: Widget) -> None:
        """Show the first line of a turn that does not fit; else stay at the end."""
        if turn.outer_size.height > self.size.height:
            self.anchor(False)
            self.scroll_to_widget(turn, top=True, animate=False, immediate=True)

    async def mounted(self) -> None:
        """Wait until every turn that was added is there, so that all is laid out once."""
        while self._mounting:
            await self._mounting.pop()


def clipped(text: str) -> str:
    """`text` cut to a readable length, with what is missing counted."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]} … ({len(text) - _LONGEST:,} more characters)"
