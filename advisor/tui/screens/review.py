"""Check your answers: everything that counts on one page, one key to change it, and the way to the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from advisor.tui.text import review_text
from advisor.tui.widgets.key_bar import KeyLine
from advisor.tui.widgets.themed_list import ThemedList

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation

FINISH = "finish"
_AROUND = 4


class ReviewScreen(Screen[str | None]):
    """Returns the fact to change, `finish` for the verdict, or None; `start` is the fact that is selected first."""

    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("finish", "to the verdict"),
        ("app.command_palette", "all"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "close", "Back to the interview", show=False),
        Binding("v", "finish", "To the verdict", show=False),
    ]

    def __init__(self, talk: Conversation, decision: Decision | None, start: str = "") -> None:
        super().__init__()
        self._start = start
        self._rows = list(review_text.rows(talk, decision))
        self._warnings = decision.warnings if decision is not None else ()

    def compose(self) -> ComposeResult:
        """What is where, the answers, keys."""
        yield Static(
            f"Check your answers: {review_text.summary(self._rows)}. Enter changes one.",
            id="heading",
            markup=False,
        )
        yield Static("\n".join(f"Warning: {w}" for w in self._warnings), id="warnings", markup=False)
        yield ThemedList(id="answers", markup=False, compact=True)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """The way on is the first row, so that Enter there ends it."""
        self.query_one("#warnings").display = bool(self._warnings)
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Fit the columns."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        width = min(110, self.size.width - _AROUND)
        listed.set_options(
            [
                Option(Content.styled("All of this is right: show the verdict", "bold"), id=FINISH),
                *(Option(row.line(width), id=row.fact or None, disabled=not row.fact) for row in self._rows),
            ]
        )
        facts = [row.fact for row in self._rows]
        first = facts.index(self._start) + 1 if self._start and self._start in facts else 0
        listed.highlighted = first if at is None else at

    def action_close(self) -> None:
        """Back to the interview."""
        self.dismiss(None)

    def action_finish(self) -> None:
        """To the verdict."""
        self.dismiss(FINISH)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
