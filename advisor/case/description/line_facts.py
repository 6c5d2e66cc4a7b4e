"""The facts that a description names, those that it probably means, and what of it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from advisor.case.answer import Answer
from advisor.case.facts import fact
from advisor.case.numerals import quantity, units
from advisor.errors import BadInput


@dataclass
class LineFacts:
    """The facts found in a line, those that are probably meant, and what could not be read."""

    found: dict[str, Answer] = field(default_factory=dict)
    doubtful: dict[str, Answer] = field(default_factory=dict)
    errors: list[BadInput] = field(default_factory=list)
    unread: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, Answer]:
        """What is told of each fact, for certain or probably."""
        return self.found | self.doubtful

    def take(self, name: str, low: Fraction, high: Fraction, *, sure: bool, note: str = "") -> None:
        """A number of the fact `name`, with a `note` on how it was worked out.

        An error where it is out of bounds, or was said already and so is not sure.
        """
        if name in self.found or name in self.doubtful:
            self.errors.append(BadInput(f"{name}: this was said already", text=units.shown(low)))
            self.doubt(name)
            return
        try:
            read = quantity.between(low, high, fact(name), units.shown(low))
        except BadInput as e:
            self.errors.append(e)
            return
        (self.found if sure else self.doubtful)[name] = Answer(
            read.value, note=note, low=read.low, high=read.high
        )

    def doubt(self, name: str) -> None:
        """What was found of the fact `name` is read back."""
        if name in self.found:
            self.doubtful[name] = self.found.pop(name)
