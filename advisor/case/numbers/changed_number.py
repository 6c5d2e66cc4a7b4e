"""Of two numbers the one that holds: "drops from 3k to 600", "600 instead of 3k", "not even 100. 80 or so"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity

_INSTEAD = (("instead", "of"), ("rather", "than"), ("not",))
_TO = (("to",), ("at",))
_ARROW = re.compile(r"[-=]+>|→")


def after(said: Sequence[Mention], text: str) -> Amount | None:
    """The two ends of the number that holds now or then; None where no change between two numbers is said."""
    if len(said) != 2 or any(m.is_money or m.percent or m.each for m in said):
        return None
    before, last = said
    if _replaces(last):
        last = before
    elif not (
        _falls(before, last) or _replaces(before) or _turns_into(before, last, text) or _bounds(before, last)
    ):
        return None
    return Amount(last.low, last.high)


def _falls(before: Mention, last: Mention) -> bool:
    """Whether it goes from one to the other; a range goes up, and its words tell no change."""
    if _ahead(before) != ("from",) or _ahead(last) != ("to",):
        return False
    return last.low < before.low or says((*before.lead, "to", *last.lead), "changes_to")


def _ahead(m: Mention) -> tuple[str, ...]:
    """The word right before a number, but for those that it is rough by: "to about 4k"."""
    return tuple(w for w in m.lead if w not in entries("before_number"))[-1:]


def _replaces(m: Mention) -> bool:
    """Whether another number stands in the place of this one."""
    return any(m.lead[-len(words) :] == words for words in _INSTEAD)


def _turns_into(before: Mention, last: Mention, text: str) -> bool:
    if len(_ARROW.findall(quantity.normalise(text))) == 1:
        return True
    then = last.clause > before.clause and says(" ".join(last.lead[-2:]), "is_after")
    changed = _ahead(last) in _TO and says(last.lead, "changes_to")
    return says(" ".join(before.lead[-3:]), "was_before") and (then or changed)


def _bounds(limit: Mention, last: Mention) -> bool:
    """Whether one is only said to be more than there is of it: "not even a hundred. 80 or so"."""
    return last.clause > limit.clause and last.high <= limit.low and says(limit.lead, "upper_bounds")
