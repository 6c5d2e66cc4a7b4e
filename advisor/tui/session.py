"""What an interview stands at: its latest decision, shown on the panel, and what comes after it from behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen
from textual.widgets import Static

from advisor.errors import BadInput
from advisor.tui import messages
from advisor.tui.live_outlook import LiveOutlook
from advisor.tui.text import panel_text
from advisor.tui.transcript_sync import Talk
from advisor.tui.widgets.key_bar import pretty
from advisor.tui.widgets.panel import Panel
from advisor.tui.widgets.question import AnswerInput
from advisor.tui.widgets.transcript import Transcript, TranscriptTurn

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.tui.services import Services

Choice = tuple[str, Callable[[], Any]]


class SessionScreen(Screen[None]):
    """Decides when an answer changed, shows it, says what moved, and when it is enough."""

    def __init__(self, core: Services) -> None:
        super().__init__()
        self.core = core
        self.conversation: Conversation | None = None
        self.decision: Decision | None = None
        self._talk: Talk
        self.ahead: LiveOutlook
        self._menu: Sequence[Choice] = ()
        self._changed: set[str] = set()
        self._enough = False

    def stand(self) -> None:
        """Begin with nothing decided; to be called when all widgets are there."""
        self._talk = Talk(self.query_one(Transcript))
        self.ahead = LiveOutlook(self)
        self._show_decision()

    def on_unmount(self) -> None:
        """End what works in the background."""
        self.ahead.close()

    def go_on(self) -> None:
        """Back to the interview's own question."""
        raise NotImplementedError

    def remark(self, text: str, fault: bool = False) -> TranscriptTurn:
        """Say something that is not part of the interview's log."""
        return self._talk.remark(text, "fault" if fault else "note")

    def _show_title(self) -> None:
        parts = ["advisor"]
        if self.conversation is not None:
            if self.conversation.title:
                parts.append(panel_text.short_text(self.conversation.title))
            if self.conversation.core_done or (self.settled):
                parts.append("enough for a verdict")
        parts.append(f"as of {self.core.as_of}")
        self.query_one("#title", Static).update(" · ".join(parts))

    def _show_decision(self) -> None:
        self.query_one(Panel).show(self.decision, self.ahead.settled)
        folded = panel_text.folded(self.decision, self._key("panel"), self.ahead.settled)
        self.query_one("#folded", Static).update(folded)
        self.show_outlook()

    def show_outlook(self) -> None:
        """Show how sure the verdict is, on the panel and on a screen that is open for it."""
        found, stale = self.ahead.looked, self.ahead.stale
        self.query_one(Panel).show_outlook(found, stale, self._key("outlook"))
        for screen in self.app.screen_stack[1:]:
            if (show := getattr(screen, "show_looked", None)) is not None:
                show(found, stale)

    def _key(self, action: str) -> str:
        return next((pretty(k) for k, b in self.active_bindings.items() if b.binding.id == action), "")

    def _decide(self) -> None:
        """Decide at once: it takes less than a frame, and a thread beside a repaint takes twice as long."""
        assert self.conversation is not None
        case = self.conversation.case()
        if not case.answers:
            self.decision = None
            self.ahead.changed(None)
            self._show_decision()
            return
        try:
            after = self.core.decide(case)
        except (BadInput, RuntimeError) as e:
            self._talk.remark(f"No verdict: {e}", "fault")
            return
        before, self.decision = self.decision, after
        self.ahead.changed(case)
        self._show_decision()
        self._react(before, after)
        self._show_title()

    def _react(self, before: Decision | None, after: Decision) -> None:
        from advisor.tui.text.changes import SETTLED, reaction

        assert self.conversation is not None
        enough = self.conversation.core_done or self.settled
        lines = reaction(before, after, self._changed)
        self._changed.clear()
        if lines := [n for n in lines if self._enough or not enough or n != SETTLED]:
            self._talk.remark("\n".join(lines))
        if enough:
            self._say_enough()

    def _say_enough(self) -> None:
        assert self.conversation is not None and self.decision is not None
        if not self._enough:
            self._enough = True
            said = messages.enough(self.decision, self.conversation, self.ahead.settled)
            self._talk.remark(said, "advisor")

    @property
    def settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.ahead.settled or (self.decision is not None and self.decision.verdict.settled)

    @property
    def idle(self) -> bool:
        """Whether the question at hand is the interview's and nothing is typed yet."""
        return not self._menu and not self.query_one(AnswerInput).value

    @on(LiveOutlook.Told)
    def _told(self, message: LiveOutlook.Told) -> None:
        self.ahead.told(message)

    def weigh(self) -> None:
        """Show what the background proved: that the verdict is settled."""
        if self.conversation is not None and self.decision is not None and self.ahead.settled:
            self._show_decision()
            self._show_title()
            self._say_enough()
