"""Puts questions: the interview's, and the app's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from advisor.tui.host import Choice, InterviewHost
from advisor.tui.session import SessionScreen
from advisor.tui.text import question_text
from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.pick_list import PickRow
from advisor.tui.widgets.question import QuestionView

if TYPE_CHECKING:
    from advisor.interview.question_prompt import QuestionPrompt


class AskingScreen(SessionScreen):
    """One question at a time, with its rows and its place."""

    _menu: Sequence[Choice] = ()
    _answers: Sequence[question_text.RowAnswer] = ()
    _heard: Callable[[str], None] | None = None

    @property
    def host(self) -> InterviewHost:
        """This screen, for what works on it."""
        raise NotImplementedError

    @property
    def line(self) -> AnswerInput:
        """Where the user types."""
        return self.query_one(AnswerInput)

    @property
    def view(self) -> QuestionView:
        """The question at hand."""
        return self.query_one(QuestionView)

    @property
    def interviewing(self) -> bool:
        """Whether the question at hand is the interview's."""
        return not self._menu

    @property
    def asked(self) -> QuestionPrompt | None:
        """The interview's question, where that is the one at hand."""
        return None if self._menu or self.conversation is None else self.conversation.current

    def offer(
        self,
        ask: str,
        choices: Sequence[Choice],
        hint: str = "",
        must: bool = False,
        heard: Callable[[str], None] | None = None,
    ) -> None:
        """A question of the app's own, in place of the interview's.

        With `must` only a choice answers it; `heard` takes what is typed. Else words answer the interview's.
        """
        grows = bool(self._menu) and tuple(choices[: len(self._menu)]) == tuple(self._menu)
        at = self.view.picks.highlighted if grows else None
        self._menu, self._heard = tuple(choices), self._pick_first if must else heard
        self.view.put(ask, [PickRow(c.label, c.note) for c in choices], hint, at=at)
        self.line.placeholder = question_text.picking(len(choices), own_words=not must)

    def ask(self, prompt: QuestionPrompt) -> None:
        """Put the interview's question."""
        self._menu, self._heard = (), None
        self._answers = question_text.answer_rows(prompt, self.decision)
        rows = self._rows()
        numbered = bool(prompt.labels) or question_text.asks_models(prompt)
        self.view.put(
            prompt.ask,
            rows,
            question_text.hint(prompt, stays=self.settled),
            place=self.place(prompt),
            numbered=numbered,
            at=question_text.given_row(prompt),
        )
        self.line.placeholder = question_text.picking(len(rows) if numbered else 0, own_words=True)

    def price_rows(self) -> None:
        """Put the rows again with what they cost by the latest decision."""
        prompt = self.asked
        if prompt is not None and question_text.shows_prices(prompt):
            self.ask(prompt)

    def _rows(self) -> list[PickRow]:
        """The question's rows; once there is enough for a verdict, the way to it is the last."""
        assert self.conversation is not None
        found = [a.row for a in self._answers]
        enough = self.settled or not self.conversation.open_core
        return [*found, PickRow(question_text.FINISH)] if enough and self.decision is not None else found

    def place(self, prompt: QuestionPrompt) -> str:
        """Where in the interview this question stands."""
        from advisor.interview.relevance import questions_left

        assert self.conversation is not None
        theme = self.conversation.checklist.themes[prompt.question.theme]
        left = questions_left(self.conversation, prompt, self.ahead.needed)
        return question_text.place(prompt, theme, left)

    def _pick_first(self, text: str) -> None:
        """What is typed where only a choice answers."""
        raise NotImplementedError
