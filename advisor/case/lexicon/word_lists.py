"""The lists of knowledge/own_words.yaml: their entries, and whether and where a text holds one."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence

Text = str | Sentence | Sequence[str]
"""A text, a sentence, or the words of one."""


def says(text: Text, *lists: str) -> bool:
    """Whether a phrase of one of the `lists` stands in `text`."""
    return bool(said_at(text, *lists))


def said_at(text: Text, *lists: str) -> list[tuple[int, int]]:
    """Where phrases of the `lists` stand in the sentence that `text` is, list by list."""
    sentence, known = _sentence(text), own_words.load().lists
    return [span for name in lists for span in phrases.found(known[name], sentence)]


def entries(*lists: str) -> tuple[str, ...]:
    """The words and phrases of these lists, one list after the other."""
    known = own_words.load().lists
    return tuple(entry for name in lists for entry in known[name])


def number_of(name: str) -> int:
    """The number that is the only entry of a list."""
    return int(own_words.load().lists[name][0])


def _sentence(text: Text) -> Sentence:
    if isinstance(text, Sentence):
        return text
    return Sentence.of(text if isinstance(text, str) else " ".join(text))
