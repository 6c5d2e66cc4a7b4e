"""What clauses and numbers that nothing else explains sound like: facts to be read back, never taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from advisor.case.answer import Answer
from advisor.case.facts import fact
from advisor.case.lexicon import own_words, phrases, sounds_like
from advisor.case.lexicon.labelled_sentences import NOTHING, THE_NUMBER
from advisor.case.lexicon.phrases import Sentence
from advisor.case.numbers import amounts, mentions, number_fits
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput

_LIKELY, _LIKELY_NUMBER = 0.6, 0.5
_WORDS, _AROUND = 4, 10
"""Words that a clause has at least to say anything by itself, and those looked at on each side of a number."""
_PART = re.compile(r",\s|\s[-–]\s|\b(?:and|but|so|because|since|while)\b")
_CALLS = "requests_per_month"
_WORKED_OUT = (_CALLS, "bill_today")
"""They are made of several numbers and rates, which no single one tells."""


def facts(said: Sequence[str], told: Collection[str]) -> dict[str, Answer]:
    """The likeliest value of each fact that is not `told` yet and that a clause of the sentences `said` sounds like."""
    best: dict[str, tuple[float, str]] = {}
    for clause in _clauses(said):
        guess, likely = sounds_like.words().guess(clause)
        name, _, value = guess.partition("=")
        if likely >= _LIKELY and name not in (NOTHING, *told):
            best[name] = max(best.get(name, (0.0, "")), (likely, value))
    return {name: _answer(name, value) for name, (_, value) in best.items()}


def numbers(left: Sequence[Mention], told: Collection[str]) -> dict[str, Answer]:
    """The facts not `told` yet that the numbers `left` by all else sound like, the first number of each."""
    found: dict[str, Answer] = {}
    for m in left:
        name, likely = sounds_like.numbers().guess(_around(m))
        fits = likely >= _LIKELY_NUMBER and name not in (NOTHING, *_WORKED_OUT, *told, *found)
        if fits and (answer := _value(m, name)):
            found[name] = answer
    return found


def sounds_like_calls(m: Mention) -> bool:
    """Whether a number sounds like that of the calls."""
    name, likely = sounds_like.numbers().guess(_around(m))
    return name == _CALLS and likely >= _LIKELY_NUMBER


def _clauses(said: Sequence[str]) -> Iterator[str]:
    """Whole sentences and their parts, without what asks, counts, or tells of other times."""
    elsewhere = [p for kind in ("ahead", "past") for p in own_words.load().lists[kind]]
    for sentence in said:
        for clause in dict.fromkeys([sentence, *_PART.split(sentence)]):
            plain = Sentence.of(clause)
            open_ = plain.asks or phrases.found(elsewhere, plain) or _counts(clause)
            if len(clause.split()) >= _WORDS and not open_:
                yield clause


def _counts(clause: str) -> bool:
    try:
        return bool(mentions.find(clause))
    except TwoMeanings:
        return True


def _around(m: Mention) -> str:
    sign = ("$",) if m.currency else ()
    return " ".join((*m.lead[-_AROUND:], *sign, THE_NUMBER, *m.tail[:_AROUND]))


def _answer(name: str, value: str) -> Answer:
    match fact(name).kind:
        case "bool":
            return Answer(value == "yes")
        case "choices":
            return Answer((value,))
    return Answer(value)


def _value(m: Mention, name: str) -> Answer | None:
    which = fact(name)
    if not number_fits.may_be_of(m, which):
        return None
    try:
        low, high = amounts.converted(m, which)
        read = quantity.between(low, high, which, units.shown(m.value))
    except (BadInput, units.WrongUnit, TwoMeanings):
        return None
    return Answer(read.value, low=read.low, high=read.high)
