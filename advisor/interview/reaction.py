"""What an input did, and what it probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.case.answer import Answer

YES = "that is it"
"""What accepting a proposal says, where the words that it was read from stand in the transcript already."""
ALL_BUT = 'all but "{}"'


@dataclass(frozen=True)
class Proposal:
    """Answers that were probably meant, not yet taken over; `each` of them in the words that read it back.

    `Conversation.accept` takes them over; any other input lets them go.
    """

    answers: Mapping[str, Answer]
    each: tuple[str, ...]
    text: str
    asked: str = ""

    @property
    def says(self) -> str:
        """All of them in the words shown."""
        return " · ".join(self.each)

    def without(self, place: int) -> Proposal:
        """The same but for the answer at `place`, of which the words say that it was not meant."""
        rest = {n: a for i, (n, a) in enumerate(self.answers.items()) if i != place}
        each = tuple(e for i, e in enumerate(self.each) if i != place)
        text = ALL_BUT.format(self.each[place]) if self.text == YES else self.text
        return Proposal(rest, each, text, self.asked)


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
