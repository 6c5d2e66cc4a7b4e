"""A choice named by its place on screen: "the second one", "option 3", "the last"."""

from __future__ import annotations

import re

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = ("1st", "2nd", "3rd", *(f"{n}th" for n in range(4, 11)))
_KIND = r"(?:option|choice|answer|item|row|entry|one)"
_NAMED = re.compile(rf"(?:the )?(\w+)(?: {_KIND})?")
_COUNTED = re.compile(rf"(?:{_KIND}|number|nr\.?|no\.?|#) ?(\d{{1,2}})")


def option_place(plain: str, options: int) -> int | None:
    """Which of so many `options` a text in normal form names by its place, from 0; None where it names none."""
    place = None
    if counted := _COUNTED.fullmatch(plain):
        place = int(counted[1]) - 1
    elif (named := _NAMED.fullmatch(plain)) and not plain.endswith("no one"):
        place = _place(named[1], options)
    return place if place is not None and 0 <= place < options else None


def _place(word: str, options: int) -> int | None:
    if word == "last":
        return options - 1
    return next((names.index(word) for names in (_PLACES, _NUMBERED) if word in names), None)
