"""What is known when something is said in an interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.case.answer import Answer
from advisor.decision.checklist import Checklist
from advisor.interview.price_lookup import Book


@dataclass(frozen=True)
class Known:
    """The questions there are, the price book, the answers so far, and the facts that are `open`: still to be asked.

    `in_doubt`: facts whose answers were just read back, so that a turn may be about them.
    """

    checklist: Checklist
    book: Book
    answers: Mapping[str, Answer]
    open: Sequence[str] = ()
    in_doubt: Sequence[str] = ()

    def and_also(self, answers: Mapping[str, Answer]) -> Known:
        """The same once these answers are known too."""
        return replace(self, answers={**self.answers, **answers})

    def asks(self, name: str) -> bool:
        """Whether a fact is asked now, or may be once others are known."""
        return self.checklist.parts[name].asked({n: a.value for n, a in self.answers.items()}) is not False

    def askable(self) -> list[str]:
        """The facts without an answer that are asked now or may be once others are known."""
        return [n for n in self.checklist.parts if n not in self.answers and self.asks(n)]
