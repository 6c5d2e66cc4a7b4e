"""Steps of a task, or uses, that an answer lists instead of counting them: "draft, critique, rewrite"."""

from __future__ import annotations

import re

from advisor.case.lexicon.word_lists import says
from advisor.case.numerals import quantity

_NEXT = re.compile(r"\s*(?:(?:,|;|->|→|=>|>|\+|\band\b|\bplus\b|\bthen\b)\s*)+")
_ITEM = re.compile(r"[a-zß-öø-ÿ][a-zß-öø-ÿ' -]*")
_LONGEST, _FEWEST = 4, 2
"""Words of one thing at most; things of a list at least."""
_OPEN = ("negations", "undecided", "doubts", "yes", "no")
"""Words of a list that names nothing."""


def steps(text: str) -> int:
    """How many steps are listed, each named by what is done in it; 0 where none are."""
    listed = _items(text)
    return len(listed) if all(says(item, "steps") for item in listed) else 0


def things(text: str) -> int:
    """How many things are listed, whatever they are; 0 where none are, or one or the other is meant."""
    return 0 if " or " in text.lower() or says(text, *_OPEN) else len(_items(text))


def _items(text: str) -> list[str]:
    listed = [item for item in _NEXT.split(quantity.normalise(text)) if item]
    short = all(_ITEM.fullmatch(item) and len(item.split()) <= _LONGEST for item in listed)
    return listed if short and len(listed) >= _FEWEST else []
