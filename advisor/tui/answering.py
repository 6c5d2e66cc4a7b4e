"""The line and the rows of the question at hand: one highlight, moved by digits and arrows, confirmed by Enter."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from advisor.case.facts import TRIED
from advisor.errors import BadInput
from advisor.tui import command_completion, interview_actions, messages
from advisor.tui.asking import AskingScreen
from advisor.tui.host import Choice
from advisor.tui.text import question_text
from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.pick_list import PickRow
from advisor.tui.widgets.transcript_list import Transcript

if TYPE_CHECKING:
    from advisor.interview.conversation import Conversation
    from advisor.interview.reaction import Proposal, Reaction

SETTLE_S = 0.3
"""An Enter this soon after a reading was put belongs to the one before."""

_LISTED = 4
"""So many answers that were read back have a row each that leaves them out."""


class AnsweringScreen(AskingScreen):
    """Takes what is picked or typed."""

    _found: Sequence[command_completion.Candidate] = ()
    _not_before = 0.0

    # --- the highlight

    @on(Input.Changed, "#answer")
    def _typed(self, event: Input.Changed) -> None:
        self.order_questions()
        view, text = self.view, event.value
        row = view.numbered_row(text)
        self._found = () if row is not None else command_completion.candidates(text, self.asked, self.host)
        if self._found:
            view.complete([PickRow(c.label, c.note) for c in self._found])
        elif view.completing:
            view.restore()
        if row is not None:
            view.picks.highlight(row)
        elif text and not view.completing:
            view.picks.highlight(None)

    @on(AnswerInput.Move)
    def _move(self, event: AnswerInput.Move) -> None:
        self.order_questions()
        view, line = self.view, self.line
        if view.numbered_row(line.value) is not None:
            with line.prevent(Input.Changed):
                line.clear()
        if not line.value or view.completing:
            view.picks.move(event.by)

    @on(AnswerInput.TickRow)
    def _tick(self) -> None:
        picks = self.view.picks
        if picks.highlighted is not None and not self.view.completing:
            picks.tick(picks.highlighted)

    @on(AnswerInput.Complete)
    def _complete(self) -> None:
        if self._found:
            self.line.put(self._found[self.view.picks.highlighted or 0].text)
        else:
            self.action_panel_focus()

    def action_panel_focus(self) -> None:
        """Tab with nothing to complete."""
        raise NotImplementedError

    def action_pick(self, at: int) -> None:
        """A click on a row: it is taken, or ticked where several are."""
        self.line.focus()
        if self.view.completing:
            self._take_completion(at)
        elif self.view.picks.rows[at].ticked is not None:
            self.view.picks.highlight(at)
            self.view.picks.tick(at)
        else:
            self._take_row(at)

    # --- taking answers

    @on(Input.Submitted, "#answer")
    async def _submitted(self, event: Input.Submitted) -> None:
        with self.app.batch_update():
            self._take(event.value)
            await self.query_one(Transcript).mounted()

    def _take(self, text: str) -> None:
        self.order_questions()
        picks = self.view.picks
        row = self.view.numbered_row(text)
        if self.view.completing and picks.highlighted is not None:
            self._take_completion(picks.highlighted)
        elif not text and time.monotonic() < self._not_before:
            return
        elif row is not None or (not text and picks.highlighted is not None):
            self._take_row(picks.highlighted if row is None else row)  # type: ignore[arg-type]
        elif text.strip():
            self._clear_line()
            self.submit(text)

    def _take_completion(self, at: int) -> None:
        chosen = self._found[at]
        if chosen.answers:
            self._clear_line()
            self.submit(chosen.text)
        else:
            self.line.put(chosen.text)

    def _take_row(self, at: int) -> None:
        self._clear_line()
        self.query_one(Transcript).anchor()
        if self._menu:
            self._menu[at].do()
            return
        prompt = self.asked
        if prompt is not None and at == len(self._answers):
            self.host.action_review()
        elif prompt is not None:
            self._answer(question_text.said_by_row(prompt, self._answers, at, self.view.picks.ticked))

    def _clear_line(self) -> None:
        with self.line.prevent(Input.Changed):
            self.line.clear()
        if self.view.completing:
            self.view.restore()
        self._found = ()

    def submit(self, text: str) -> None:
        """What the user typed: a choice of the app's own, a command, or an answer."""
        from advisor.interview import commands

        self.query_one(Transcript).anchor()
        if (picked := messages.picked(text.strip(), [c.label for c in self._menu])) is not None:
            self._menu[picked].do()
            return
        try:
            command = commands.parse(text)
        except BadInput as e:
            from advisor.interview.said_back import sentence

            self.misunderstood(text, [sentence(e)])
            return
        if self._numbers_a_hidden_row(text):
            self._pick_first(text)
        elif command is not None:
            from advisor.tui.slash_commands import run_command

            run_command(self.host, command)
        elif self._heard is not None:
            self._heard(text)
        else:
            self.ensure_conversation()
            self._answer(text)

    def _numbers_a_hidden_row(self, text: str) -> bool:
        """Whether a number alone stands for no row that is shown, and would pick one of the question behind these."""
        prompt = self.conversation.current if self._menu and self.conversation is not None else None
        return prompt is not None and bool(prompt.labels) and text.strip().isdecimal()

    def _pick_first(self, text: str) -> None:
        self.misunderstood(text, [f"Pick one of the {len(self._menu)} rows first."])

    def _answer(self, text: str) -> None:
        from advisor.interview import said_back

        conversation = self.ensure_conversation()
        waiting = conversation.proposal
        reaction = conversation.answer(text)
        if reaction.facts or not (reaction.errors or reaction.proposal):
            self.show_reaction(reaction)
        elif reaction.errors:
            if self._menu:  # what was read back is let go by any other answer, understood or not
                self.resume()
            self.misunderstood(text, reaction.errors)
        else:
            self._talk.heard(text)
        for passed in said_back.let_go(waiting, reaction):
            self._talk.remark(passed)
        if reaction.proposal is not None:
            self.read_back(reaction.proposal)
        elif TRIED in reaction.facts:
            interview_actions.ask_result(self.host)

    def read_back(self, meant: Proposal) -> None:
        """Say what was understood with doubt; Enter takes it, unless it is the tail of a double one."""
        from advisor.interview.reaction import ALL_BUT, YES

        choices = [Choice(YES, lambda: self._answer(YES)), Choice("no, ask me again", self._not_meant)]
        if 1 < len(meant.each) <= _LISTED:
            choices += [
                Choice(ALL_BUT.format(said), partial(self._answer, f"not {place}"))
                for place, said in enumerate(meant.each, 1)
            ]
        self.offer(
            messages.READ_BACK.format(says=meant.says),
            choices,
            "y takes it; anything else you type is taken instead",
            heard=self.heard_at_doors,
        )
        self.view.picks.highlight(0)
        self._not_before = time.monotonic() + SETTLE_S

    @property
    def heard_at_doors(self) -> Callable[[str], None] | None:
        """What hears what is typed once the questions are over; None while they are asked."""
        return None

    def _not_meant(self) -> None:
        self.ensure_conversation().let_go()
        self.resume()

    def misunderstood(self, text: str, errors: Sequence[str]) -> None:
        """Keep the words as the user's turn and say what was wrong, in place of the fault before."""
        self._talk.misunderstood(text, errors)

    def show_reaction(self, reaction: Reaction) -> None:
        """Show what an input did, and decide again where it changed a fact."""
        self.resume()
        for error in reaction.errors:
            self._talk.remark(error, "fault")
        for line in messages.moved(reaction):
            self._talk.remark(line)
        if reaction.unsaved:
            self._talk.remark(f"Kept in memory only, the disk refuses it: {reaction.unsaved}", "fault")
        if reaction.facts:
            self._changed |= set(reaction.facts)
            self._decide()

    def ensure_conversation(self) -> Conversation:
        """The conversation, started where there was none."""
        raise NotImplementedError

    def put_line(self, text: str) -> None:
        """Begin what the user may finish."""
        self.line.focus()
        self.line.put(text)
