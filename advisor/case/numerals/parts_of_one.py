"""Parts of one thing, in words: "half", "two thirds", "a tenth of a second", "9 in 10"."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.case.numerals.number_words import SCALES, WORDS

PARTS = {
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "third": Fraction(1, 3),
    "fourth": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "seventh": Fraction(1, 7),
    "eighth": Fraction(1, 8),
    "ninth": Fraction(1, 9),
    "tenth": Fraction(1, 10),
    "twentieth": Fraction(1, 20),
    "hundredth": Fraction(1, 100),
}
"""Words for a part of one."""
_ANY_PART = "|".join(PARTS)
_WHOLES = rf"(?:percent|per cent|second|minute|page|{'|'.join(w for w in SCALES if len(w) > 2)})\b"


def with_parts(text: str) -> str:
    """`text` with parts of one thing in digits: "half a percent", "a tenth of a second"."""
    return re.sub(
        rf"\b(?:(an?|{'|'.join(WORDS)}) )?({_ANY_PART})s?(?: of)?(?: an?| one)? (?={_WHOLES})",
        lambda m: f"{float(WORDS.get(m[1], 1) * PARTS[m[2]]):g} ",
        text,
    )


def fraction_word(text: str) -> Fraction | None:
    """A share in words: "half", "two thirds", "9 in 10", "every fifth"; None for anything else."""
    if found := re.fullmatch(rf"(?:an? |one )?({_ANY_PART})(?: of .*)?", text):
        return PARTS[found[1]]
    if found := re.fullmatch(rf"(\w+) ({_ANY_PART})s(?: of .*)?", text):
        count = WORDS.get(found[1], int(found[1]) if found[1].isdecimal() else None)
        return None if count is None else count * PARTS[found[2]]
    if found := re.fullmatch(rf"(?:every|each) (other|second|{_ANY_PART})(?: one| [a-z]+)?", text):
        return PARTS.get(found[1], Fraction(1, 2))
    if found := re.fullmatch(r"(\w+) (?:in|out of|of) (?:every )?(\w+)", text):
        part, whole = (int(w) if w.isdecimal() else WORDS.get(w) for w in found.groups())
        return Fraction(part) / whole if part is not None and whole else None
    return None
