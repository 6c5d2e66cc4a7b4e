"""Which facts a sentence names the topic of: "lawyers check samples" is about how quality is measured."""

from __future__ import annotations

import functools

from advisor.case.facts import fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence


@functools.lru_cache(maxsize=512)
def about(text: str, *, number: bool = False) -> frozenset[str]:
    """The facts whose topic a sentence names; `number`: those that are numbers, else the others."""
    sentence, topics = Sentence.of(text), own_words.load().topics
    asked = [n for n in topics if (fact(n).kind == "number") is number]
    return frozenset(n for n in asked if _names(n, sentence))


def _names(name: str, sentence: Sentence) -> bool:
    """Whether a phrase names the topic of a fact, and stands in no words that mean nothing for it."""
    words = own_words.load()
    said = phrases.found(words.topics[name], sentence)
    nothing = phrases.found(words.of(name).means_nothing, sentence) if said else []
    return any(not any(at <= start and end <= to for at, to in nothing) for start, end in said)
