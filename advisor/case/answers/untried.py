"""That no other model was measured, in people's own words: "none yet", "haiku not yet"."""

from __future__ import annotations

import re

from advisor.case.answers import meaning
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon.word_lists import says
from advisor.case.numerals import quantity

NO_MODEL = frozenset({"none", "none yet", "no", "nothing", "not yet"})
"""Whole answers that name no model."""
PIECES = re.compile(r"[,;\n]|\.(?=\s|$)|\band\b", re.IGNORECASE)
"""What stands between two results."""


def none_tried(text: str) -> bool:
    """Whether the words say that no other model was measured, and tell no result beside it."""
    return says(text, "untried") and not any(map(_tells_result, PIECES.split(text)))


def _tells_result(piece: str) -> bool:
    """Whether a piece tells how far a model falls short, not that one was not measured."""
    return not says(piece, "untried") and bool(meaning.of(piece, fact(TRIED), {}).values)


def names_none(text: str) -> bool:
    """The same of a whole answer, which a plain "none" is too where it is written down as one."""
    return quantity.normalise(text) in NO_MODEL or none_tried(text)
