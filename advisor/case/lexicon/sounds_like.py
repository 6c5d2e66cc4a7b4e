"""What a clause, or a number in it, sounds like by labelled sentences; a guess, only ever read back.

A naive Bayes reader over words and pairs of words: one class a fact and value, one for what tells nothing.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from advisor.case.lexicon import labelled_sentences
from advisor.case.lexicon.stems import stem
from advisor.files import compiled, digest

_SHARPNESS, _PRIOR, _PAIR = 0.3, 0.5, 0.5
"""How much words, the frequency of a class and pairs of words count: the words of a clause prove the same thing."""
_BACKGROUND = 3.0
"""So many average sentences each class begins with."""


class WordModel(Struct, frozen=True):
    """What was learned, in log weights: each class before a word is read, what a word that a class was never seen with
    takes from it, and for each word or pair the classes that it speaks for.
    """

    classes: dict[str, float]
    unseen: dict[str, float]
    weights: dict[str, dict[str, float]]

    def guess(self, text: str) -> tuple[str, float]:
        """The likeliest class of `text` and how likely it is, 0 to 1."""
        return _likeliest(self._scores(text))

    def fact_in(self, text: str, leads: float) -> tuple[str, str, float]:
        """The fact and value of the likeliest class of `text`, and how likely the fact is with any value.

        0 where the value has a smaller share of that than `leads`.
        """
        scores = self._scores(text)
        best, likely = _likeliest(scores)
        name, _, value = best.partition("=")
        share = _likeliest({c: s for c, s in scores.items() if c == name or c.startswith(f"{name}=")})[1]
        return name, value, likely / share if share >= leads else 0.0

    def value_of(self, name: str, text: str) -> tuple[str, float]:
        """The likeliest value of one fact if `text` tells it, and how likely that is; "" and 0 for an unknown fact."""
        ours = {c: s for c, s in self._scores(text).items() if c.startswith(f"{name}=")}
        best, likely = _likeliest(ours) if ours else ("", 0.0)
        return best.partition("=")[2], likely

    def _scores(self, text: str) -> dict[str, float]:
        seen = [f for f in _features(text) if f in self.weights]
        total = sum(map(_weight, seen))
        scores = {c: prior + total * self.unseen[c] for c, prior in self.classes.items()}
        for feature in seen:
            for name, more in self.weights[feature].items():
                scores[name] += _weight(feature) * more
        return scores


def _likeliest(scores: Mapping[str, float]) -> tuple[str, float]:
    best = max(scores, key=lambda c: scores[c])
    return best, 1 / sum(math.exp(s - scores[best]) for s in scores.values())


@functools.cache
def words() -> WordModel:
    """The reader of clauses, whose classes are "fact=value". Raises BadInput where the sentences have a fault."""
    return _kept("words", labelled_sentences.of_words)


@functools.cache
def numbers() -> WordModel:
    """The reader of numbers, whose classes are facts. Raises BadInput where the sentences have a fault."""
    return _kept("numbers", labelled_sentences.of_numbers)


def _kept(kind: str, read: Callable[[], Iterable[tuple[str, str]]]) -> WordModel:
    files = [labelled_sentences.FILE]
    stamp = digest.stands(files) or digest.of_files(str(files[0]), files)
    return compiled.kept(f"sentences: {kind}", stamp, WordModel, lambda: learn(read()), ("case/lexicon",))


def learn(sentences: Iterable[tuple[str, str]]) -> WordModel:
    """A reader of these classes, each with a sentence."""
    many = Counter[str]()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for name, text in sentences:
        many[name] += 1
        for feature in _features(text):
            seen[feature][name] += 1
    total = many.total()
    return WordModel(
        {c: _PRIOR * math.log(n / total) for c, n in many.items()},
        {c: _SHARPNESS * math.log(_BACKGROUND / (n + _BACKGROUND)) for c, n in many.items()},
        {f: _speaks_for(found, total) for f, found in seen.items() if found.total() > 1 or " " not in f},
    )


def _speaks_for(found: Counter[str], total: int) -> dict[str, float]:
    usual = _BACKGROUND * found.total() / total
    return {c: round(_SHARPNESS * math.log((n + usual) / usual), 4) for c, n in found.items()}


def _features(text: str) -> set[str]:
    found = ["#" if w[0].isdecimal() else stem(w) for w in re.findall(r"[^\W\d_]+|\d[\d.,]*", text.lower())]
    return {*found, *(f"{a} {b}" for a, b in zip(["^", *found], [*found, "$"], strict=True))}


def _weight(feature: str) -> float:
    return _PAIR if " " in feature else 1.0
