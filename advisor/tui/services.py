"""The app's door to the core: imported after the first paint, replaceable in tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.relevance import Needed
    from advisor.interview.saved import Saved
    from advisor.tui.background_process import Background
    from advisor.tui.known_models import KnownModel


OPENINGS = (
    "Support tickets are sorted by topic on gpt-5.4-mini: 5k a day, 1500 tokens in, 100 out, EU only, $3k a month, "
    "and claude-haiku-5-5 was slightly worse",
    "We check contracts, 40 a day, in our own network; nobody waits for it",
)
"""What is read before anybody says anything, so that all that reads a description is there by then."""


class Services:
    """Conversations, decisions and the rules and knowledge behind them, all for one date."""

    def __init__(self, as_of: datetime.date | None = None) -> None:
        self.as_of = as_of or datetime.date.today()
        self.priced_on: datetime.date | None = None
        """The day of the newest price that is taken; None before the prices are read."""

    @cached_property
    def basis(self) -> DecisionBasis:
        """Rules and knowledge, read once."""
        from advisor.decide import load_basis

        return load_basis()

    @cached_property
    def models(self) -> tuple[KnownModel, ...]:
        """Every model with a price on this date; none if the price book cannot be read."""
        from advisor import knowledge
        from advisor.tui.known_models import known_models

        try:
            return known_models(knowledge.load(), self.as_of)
        except BadInput:
            return ()

    def decide(self, case: Case) -> Decision:
        """The case decided on this date. Raises BadInput."""
        from advisor.decide import decide

        return decide(case, self.basis, as_of=self.as_of)

    def needed(self, decision: Decision) -> Needed | None:
        """What a decision of these services still needs; takes tens of milliseconds. None: nobody knows."""
        from advisor.interview.relevance import needed

        return needed(decision, self.basis)

    def warm(self) -> None:
        """Import, read and compile what the first answer will need, and keep it out of garbage collection."""
        import gc

        from advisor.interview.conversation import Conversation
        from advisor.knowledge.staleness import newest_price
        from advisor.report.what_moved import reaction_lines

        for opening in OPENINGS:
            talk = Conversation.open(None)
            talk.answer(opening)
            decision = self.decide(talk.case())
            reaction_lines(None, decision, decision.case.answers)
            self.needed(decision)
        self.priced_on = newest_price(self.basis.knowledge, self.as_of)
        gc.freeze()

    def converse(self, log: Path | None) -> Conversation:
        """The conversation kept in `log`, or a new one. Raises BadInput."""
        from advisor.interview import saved as store
        from advisor.interview.conversation import Conversation

        return Conversation.open(log or store.new_path())

    def unfinished(self) -> Saved | None:
        """The newest interview that was left in the middle."""
        from advisor.interview import saved as store

        return store.unfinished()

    def kept(self) -> int:
        """How many interviews are kept."""
        from advisor.interview import saved as store

        return store.count()

    def effect_of_edit(self, case: Case) -> str:
        """What the rules, as their files are now, do to the verdicts of this case and of the saved interviews.

        Beside the rules that were read first; where these are the same, the user's own beside the shipped ones. Raises
        BadInput with file:line for a rule that cannot be read.
        """
        from advisor.decide import load_basis
        from advisor.review.edit_effect import edit_effect

        saved = [self.converse(s.path).case() for s in self.saved() if not s.fault]
        others = [("saved", c) for c in saved if c.answers and c != case]
        cases = [("this interview", case), *others]
        return edit_effect(self.basis, load_basis(), cases, self.as_of)

    def saved(self) -> list[Saved]:
        """All saved interviews, newest first."""
        from advisor.interview import saved as store

        return store.list_saved()

    def duplicate(self, log: Path) -> None:
        """A new saved interview with the answers of another. Raises BadInput."""
        original = self.converse(log)
        copy = self.converse(None)
        copy.load(original.case(), "a copy")
        copy.name(f"{original.title or 'without a title'}, copy")

    def background(self, told: Callable[[int, object], object]) -> Background | None:
        """Where the outlook is worked out, nothing started yet; None: nowhere."""
        from advisor.tui.background_process import Background

        return Background(self.as_of, told)

    def example(self) -> Case:
        """The first worked example. Raises BadInput if none is shipped."""
        from advisor.case import case
        from advisor.files import paths

        files = sorted((paths.KNOWLEDGE / "examples").glob("*.case.yaml"))
        if not files:
            raise BadInput("no worked example is installed", file=str(paths.KNOWLEDGE / "examples"))
        return case.load(files[0])
