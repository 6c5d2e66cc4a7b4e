"""What an interview knows: the answers that hold, what is asked now, what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.interview import state
from advisor.interview.question_prompt import QuestionPrompt, prompt_for
from advisor.interview.transcript import ConversationTurn, transcript

if TYPE_CHECKING:
    from advisor.case.answer import Answer
    from advisor.case.case import Case
    from advisor.decision.checklist import Checklist, Part
    from advisor.interview.event_log import Log
    from advisor.interview.price_lookup import Book


class InterviewView:
    """An interview as its log tells it; nothing here changes it."""

    def __init__(self, log: Log, checklist: Checklist, book: Book) -> None:
        self.log, self.checklist, self._book = log, checklist, book
        self._state = state.replay(log.events, str(log.path) if log.path else None)
        self._view = state.view(self._state, checklist)
        self._later: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The name of this decision; empty until it has one."""
        return self._state.title

    @property
    def current(self) -> QuestionPrompt | None:
        """What to ask now; None when every question is answered or skipped."""
        parts = self._current()
        return prompt_for(parts, self.checklist, self._book, self._state, self._view) if parts else None

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer that holds, those set aside included."""
        return dict(self._state.answers)

    @property
    def aside(self) -> frozenset[str]:
        """Facts answered but no longer asked for; they are kept, and are not in the case."""
        return self._view.aside

    @property
    def skipped(self) -> frozenset[str]:
        """Facts that were left open on purpose."""
        return self._state.skipped

    @property
    def open_facts(self) -> tuple[str, ...]:
        """Facts still to be asked, in order."""
        return self._view.open

    @property
    def open_core(self) -> tuple[str, ...]:
        """Facts of core questions still to be asked, in order."""
        return tuple(n for n in self._view.open if self.checklist.question(n).core)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Facts of core questions that wait although their turn has come."""
        now = self._current()
        at = self._view.open.index(now[0].fact.name) if now and now[0].fact.name in self._view.open else 0
        return tuple(n for n in self._view.open[:at] if n in self._later and self.checklist.question(n).core)

    @property
    def finished(self) -> str | None:
        """The file this interview was written to, unless something was said since."""
        return self._state.finished

    @property
    def unsaved(self) -> str | None:
        """Why the log on disk lacks the last answers; None when all is saved."""
        return self.log.unsaved

    def case(self) -> Case:
        """The answers that count."""
        return state.case(self._state, self._view)

    def transcript(self) -> list[ConversationTurn]:
        """What was asked, said and understood, in order."""
        return transcript(self._state, self._view, self.checklist)

    def _current(self) -> tuple[Part, ...]:
        return state.current(self._state, self._view, self.checklist, self._later)
