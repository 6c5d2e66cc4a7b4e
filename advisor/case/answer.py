"""One answer with its provenance, what was understood with doubt, and what says that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from advisor.case.fact_type import Fact, Value
from advisor.case.lexicon.word_lists import says
from advisor.case.numerals import quantity
from advisor.errors import BadInput

Source = Literal["said", "measured", "assumed", "default"]
SOURCES: tuple[str, ...] = get_args(Source)

NOT_SURE = frozenset(
    {
        "not sure", "unsure", "no idea", "don't know", "dont know", "do not know", "i don't know", "unknown",
        "dunno", "idk", "not known", "no clue", "hard to say", "can't say", "cannot say", "n/a", "pass", "skip",
    }
)  # fmt: skip
_LONGEST_SHRUG = 60


class Answer(Struct, frozen=True):
    """A value, where it comes from, and the range that was said (`value` is the likely one)."""

    value: Value
    source: Source = "said"
    note: str = ""
    low: float | None = None
    high: float | None = None


def number_answer(read: quantity.Quantity) -> Answer:
    """The answer that a number is, with the range that was said."""
    return Answer(read.value, low=read.low, high=read.high)


class Doubtful(BadInput):
    """Understood with doubt: `answer` is what was probably meant; a yes takes it."""

    def __init__(self, message: str, answer: Answer, **details: Any) -> None:
        super().__init__(message, **details)
        self.answer = answer

    def at(self, file: str | None, line: int | None) -> BadInput:
        """A file cannot be asked: there the probable value is only a hint."""
        return BadInput(str(self.message), text=self.text, expected=self.expected, near=self.near).at(
            file, line
        )


class SellerOpen(Doubtful):
    """A model that is certain but for who sells it; `offers`: its ids, those of all sellers."""

    def __init__(self, message: str, answer: Answer, offers: Sequence[str], **details: Any) -> None:
        super().__init__(message, answer, **details)
        self.offers = tuple(offers)


class Converted(Doubtful):
    """Money that is certain but for the dated rate at which it became US dollars; its note tells that."""


def is_not_sure(text: str) -> bool:
    """Whether `text` says that the answer is not known."""
    plain = quantity.normalise(text)
    if text.strip() in ("?", "??") or plain in NOT_SURE:
        return True
    if " " not in plain or len(plain) > _LONGEST_SHRUG:
        return False
    return says(text, "not_sure")


def doubtful(fact: Fact, text: str, answer: Answer, kind: type[Doubtful] = Doubtful) -> Doubtful:
    """The doubt that `text` means `answer`, shown as it would be read back."""
    value = answer.value
    shown = f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else value
    if isinstance(value, bool):
        shown = "yes" if value else "no"
    elif isinstance(value, tuple):
        shown = " and ".join(value) or "none"
    if answer.note:
        shown = f"{shown} ({answer.note})"
    return kind(f"{fact.name}: not quite sure", answer, text=text, near=str(shown))
