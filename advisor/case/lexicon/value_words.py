"""The words that stand in the phrases of a value."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping

from advisor.case.lexicon import own_words
from advisor.case.lexicon.stems import stem
from advisor.case.lexicon.word_lists import entries

_FAMILY = 25
"""A word with so many alternatives stands for anybody or anyhow: it speaks for nothing."""
_MARKS = re.compile(r"[()^$*]")


def speaks_for(word: str, name: str, values: Collection[str]) -> bool:
    """Whether a word stands in a phrase of one of these values of a fact."""
    return not _values_of(name).get(_singular(word), frozenset()).isdisjoint(values)


@functools.lru_cache(maxsize=64)
def _values_of(name: str) -> Mapping[str, frozenset[str]]:
    """By stem the values in whose phrases a word stands."""
    small = {_singular(w) for w in entries("small_words")}
    found: dict[str, set[str]] = {}
    for value, said in own_words.load().of(name).values.items():
        for part in " ".join((*said.certain, *said.says, *said.exact, *said.hints)).split():
            words = _MARKS.sub("", part).split("/") if part.count("/") < _FAMILY else ()
            for word in {_singular(w) for w in words} - small:
                if len(word) > 1 and word.isalpha():
                    found.setdefault(word, set()).add(value)
    return {word: frozenset(values) for word, values in found.items()}


def _singular(word: str) -> str:
    """The stem of a word; of a short one without its s: "logs"."""
    found = stem(word)
    return found.removesuffix("s") if found == word else found
