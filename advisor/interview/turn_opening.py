"""How a turn begins, where that is about the turn before and no part of what it tells: "no, …", "wait, actually …"."""

from __future__ import annotations

import re
from functools import cache

from advisor.case.lexicon.word_lists import entries
from advisor.case.numerals import quantity

_STOPS = r"\s,.;:!–—-"


def refuses(text: str) -> bool:
    """Whether `text` is a plain no: to what was read back, where the question that is asked takes none."""
    return quantity.normalise(text) in entries("refusals")


def behind_refusal(text: str) -> str:
    """What is said behind a no to what was read back: "3k" of "no, 3k"; all of it where it begins with none."""
    found = _opening("refusals", rf"(?:\s*[,.;:!–—]|\s-)[{_STOPS}]*").match(text)
    return text[found.end() :] if found else text


def behind_correction(text: str) -> str | None:
    """What is said behind words that take the turn before back: "20k" of "sorry, I meant 20k"; None without them."""
    found = _opening("opens_correction", rf"[{_STOPS}]+").match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    return behind_correction(rest) or rest


@cache
def _opening(words: str, stop: str) -> re.Pattern[str]:
    """One of a list of words at the front, with the `stop` behind it, and something after that."""
    longest_first = sorted(entries(words), key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, longest_first))}){stop}(?=\S)", re.IGNORECASE)
