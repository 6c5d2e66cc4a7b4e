"""Spans of time in months, and the words that name them: "quarter", "wk", "daily", "rps", "every Sunday"."""

from __future__ import annotations

from fractions import Fraction

from advisor.case.numerals import unit_words

DAYS_PER_MONTH = 30
"""A month of requests; weeks and days become months by it (design decision, cited as an assumption)."""
MONTHS_PER_YEAR = 12

_DAY = Fraction(1, DAYS_PER_MONTH)
SPANS: dict[str, Fraction] = {
    "second": _DAY / 86_400,
    "minute": _DAY / 1_440,
    "hour": _DAY / 24,
    "day": _DAY,
    "weekday": _DAY * Fraction(7, 5),
    "weekend day": _DAY * Fraction(7, 2),
    "week": 7 * _DAY,
    "fortnight": 14 * _DAY,
    "month": Fraction(1),
    "quarter": Fraction(3),
    "semester": Fraction(6),
    "year": Fraction(MONTHS_PER_YEAR),
}
_WORDS = unit_words.load()
ONCE_A_WEEK = frozenset({*_WORDS.once_a_week, *(f"{d}s" for d in _WORDS.once_a_week)})
ONCE_A_YEAR = _WORDS.once_a_year
TIMES = {w: w for w in SPANS} | {f"{w}s": w for w in SPANS} | unit_words.by_word(_WORDS.spans)
ADVERBS = unit_words.by_word(_WORDS.adverbs)
RATES = unit_words.by_word(_WORDS.rates)
SO_OFTEN = rf"(?:once|twice|\w+ (?:{'|'.join(_WORDS.done_times)})) (?:an?|per|every|each)"
"""Words before a span of time that say how often: "two rounds a" year."""
