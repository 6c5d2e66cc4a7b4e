"""Keeps the outlook of the latest decision coming from the background, restarted where its process ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from advisor.tui.outlook_summary import OutlookSummary

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.decision import Decision
    from advisor.interview.relevance import Needed
    from advisor.tui.services import Services

TRIES = 2
"""How often a case is given to a process before it is left."""


class LiveOutlook:
    """`looked` and `needed` are those of the latest case unless `stale`; `failed`: nothing will come for it.

    `changed` is called whenever one of these is another, in the thread of the app.
    """

    class Told(Message):
        """Something came from the background, in answer to the request of this number."""

        def __init__(self, number: int, reply: object) -> None:
            super().__init__()
            self.number, self.reply = number, reply

    def __init__(
        self, core: Services, post: Callable[[Message], object], changed: Callable[[], None]
    ) -> None:
        self._core = core
        self._background = core.background(lambda n, r: post(self.Told(n, r)))
        self._changed = changed
        self._number = self._tries = 0
        self._case: Case | None = None
        self.looked: OutlookSummary | None = None
        self.needed: Needed | None = None
        self.stale = self.failed = False

    @property
    def settled(self) -> bool:
        """Whether the verdict is proven to stand whatever is answered next."""
        return self.needed is not None and self.needed.settled

    def weigh(self, decision: Decision) -> None:
        """Work out what this decision, that of the latest case, still needs."""
        self.needed = self._core.needed(decision) or self.needed

    def prepare(self) -> None:
        """Have the background ready before the first case."""
        if self._background is not None:
            self._background.prepare()

    def ask(self, case: Case | None) -> None:
        """Another case is decided; None: there is none."""
        self._number += 1
        self._tries, self.failed = 0, False
        before, self._case = self._case, case
        if not (self.settled and before is not None and case is not None and _only_adds(before, case)):
            self.needed = None
        if case is None:
            self.looked, self.stale = None, False
            return
        self.stale = self.looked is not None
        self._send()

    def apply_reply(self, message: Told) -> None:
        """Take over what was worked out for the latest case."""
        from advisor.tui.background_process import Ended

        if isinstance(message.reply, Ended):
            self._send()
        elif message.number != self._number:
            return
        elif isinstance(message.reply, OutlookSummary):
            self.looked, self.stale = message.reply, False
        self._changed()

    def close(self) -> None:
        """End the background."""
        if self._background is not None:
            self._background.close()

    def _send(self) -> None:
        if self._background is None or self._case is None:
            return
        if self._tries == TRIES:
            self.failed = True
            return
        self._tries += 1
        self._background.ask(self._number, self._case)


def _only_adds(before: Case, after: Case) -> bool:
    """Whether every answer of `before` stands in `after`, and the prices are the same."""
    return before.prices == after.prices and before.answers.items() <= after.answers.items()
