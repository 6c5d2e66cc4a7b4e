"""A choice named by its place on screen: "the second one", "option 3", "the last", "2, only Azure", "1 and 2"."""

from __future__ import annotations

import re

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = ("1st", "2nd", "3rd", *(f"{n}th" for n in range(4, 11)))
_KIND = r"(?:option|choice|answer|item|row|entry|one)"
_NAMED = re.compile(rf"(?:the )?(\w+)(?: {_KIND})?")
_COUNTED = re.compile(rf"(?:{_KIND}|number|nr\.?|no\.?|#) ?(\d{{1,2}})")

_WITH_REMARK = re.compile(
    rf"\s*(?:(?:the )?{_KIND}|number|nr\.?|no\.?|#)?\s*(\d{{1,2}})"
    r"(?:\s*[,;.:)–—]|\s+-|(?=\s+\(|\s+(?:because|as|since|but|i think|i guess|i suppose|probably|mostly|mainly)\b))"
    r"\s*(?=[^\s\d])(.*\S)\s*",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = re.compile(r"\d{1,2}(?:\s*(?:,|;|/|\+|&|\band\b|\bor\b)\s*\d{1,2})+")


def option_with_remark(text: str, options: int) -> tuple[int, str] | None:
    """Which of so many `options` a text names by its number, from 0, and what it says behind it; None for others."""
    found = _WITH_REMARK.fullmatch(text)
    place = int(found[1]) - 1 if found else -1
    return (place, found[2]) if found and 0 <= place < options else None


def several_places(text: str, options: int) -> list[int]:
    """The places, from 0, of several `options` that a text names by their numbers alone; none where it names one."""
    if not _SEVERAL.fullmatch(text.strip()):
        return []
    places = [int(n) - 1 for n in re.findall(r"\d+", text)]
    return places if all(0 <= place < options for place in places) else []


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
