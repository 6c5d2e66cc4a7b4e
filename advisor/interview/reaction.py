"""What an input did, and what it probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.case.answer import Answer

YES = "that is it"
"""What accepting a proposal says, where the words that it was read from stand in the transcript already."""


@dataclass(frozen=True)
class Proposal:
    """Answers that were probably meant, not yet taken over: `says` reads them back in the words shown.

    `Conversation.accept` takes them over; any other input lets them go.
    """

    answers: Mapping[str, Answer]
    says: str
    text: str
    asked: str = ""


@dataclass(frozen=True)
class Reaction:
    """What an input did. `echo`: what was understood, in normal form; `errors` ask back, a sentence each.

    `proposal`: what was understood with doubt, to be read back and taken with one key.
    `facts` were set or opened; `aside` are answers no longer asked for, `restored` those that count again;
    `unsaved` says why the log could not be written (the answer counts all the same).
    """

    echo: str = ""
    facts: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    unsaved: str | None = None
    proposal: Proposal | None = None

    @property
    def understood(self) -> bool:
        """Whether anything was taken over."""
        return bool(self.facts)
