"""What is asked now: a question's words, its numbered answers, what stands, and how far along it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.case.answer import Answer
from advisor.case.facts import TRIED
from advisor.decision.checklist import AnswerChoice, Checklist, Part, Question
from advisor.interview.price_lookup import Book, ShownDefault
from advisor.interview.state import State, View

NOT_SURE = "not sure"


@dataclass(frozen=True)
class Progress:
    """`at` of `total` questions of this stretch: the core ones, or the refinements after them."""

    at: int
    total: int
    core: bool

    def __str__(self) -> str:
        return f"{self.at} of {self.total}" if self.core else f"refinement {self.at} of {self.total}"


@dataclass(frozen=True)
class QuestionPrompt:
    """What to ask now. `choices` are numbered from 1; "not sure" comes last and is always an answer.

    `given` is the present answer when a fact is asked again; `default` is what is taken if it stays open.
    """

    question: Question
    facts: tuple[str, ...]
    ask: str
    example: str
    choices: tuple[AnswerChoice, ...]
    default: ShownDefault | None
    given: Answer | None
    progress: Progress

    @property
    def why(self) -> str:
        """Why this is asked, with its citations."""
        return f"{self.question.why} [{', '.join(self.question.cites)}]"

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbered answers as shown, "not sure" last; empty if a free answer is wanted."""
        return (*(c.label for c in self.choices), NOT_SURE) if self.choices else ()


def prompt_for(
    parts: Sequence[Part], checklist: Checklist, book: Book, state: State, view: View
) -> QuestionPrompt:
    """The prompt of one part, or of all parts of a question that takes one line."""
    question = checklist.question(parts[0].fact.name)
    whole, part = len(parts) > 1, parts[0]
    name = part.fact.name
    return QuestionPrompt(
        question=question,
        facts=tuple(p.fact.name for p in parts),
        ask=question.ask if whole else part.ask,
        example=question.example if whole else part.example,
        choices=() if whole or name == TRIED else part.choices,
        default=None if whole else book.default(name, view.facts),
        given=None if whole else state.answers.get(name),
        progress=_progress(question, checklist, state, view),
    )


def _progress(question: Question, checklist: Checklist, state: State, view: View) -> Progress:
    asked = set(view.asked) | ({state.cursor} if state.cursor else set())
    core = question.core is not None
    row = [
        q
        for q in checklist.questions
        if (q.core is not None) is core and any(p.fact.name in asked for p in q.parts)
    ]
    return Progress(row.index(question) + 1, len(row), core)
