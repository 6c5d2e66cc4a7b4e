"""A word that is one slip of the pen away from a word of one value."""

from __future__ import annotations

from advisor.case.fact_type import Fact
from advisor.case.lexicon.own_words import FactWords
from advisor.case.lexicon.phrases import Sentence


def likely_slip(sentence: Sentence, fact: Fact, known: FactWords) -> str | None:
    """The value of which a single word is one slip away from a word."""
    said = sentence.words.strip("| ")
    if " " in said or len(said) < 5:
        return None
    close = {v for v in fact.values if slip(said, v)}
    for value, words in known.values.items():
        if any(slip(said, p) for p in (*words.certain, *words.says, *words.exact)):
            close.add(value)
    return close.pop() if len(close) == 1 else None


def slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter left out, added, changed or swapped, and begin the same."""
    if a == b or a[:1] != b[:1] or abs(len(a) - len(b)) > 1 or len(b) < 5:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rests = (a[at:], b[at:])
    swapped = rests[0][:2] == rests[1][:2][::-1] and rests[0][2:] == rests[1][2:]
    return swapped or rests[0][1:] in rests or rests[1][1:] in (rests[0], rests[0][1:])
