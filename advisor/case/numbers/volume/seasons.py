"""A volume that is said of parts of the year apart: "9k a day, 30k in December", as the mean of its months."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.lexicon import phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import counted_numbers, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans, units
from advisor.case.numerals.number_words import WORDS

_YEAR = time_spans.MONTHS_PER_YEAR
_SEASON, _HALF = 3, 6
"""Months of a season, and of the parts of a year together where none of them is its rest."""
_VERB = "may"
_BEFORE = r"(?:in|from|to|till|until|through|and|of|during|over) $"
NO_MEAN = "parts of the year of unknown length", "the calls of an average month"
"""Why parts of the year make no mean, and what to say in place of them."""
_COUNTED = re.compile(rf"\b(\d+|{'|'.join(WORDS)}) months\b")


class Mean(Struct, frozen=True):
    """The mean of the `rates`, as the first of them, and `how` it is made."""

    mention: Mention
    rates: tuple[Mention, ...]
    how: str

    @property
    def varies(self) -> bool:
        """Whether one part of the year has at least twice as much as another."""
        values = [m.value for m in self.rates]
        return max(values) >= 2 * min(values)


def mean(said: Sequence[Mention], clauses: Sequence[str]) -> Mean | None:
    """The mean of the rates that the numbers `said` tell of parts of the year; None where they tell none."""
    rates = _rates(said)
    if len(rates) < 2:
        return None
    months = [_months(words) for words in _around(rates, clauses)]
    known = sum(m for m in months if m)
    if not known or months.count(0) > 1 or (0 not in months and known < _HALF) or known >= _YEAR + _HALF:
        return None
    shares = [Fraction(m or _YEAR - known) for m in months]
    if min(shares) <= 0:
        return None
    total = sum(shares)
    value = sum((m.value * s for m, s in zip(rates, shares, strict=True)), Fraction(0)) / total
    first = replace(rates[0], low=value, high=value, doubt=mentions.APART)
    parts = ", ".join(f"{units.shown(m.value)} for {int(s)}" for m, s in zip(rates, shares, strict=True))
    return Mean(first, tuple(rates), f"the mean of {int(total)} months: {parts}")


def without_mean(said: Sequence[Mention], clauses: Sequence[str]) -> list[Mention]:
    """The numbers told of parts of the year of which no mean can be made: "900 in term, 400 in the holidays"."""
    counts = [m for m in said if counted_numbers.is_count(m) and not m.each]
    parts = _of_same(counts, counts[0]) if counts else []
    return parts if len(parts) > 1 and all(map(_tells_part, _around(parts, clauses))) else []


def _tells_part(words: Sentence) -> bool:
    return _months(words) > 0 or says(words, "parts_of_year")


def _rates(said: Sequence[Mention]) -> list[Mention]:
    """The first rate and what is counted beside it in the same span of time, all of the same thing."""
    counts = [m for m in said if counted_numbers.is_count(m) and not m.each and (m.per or not m.noun)]
    first = next((m for m in counts if m.per), None)
    if first is None:
        return []
    return [replace(m, per=first.per, noun=first.noun) for m in _of_same(counts, first)]


def _of_same(counts: Sequence[Mention], first: Mention) -> list[Mention]:
    """Those that count the same as `first` in the same span of time, or do not say what."""
    return [m for m in counts if m.per in ("", first.per) and m.noun in ((), first.noun)]


def _around(rates: Sequence[Mention], clauses: Sequence[str]) -> list[Sentence]:
    """The words that tell the time of each rate: its clause, or its side of one that holds two."""
    leads = bool(_months(Sentence.of(" ".join(rates[0].lead))))
    found = []
    for m in rates:
        alone = sum(o.clause == m.clause for o in rates) == 1
        found.append(Sentence.of(clauses[m.clause] if alone else " ".join(m.lead if leads else m.tail)))
    return found


def _months(said: Sentence) -> int:
    """How many months these words name; 0 for none, or for the rest of the year."""
    if says(said, "not_of_a_season"):
        return 0
    if counted := _COUNTED.search(said.words):
        return int(counted[1]) if counted[1].isdecimal() else int(WORDS[counted[1]])
    named = _named(said)
    spans = sum(_span(said, *pair) for pair in itertools.pairwise(named))
    seasons = len(said_at(said, "seasons"))
    return spans + len(named) or _SEASON * seasons


def _named(said: Sentence) -> list[tuple[int, int, int]]:
    """Where months stand, with the number of each; "may" only behind a word of time, or beside another month."""
    found = [
        (start, end, number)
        for number, month in enumerate(entries("months"))
        for start, end in phrases.found((month,), said)
    ]
    found.sort()
    others = any(said.words[slice(*m[:2])].strip() != _VERB for m in found)
    return [
        m
        for m in found
        if said.words[slice(*m[:2])].strip() != _VERB or others or re.search(_BEFORE, said.words[: m[0] + 1])
    ]


def _span(said: Sentence, first: tuple[int, int, int], last: tuple[int, int, int]) -> int:
    """The months between two that are named, where they are the ends of a span."""
    between = said.words[first[1] : last[0]].strip()
    joined = between in ("", "to", "till", "until", "through", "thru")
    return (last[2] - first[2] - 1) % _YEAR if joined else 0
