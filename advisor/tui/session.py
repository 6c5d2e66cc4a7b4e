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
from advisor.tui.widgets.transcript_list import Transcript, TranscriptTurn

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
        self._unordered: Decision | None = None
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
    def interviewing(self) -> bool:
        """Whether the question at hand is the interview's."""
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
        self._unordered, self._passed_over = None, set()
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
        self._unordered = after
        self.call_after_refresh(self.order_questions)

    def _react(self, before: Decision | None, after: Decision) -> None:
        from advisor.report.what_moved import SETTLED, reaction_lines

        assert self.conversation is not None
        enough = not self.conversation.open_core or self.settled
        lines = reaction_lines(before, after, self._changed)
        self._changed.clear()
        if lines := [n for n in lines if self._enough or not enough or n != SETTLED]:
            self._talk.remark("\n".join(lines))
        if enough and not self._enough:
            self._enough = True
            self.finish()

    def _proven(self) -> None:
        """The verdict is proven while something else is asked: that is said, and the question stays."""
        assert self.conversation is not None and self.decision is not None
        self._show_decision()
        if self._enough:
            return
        self._enough = True
        if self.interviewing:
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
        """Show how sure the verdict is."""
        if self.conversation is None or self.decision is None:
            return
        if self.ahead.failed and not self._told_of_failure:
            self._told_of_failure = True
            self.remark(messages.NO_OUTLOOK, fault=True)
        self.show_outlook()

    # --- what to ask next

    def order_questions(self) -> None:
        """Ask what can change the latest decision, and say when nothing can.

        Comes after the panel is drawn and before anything else is typed, so that the order hangs on answers alone.
        """
        decision, self._unordered = self._unordered, None
        if decision is None or self.conversation is None:
            return
        self.ahead.weigh(decision)
        if self.ahead.needed is not None:
            self._reorder(self.conversation, self.ahead.needed)
        if self.ahead.settled:
            self._proven()

    def _reorder(self, talk: Conversation, needed: Needed) -> None:
        if talk.current is None:
            return
        talk.ask_later([] if needed.settled else [n for n in talk.open_facts if n not in needed.facts])
        if self.interviewing:
            self.resume()
        self._say_put_off(talk)

    def _say_put_off(self, talk: Conversation) -> None:
        from advisor.interview.relevance import put_off

        if new := [n for n in talk.passed_over if n not in self._passed_over]:
            self._passed_over.update(new)
            self.remark(put_off(new))
