"""How much of a sentence its reading explains: words that nothing explains may turn it into something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from advisor.case import own_words, phrases, time_spans, units
from advisor.case.currency_words import CURRENCIES
from advisor.case.likely_value import speaks_for
from advisor.case.number_words import SCALES, WORDS
from advisor.case.phrases import Sentence

_FEWEST = 2
_AGREED = 3
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
_WORD = re.compile(r"[a-z][a-z']+")


def leaves_doubt(
    sentence: Sentence, spans: Sequence[tuple[int, int]], name: str, values: Collection[str]
) -> bool:
    """Whether more words are left unexplained than `spans`, which mean `values` of a fact, are made of."""
    read = sum(len(sentence.words[start:end].split()) for start, end in spans)
    open_ = [word for word in unexplained(sentence, spans) if not speaks_for(word, name, values)]
    agreed = spans[:1] and spans[0][0] == 1 and not read
    return len(open_) >= max(_AGREED if agreed else _FEWEST, read)


def beside_number(sentence: Sentence, name: str) -> bool:
    """Whether so many words stand around the number of a fact that it may count something else."""
    lists = own_words.load().lists
    known = {*name.split("_"), *_NUMERALS, *lists["stops"]}
    kinds = ("weekdays", "all_day", "once", "spend", "label_words", "example_words", "number_hedges")
    spans = phrases.found([p for kind in kinds for p in lists[kind]], sentence)
    return len([w for w in unexplained(sentence, spans) if w not in known]) >= _AGREED


def unexplained(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words with a meaning of their own that stand outside `spans` and are no thing that calls are counted in."""
    lists = own_words.load().lists
    known = phrases.found([p for kind in _EXPLAINED for p in lists[kind]], sentence)
    return [word for at, word in _content(sentence) if not _within(at, [*spans, *known])]


def _content(sentence: Sentence) -> Iterator[tuple[int, str]]:
    lists = own_words.load().lists
    small = {*lists["small_words"], *lists["fillers"]}
    return ((m.start(), m[0]) for m in _WORD.finditer(sentence.words) if m[0] not in small)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
