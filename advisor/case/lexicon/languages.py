"""Whether a sentence is written in another language than the words of this app, told by its function words."""

from __future__ import annotations

import re

from advisor.case.lexicon.word_lists import entries

_ENOUGH = 2


def is_foreign(sentence: str) -> bool:
    """Whether words of another language hold it together, and not those of this one."""
    words = re.findall(r"[^\W\d_]+", sentence.casefold())
    foreign = [w for w in words if w in entries("foreign_words")]
    ours = [w for w in words if w in entries("small_words") and w not in entries("in_both")]
    return len(set(foreign)) >= _ENOUGH and len(foreign) > len(ours)
