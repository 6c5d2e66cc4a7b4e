"""The end of an interview: enough for a verdict, the answers checked, the verdict on a card, the memo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.tui import interview_actions, messages
from advisor.tui.answering import AnsweringScreen
from advisor.tui.host import Choice
from advisor.tui.widgets.transcript_list import Transcript

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.reaction import Reaction


class FinishingScreen(AnsweringScreen):
    """Ends the interview when the user wants it to, and lets it go on."""

    _reviewing = ""
    """The fact that is asked again from the page of answers."""

    _at_doors = False
    """Whether the questions are over for now: what is changed leads back to the doors."""

    def forget(self) -> None:
        """Stand where no interview has begun."""
        super().forget()
        self._at_doors = False

    def action_new(self) -> None:
        """Leave this interview as it is and start another."""
        raise NotImplementedError

    def edit(self, fact: str) -> None:
        """Ask this fact again."""
        self._at_doors = False
        self.show_reaction(self.ensure_conversation().edit(fact))

    def finish(self) -> None:
        """Offer to check the answers and see the verdict, or to go on."""
        if self.conversation is None or self.decision is None:
            return
        self._talk.remark(messages.enough(self.decision, self.conversation, self.ahead.settled), "advisor")
        self.offer_doors()

    def offer_doors(self) -> None:
        """Offer to check the answers, to go on, or the verdict."""
        assert self.conversation is not None
        doors = [Choice("Check your answers first", self.action_review, "one page, one key to change")]
        if left := len(self.conversation.open_facts):
            doors.append(Choice("Go on", self._go_on, f"{left} more questions; /finish ends"))
        doors.append(Choice("Straight to the verdict", self.show_verdict))
        self._at_doors = True
        self.offer("What next?", doors, heard=self._tell)

    @property
    def heard_at_doors(self) -> Callable[[str], None] | None:
        """What hears what is typed at the doors."""
        return self._tell if self._at_doors else None

    def _go_on(self) -> None:
        self._at_doors = False
        self.resume()

    def _tell(self, text: str) -> None:
        """Hear what is said at the doors: it changes answers, and answers no question behind them."""
        from advisor.interview import said_back

        talk = self.ensure_conversation()
        waiting, done = talk.proposal, talk.tell(text)
        if done.facts:
            self.show_reaction(done)
        elif done.proposal is None and done.errors:
            self.misunderstood(text, done.errors)
        else:
            self._talk.heard(text)
            self.resume()
        for passed in said_back.let_go(waiting, done):
            self._talk.remark(passed)
        if done.proposal is not None:
            self.read_back(done.proposal)

    def show_verdict(self) -> None:
        """The verdict on a card, and the ways out of here."""
        if self.decision is None:
            return
        self._talk.remark(messages.card(self.decision, self.ahead.settled, self.ahead.looked), "card")
        doors = [
            Choice("Read the memo", self.action_memo),
            Choice("Export it", self.action_export, "as Markdown, HTML, JSON or a case"),
            Choice("Copy the verdict", self.action_copy_verdict),
            Choice("Change an answer", self.action_review),
            Choice("Start another interview", self.action_new, "this one is kept"),
        ]
        if self.conversation is not None and self.conversation.current is not None:
            doors.insert(3, Choice("Go on", self._go_on, "refine the price"))
        self._at_doors = True
        self.offer("What would you like to do with it?", doors, heard=self._tell)
        self.run_worker(self._begin_of_card(), group="card")

    async def _begin_of_card(self) -> None:
        """A card longer than the talk's window is shown from its first line."""
        talk = self.query_one(Transcript)
        await talk.mounted()
        self.call_after_refresh(talk.show_begin, self.query(".card").last())

    def action_review(self) -> None:
        """Everything that was said, measured or assumed, on one page."""
        if self.conversation is None:
            self.remark("There is no answer yet.", fault=True)
            return
        from advisor.tui.screens.review import ReviewScreen

        start, self._reviewing = self._reviewing, ""
        self.app.push_screen(ReviewScreen(self.conversation, self.decision, start), self._reviewed)

    def _reviewed(self, chosen: str | None) -> None:
        from advisor.tui.screens.review import FINISH

        if chosen == FINISH:
            self.show_verdict()
        elif chosen is not None:
            self.edit(chosen)
            self._reviewing = chosen

    def show_reaction(self, reaction: Reaction) -> None:
        """Show what an input did; back to the page of answers once what was changed there is answered."""
        if not (reaction.facts or reaction.errors or reaction.proposal):  # another question is put
            self._at_doors = False
        super().show_reaction(reaction)
        if self._reviewing and self.conversation is not None and self._is_answered(self.conversation):
            self.action_review()

    def _is_answered(self, talk: Conversation) -> bool:
        from advisor.interview.tried_models import undecided

        asked = talk.current.facts if talk.current is not None else ()
        return self._reviewing not in asked and undecided(talk) is None

    def action_memo(self) -> None:
        """The memo on a screen of its own."""
        if self.decision is not None:
            from advisor.tui.screens.memo import MemoScreen

            self.app.push_screen(
                MemoScreen(self.decision), lambda then: self.action_export() if then else None
            )

    # --- getting out

    def action_export(self, suggested: str = "") -> None:
        """Ask where to write the memo or the case."""
        if self.decision is None:
            self.remark("There is nothing to export yet.", fault=True)
            return
        from advisor.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.decision, suggested, self._named), self._exported)

    def _named(self, title: str) -> Decision:
        """The decision under its new name."""
        assert self.decision is not None
        self.entitle(title)
        return self.decision

    def entitle(self, title: str) -> None:
        """Name this decision; the question or the doors at hand stay."""
        talk = self.ensure_conversation()
        reaction = talk.name(title)
        self._talk.follow(talk.transcript())
        for error in (*reaction.errors, *((reaction.unsaved,) if reaction.unsaved else ())):
            self.remark(error, fault=True)
        self._show_title()

    def _exported(self, path: str | None) -> None:
        if path is not None and self.conversation is not None:
            self.conversation.finish(path)
            self.remark(f"Written: {path}")

    def action_copy_verdict(self) -> None:
        """Put the verdict on the clipboard."""
        self.run_worker(
            interview_actions.copy(
                self.host, "The verdict", lambda d: messages.verdict(d, self.ahead.settled)
            ),
            group="copy",
        )

    def action_copy_memo(self) -> None:
        """Put the whole memo on the clipboard."""
        from advisor.tui.screens.export import memo

        self.run_worker(
            interview_actions.copy(self.host, "The memo", lambda d: memo(d, "memo")), group="copy"
        )
