"""Words beside a number that leave open what it means: hedges, limits, what is added, a "but"."""

from __future__ import annotations

import re

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage, own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import said_at, says
from advisor.case.numerals import time_spans

_ADDED = re.compile(r"\bplus\b|\+ |[\d,] and (?:an? )?other|\band \w+ (?:more|others?)\b")
_PARTED = re.compile(r"[,;]\s|\.\s|\s[-–]\s")
_TOKENS = "_tokens"
_CALLS, _BILL = "requests_per_month", "bill_today"
"""Facts whose number is said beside the model that it is of, and calls beside anything else."""


def is_doubtful(text: str, fact: Fact) -> bool:
    """Whether words leave open what a number means; a fact's own neutral words do not."""
    sentence, words = Sentence.of(text), own_words.load()
    fine = phrases.found(words.of(fact.name).neutral, sentence)
    kinds = ("negations", "past", "doubts", "undecided", "shared")
    open_ = said_at(sentence, *kinds)
    return sentence.asks or any(not begin <= s[0] < end for s in open_ for begin, end in fine or [(0, 0)])


def turns(text: str) -> bool:
    """Whether a "but" brings in something else: "12,000, but nobody trusts them"."""
    return says(text, "limiting")


def is_open(text: str, fact: Fact) -> bool:
    """Whether words leave open what a number means, or say something beside it."""
    return is_doubtful(text, fact) or has_beside(text, fact)


def is_of_other(text: str, fact: Fact) -> bool:
    """Whether the words tell that a number is that of something else: "90% accuracy" is no hit rate."""
    words, sentence = own_words.load(), Sentence.of(text)
    if phrases.found(words.other_numbers.get(fact.name, ()), sentence):
        return True
    named = [n for n, said in words.subjects.items() if phrases.found(said, sentence)]
    if fact.name == _CALLS:
        return any(n.endswith(_TOKENS) for n in named) and not _says_when(sentence)
    if named or fact.name == _BILL:
        return bool(named) and fact.name not in named
    return says(sentence, "of_no_number")


def _says_when(sentence: Sentence) -> bool:
    """Whether a span of time or a rate is named."""
    spans = {*time_spans.TIMES, *time_spans.ADVERBS, *time_spans.RATES}
    return not spans.isdisjoint(re.findall(r"[a-z]+", sentence.words))


def is_none(text: str | Sentence, fact: Fact) -> bool:
    """Whether the words tell that a number is none of the fact: "the board meets every quarter" is no retraining."""
    words, sentence = own_words.load(), text if isinstance(text, Sentence) else Sentence.of(text)
    none = phrases.found(words.no_numbers.get(fact.name, ()), sentence)
    return bool(none) and not phrases.found(words.subjects.get(fact.name, ()), sentence)


def is_of_rest(text: str, fact: Fact) -> bool:
    """Whether the words tell that a share is the rest of the one asked for: "the small model does 85% alone"."""
    if fact.name not in (words := own_words.load()).rests:
        return False
    numbered = [part for part in _PARTED.split(text) if re.search(r"\d", part)]
    sentence = Sentence.of(numbered[0] if len(numbered) == 1 else text)
    told = phrases.found(words.rests.get(fact.name, ()), sentence)
    return bool(told) and not phrases.found(words.rests_not.get(fact.name, ()), sentence)


def has_beside(text: str, fact: Fact) -> bool:
    """Whether a number stands beside words that neither it nor the fact explains."""
    return coverage.beside_number(Sentence.of(text), fact.name)


def adds(text: str) -> bool:
    """Whether something is added to a number: "800 plus the document", "24 + other"."""
    return bool(_ADDED.search(text.lower()))


def names_one_more(text: str) -> bool:
    """Whether one stands beside those that are counted: "24 and other"."""
    return says(text, "one_more")


def is_limit(text: str) -> bool:
    """Whether the words tell the most that may be, rather than what is usual."""
    return says(text, "limits")


def is_undecided(text: str) -> bool:
    """Whether the words say that it varies, or name one of several: "depends, a hundred or a million"."""
    return says(text, "undecided")
