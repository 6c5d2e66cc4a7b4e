"""A description cut into its sentences, each with what a "but" at the front of the next adds to it."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?]+(?=\s+\S)|\s*[;\n\r]+\s*[-*•]?\s*")
_NO_END = re.compile(
    r"(?:\b(?:approx|ca|incl|excl|resp|vs|etc|avg|max|min|est|no|nr|dr|mr|mrs|st|dept|mon|fri|mio|tsd)"
    r"|\b[a-z]\.[a-z]|\be\.g|\bi\.e)\.$",
    re.IGNORECASE,
)
_SLASHES = 4
"""So many stand between the parts of a note rather than between two choices."""
_GOES_ON = re.compile(r"\s*(?:but|however|though|although|except|only that|just not|unless)\b", re.IGNORECASE)


def of(text: str) -> list[str]:
    """The sentences of `text`, their end marks included."""
    if text.count(" / ") >= _SLASHES:  # "90k daily / 3.3k in / 25 out / no labels"
        text = text.replace(" / ", " ; ")
    text = text.replace(" // ", " ; ")
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text[start : end.end()].strip()):
            found.append(text[start : end.end()])
            start = end.end()
    found.append(text[start:])
    return _joined([s for s in found if any(map(str.isalnum, s))])


def _joined(cut: list[str]) -> list[str]:
    """A sentence that begins with "but" belongs to the one before it."""
    whole: list[str] = []
    for sentence in cut:
        if whole and _GOES_ON.match(sentence):
            whole[-1] += " " + sentence
        else:
            whole.append(sentence)
    return [s.strip() for s in whole]


def as_typed(clause: str, text: str) -> str:
    """The words of a clause in normal form as they stand in `text`: with their capitals and their marks."""
    words = re.findall(r"[^\W_]+", clause)
    found = re.search(r"[\W_]+".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    return found[0] if found else clause
