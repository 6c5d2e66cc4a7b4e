"""The value that the words of a sentence lean to where no phrase means one; a guess, only ever read back."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping

from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence

_LEAST, _LEAD = 0.3, 1.5
"""What a value's words must weigh at least, and how many times those of the next value."""
_FAMILY = 25
"""A word with so many alternatives stands for anybody or anyhow: it speaks for nothing."""
_MARKS = re.compile(r"[()^$*]")


def likely_value(sentence: Sentence, name: str) -> str | None:
    """The value of the fact `name` whose phrases share most words with `sentence`; None where none leads clearly."""
    denied = [at for at, _ in phrases.found(own_words.load().lists["negations"], sentence)]
    weights: dict[str, float] = {}
    for at, word in _words(sentence):
        if any(sentence.clause(n)[0] <= n < at <= sentence.clause(n)[1] for n in denied):
            continue
        for value, weight in _shares(word, name):
            weights[value] = weights.get(value, 0.0) + weight
    ranked = sorted(weights, key=lambda v: -weights[v])
    if not ranked or weights[ranked[0]] < _LEAST:
        return None
    clear = len(ranked) == 1 or weights[ranked[0]] >= _LEAD * weights[ranked[1]]
    return ranked[0] if clear else None


def speaks_for(word: str, name: str, values: Collection[str]) -> bool:
    """Whether a word stands in a phrase of one of these values of a fact."""
    return not set(values).isdisjoint(_vocabulary(name).get(_stem(word), ()))


def _words(sentence: Sentence) -> Iterator[tuple[int, str]]:
    small = own_words.load().lists["small_words"]
    for found in re.finditer(r"[a-z][a-z']+", sentence.words):
        if found[0] not in small:
            yield found.start(), found[0]


def _shares(word: str, name: str) -> Iterator[tuple[str, float]]:
    """What a word weighs for each value: little where several values use it."""
    known = _vocabulary(name)
    uses = known.get(_stem(word), {})
    total = sum(uses.values())
    for value, weight in uses.items():
        yield value, weight * weight / total


@functools.lru_cache(maxsize=64)
def _vocabulary(name: str) -> Mapping[str, Mapping[str, float]]:
    """Stem -> value -> the weight of the shortest phrase in which the word stands."""
    small = {_stem(w) for w in own_words.load().lists["small_words"]}
    found: dict[str, dict[str, float]] = {}
    for value, said in own_words.load().of(name).values.items():
        for phrase in (*said.leans, *said.certain, *said.says, *said.exact, *said.hints):
            parts = phrase.split()
            for part in (p for p in parts if p.count("/") < _FAMILY):
                for word in _MARKS.sub("", part).split("/"):
                    stem = _stem(word)
                    if len(stem) > 1 and stem.isalpha() and stem not in small:
                        uses = found.setdefault(stem, {})
                        uses[value] = max(uses.get(value, 0.0), 1 / len(parts))
    return found


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e|ly|er|ion|al)$", "", word) if len(word) > 4 else word.removesuffix("s")
