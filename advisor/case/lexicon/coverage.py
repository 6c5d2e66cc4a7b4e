"""How much of a sentence its reading explains: words that nothing explains may turn it into something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.value_words import speaks_for
from advisor.case.lexicon.word_lists import entries, said_at
from advisor.case.numerals import time_spans, units
from advisor.case.numerals.currency_words import CURRENCIES
from advisor.case.numerals.number_words import SCALES, WORDS

_FEWEST = 2
_AGREED = 3
_NAME = 3
"""Unexplained words that leave doubt, at least; behind a yes or a no one more, for they only tell why."""
_EXPLAINED = (
    "events",
    "actors",
    "calls",
    "articles",
    "beside",
    "negations",
    "doubts",
    "contrasts",
    "yes",
    "no",
)
_NUMERALS = frozenset(
    [*WORDS, *SCALES, *time_spans.TIMES, *time_spans.ADVERBS, *time_spans.RATES, *units.TOKENS, *CURRENCIES]
)
_JOINT = re.compile(r" (?:\||\+|and|plus|with|or|as well as|also|both|besides)(?= )")
_WORD = re.compile(r"[a-z][a-z']+")


def leaves_doubt(
    sentence: Sentence, spans: Sequence[tuple[int, int]], name: str, values: Collection[str]
) -> bool:
    """Whether more words are left unexplained than `spans`, which mean `values` of a fact, are made of."""
    read = sum(len(sentence.words[start:end].split()) for start, end in spans)
    open_ = [word for word in unexplained(sentence, spans) if not speaks_for(word, name, values)]
    agreed = spans[:1] and spans[0][0] == 1 and not read
    return len(open_) >= max(_AGREED if agreed else _FEWEST, read)


def leaves_piece(
    sentence: Sentence, spans: Sequence[tuple[int, int]], name: str, values: Collection[str]
) -> bool:
    """Whether a part of a list, between commas and joining words, holds words and none that `spans` explain."""
    return bool(_silent_pieces(sentence, spans))


def leaves_name(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether such a part is as short as a name, and not of the words that tell of a contract."""
    known = [*spans, *said_at(sentence, "contract_words")]
    return any(len(piece.split()) <= _NAME for piece in _silent_pieces(sentence, known))


def pieces(sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of a list: what stands between commas and joining words."""
    cuts = [0, *(at for m in _JOINT.finditer(sentence.words) for at in m.span()), len(sentence.words)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _silent_pieces(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[str]:
    left = unexplained(sentence, spans)
    silent = [
        sentence.words[start:end]
        for start, end in pieces(sentence)
        if not any(s < end and start < e for s, e in spans)
    ]
    return [p for p in silent if any(word in left for word in _WORD.findall(p))]


def beside_number(sentence: Sentence, name: str) -> bool:
    """Whether so many words stand around the number of a fact that it may count something else."""
    return len(_beside_numbers(sentence, name)) >= _AGREED


def is_unknown_thing(thing: Sequence[str], name: str) -> bool:
    """Whether a number of a fact counts a thing that no list names, nor the fact: "ten bullets"."""
    return bool(_beside_numbers(Sentence.of(" ".join(thing)), name))


def _beside_numbers(sentence: Sentence, name: str) -> list[str]:
    """The words that neither the lists of what is counted nor the name of the fact explain."""
    known = {*name.split("_"), *_NUMERALS, *entries("stops")}
    kinds = ("weekdays", "all_day", "once", "spend", "label_words", "example_words", "number_hedges")
    spans = said_at(sentence, *kinds)
    return [w for w in unexplained(sentence, spans) if w not in known]


def unexplained(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words with a meaning of their own that stand outside `spans` and are no thing that calls are counted in."""
    known = said_at(sentence, *_EXPLAINED)
    return [word for at, word in _content(sentence) if not _within(at, [*spans, *known])]


def _content(sentence: Sentence) -> Iterator[tuple[int, str]]:
    small = {*entries("small_words", "fillers")}
    return ((m.start(), m[0]) for m in _WORD.finditer(sentence.words) if m[0] not in small)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
