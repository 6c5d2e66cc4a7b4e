"""The words that stand in the phrases of a value."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping

from advisor.case.lexicon import own_words

_FAMILY = 25
"""A word with so many alternatives stands for anybody or anyhow: it speaks for nothing."""
_MARKS = re.compile(r"[()^$*]")


def speaks_for(word: str, name: str, values: Collection[str]) -> bool:
    """Whether a word stands in a phrase of one of these values of a fact."""
    return not _values_of(name).get(_stem(word), frozenset()).isdisjoint(values)


@functools.lru_cache(maxsize=64)
def _values_of(name: str) -> Mapping[str, frozenset[str]]:
    """By stem the values in whose phrases a word stands."""
    small = {_stem(w) for w in own_words.load().lists["small_words"]}
    found: dict[str, set[str]] = {}
    for value, said in own_words.load().of(name).values.items():
        for part in " ".join((*said.certain, *said.says, *said.exact, *said.hints)).split():
            words = _MARKS.sub("", part).split("/") if part.count("/") < _FAMILY else ()
            for stem in {_stem(w) for w in words} - small:
                if len(stem) > 1 and stem.isalpha():
                    found.setdefault(stem, set()).add(value)
    return {stem: frozenset(values) for stem, values in found.items()}


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e|ly|er|ion|al)$", "", word) if len(word) > 4 else word.removesuffix("s")
