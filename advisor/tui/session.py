"""What an interview stands at: its latest decision, shown on the panel, and what comes after it from behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
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
from advisor.tui.widgets.transcript import Transcript, TranscriptTurn

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.relevance import Needed
    from advisor.tui.services import Services


class SessionScreen(Screen[None]):
    """Decides when an answer changed, shows it, says what moved, and when it is enough."""

    def __init__(self, core: Services) -> None:
        super().__init__()
        self.core = core
        self.conversation: Conversation | None = None
        self.decision: Decision | None = None
        self._talk: Talk
        self.ahead: LiveOutlook
        self._changed: set[str] = set()
        self._enough = False
        self._later: list[str] = []
        self._passed_over: set[str] = set()
        self._told_of_failure = False

    def start(self) -> None:
        """Begin with nothing decided; to be called when all widgets are there."""
        self._talk = Talk(self.query_one(Transcript))
        self.ahead = LiveOutlook(self.core, self.post_message, self._outlook_changed)
        self._show_decision()

    def on_unmount(self) -> None:
        """End what works in the background."""
        self.ahead.close()

    def resume(self) -> None:
        """Back to the interview's own question."""
        raise NotImplementedError

    def price_rows(self) -> None:
        """Show what the rows of the question at hand cost by the latest decision."""
        raise NotImplementedError

    @property
    def idle(self) -> bool:
        """Whether the question at hand is the interview's and nothing is typed yet."""
        raise NotImplementedError

    def finish(self) -> None:
        """Say what was found, and offer what can be done with it."""
        raise NotImplementedError

    def remark(self, text: str, fault: bool = False) -> TranscriptTurn:
        """Say something that is not part of the interview's log."""
        return self._talk.remark(text, "fault" if fault else "note")

    def forget(self) -> None:
        """Stand where no interview has begun."""
        self._talk.clear()
        self.decision = self.conversation = None
        self._changed.clear()
        self._enough = False
        self._later, self._passed_over = [], set()
        self.ahead.ask(None)
        self._show_decision()

    # --- showing

    def _show_title(self) -> None:
        title = "" if self.conversation is None else self.conversation.title
        if self.decision is not None and title != self.decision.title and self.conversation is not None:
            self.decision = replace(self.decision, title=title, case=self.conversation.case())
        self.query_one("#title", Static).update(
            messages.title(title, self.core.priced_on, self.size.width), layout=False
        )

    def _show_decision(self) -> None:
        ahead = self.ahead
        self.query_one(Panel).show(self.decision, ahead.settled, ahead.looked, ahead.stale)
        folded = panel_text.folded(self.decision, self._key("panel"), ahead.settled, self.size.width - 2)
        self.query_one("#folded", Static).update(folded, layout=False)
        self._show_on_screens()

    def show_outlook(self) -> None:
        """Show how sure the verdict is, on the panel and on a screen that is open for it."""
        ahead = self.ahead
        self.query_one(Panel).show(self.decision, ahead.settled, ahead.looked, ahead.stale)
        self._show_on_screens()

    def _show_on_screens(self) -> None:
        ahead = self.ahead
        for screen in self.app.screen_stack[1:]:
            if (show := getattr(screen, "show_looked", None)) is not None:
                show(ahead.looked, ahead.stale, ahead.failed)

    def _key(self, action: str) -> str:
        return next((pretty(k) for k, b in self.active_bindings.items() if b.binding.id == action), "")

    # --- deciding

    def _decide(self) -> None:
        """Decide at once: it takes less than a frame, and a thread beside a repaint takes twice as long."""
        assert self.conversation is not None
        case = self.conversation.case()
        if not case.answers:
            self.decision = None
            self.ahead.ask(None)
            self._show_decision()
            return
        try:
            after = self.core.decide(case)
        except (BadInput, RuntimeError) as e:
            self._talk.remark(f"No verdict: {e}", "fault")
            return
        before, self.decision = self.decision, after
        self.ahead.ask(case)
        self._show_decision()
        self.price_rows()
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
        if enough and not self._enough:
            self._enough = True
            self.finish()

    def _settled_from_behind(self) -> None:
        """The verdict is proven while a question is being read: that is said, and the question stays."""
        assert self.conversation is not None and self.decision is not None
        self._show_decision()
        if self._enough:
            return
        self._enough = True
        if self.ahead.unread and self.idle:
            self.finish()
        else:
            self.remark(messages.PROVEN)

    @property
    def settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.ahead.settled or (self.decision is not None and self.decision.verdict.settled)

    # --- what comes from behind

    @on(LiveOutlook.Told)
    def _told(self, message: LiveOutlook.Told) -> None:
        self.ahead.apply_reply(message)

    def _outlook_changed(self) -> None:
        """Show how sure the verdict is, ask what can change it first, and say when nothing can."""
        if self.conversation is None or self.decision is None:
            return
        if self.ahead.failed and not self._told_of_failure:
            self._told_of_failure = True
            self.remark(messages.NO_OUTLOOK, fault=True)
        self.show_outlook()
        if self.ahead.needed is not None:
            self._reorder(self.ahead.needed)
        if self.ahead.settled:
            self._settled_from_behind()

    def _reorder(self, needed: Needed) -> None:
        """Ask in the order of what is needed, but never replace a question that is being read or answered."""
        talk = self.conversation
        if talk is None or talk.current is None:
            return
        before = talk.current.facts
        later = [] if needed.settled else [n for n in talk.open_facts if n not in needed.facts]
        talk.ask_later(later)
        after = talk.current.facts
        if after != before and not (self.ahead.unread and self.idle):
            self._keep_asking(talk, before, [n for n in later if n not in before])
            return
        self._later = later
        if after != before:
            self.resume()
        self._say_put_off(talk)

    def _keep_asking(self, talk: Conversation, asked: tuple[str, ...], later: list[str]) -> None:
        """The question at hand stays; those after it come in the new order where that leaves it first."""
        talk.ask_later(later)
        if talk.current is not None and talk.current.facts == asked:
            self._later = later
        else:
            talk.ask_later(self._later)

    def _say_put_off(self, talk: Conversation) -> None:
        from advisor.interview.relevance import put_off

        if new := [n for n in talk.passed_over if n not in self._passed_over]:
            self._passed_over.update(new)
            self.remark(put_off(new))
