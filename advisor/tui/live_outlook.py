"""Keeps the outlook of the latest decision coming from the background, and says what it changes in the interview."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.message import Message

from advisor.tui.outlook_summary import OutlookSummary

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.interview.relevance import Needed
    from advisor.tui.session import SessionScreen

UNREAD_S = 0.4
"""A question that has stood for less may still be replaced by one that matters more."""


class LiveOutlook:
    """`looked` and `needed` are those of the latest case unless `stale`."""

    class Told(Message):
        """Something came from the background, in answer to the request of this number."""

        def __init__(self, number: int, reply: object) -> None:
            super().__init__()
            self.number, self.reply = number, reply

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._background = screen.core.background(lambda n, r: screen.post_message(self.Told(n, r)))
        self._number = 0
        self._asked_at = 0.0
        self._case: Case | None = None
        self._later: list[str] = []
        self._said: set[str] = set()
        self.looked: OutlookSummary | None = None
        self.stale = False
        self.needed: Needed | None = None

    @property
    def settled(self) -> bool:
        """Whether the verdict is proven to stand whatever is answered next."""
        return self.needed is not None and self.needed.settled

    def changed(self, case: Case | None) -> None:
        """Another case is decided; None: there is none."""
        self._number += 1
        self._asked_at = time.monotonic()
        before, self._case = self._case, case
        if not (self.settled and before is not None and case is not None and _only_adds(before, case)):
            self.needed = None
        if case is None:
            self.looked, self.stale, self._later, self._said = None, False, [], set()
            return
        self.stale = self.looked is not None
        if self._background is not None:
            self._background.ask(self._number, case)

    def told(self, message: Told) -> None:
        """Take over what was worked out for the latest case."""
        from advisor.interview.relevance import Needed

        if message.number != self._number:
            return
        if isinstance(message.reply, OutlookSummary):
            self.looked, self.stale = message.reply, False
            self._screen.show_outlook()
        elif isinstance(message.reply, Needed):
            self.needed = message.reply
            self._reorder(message.reply)
            self._screen.weigh()

    def close(self) -> None:
        """End the background."""
        if self._background is not None:
            self._background.close()

    def _reorder(self, needed: Needed) -> None:
        """Ask what can change the verdict first, but never replace a question that is being read or answered."""
        from advisor.interview.relevance import put_off

        screen, talk = self._screen, self._screen.conversation
        if talk is None or talk.current is None:
            return
        before = talk.current.facts
        later = [] if needed.settled else [n for n in talk.open_facts if n not in needed.facts]
        talk.ask_later(later)
        after = talk.current.facts
        if after != before and (time.monotonic() - self._asked_at > UNREAD_S or not screen.idle):
            talk.ask_later(self._later)
            return
        self._later = later
        if after != before:
            screen.go_on()
        if new := [n for n in talk.passed_over if n not in self._said]:
            self._said.update(new)
            screen.remark(put_off(new))


def _only_adds(before: Case, after: Case) -> bool:
    """Whether every answer of `before` stands in `after`, and the prices are the same."""
    return before.prices == after.prices and before.answers.items() <= after.answers.items()
