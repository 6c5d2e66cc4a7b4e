"""Whether a text holds words of the lists in knowledge/own_words.yaml."""

from __future__ import annotations

from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence


def says(text: str | Sentence, *lists: str) -> bool:
    """Whether a phrase of one of the `lists` stands in `text`."""
    sentence = text if isinstance(text, Sentence) else Sentence.of(text)
    known = own_words.load().lists
    return any(phrases.found(known[name], sentence) for name in lists)
