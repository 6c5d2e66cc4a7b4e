"""What clauses and numbers that nothing else explains sound like: facts to be read back, never taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from advisor.case.answer import Answer, number_answer
from advisor.case.answers import meaning
from advisor.case.fact_type import Fact
from advisor.case.facts import fact
from advisor.case.lexicon import named_topics, sounds_like
from advisor.case.lexicon.labelled_sentences import NOTHING, THE_NUMBER
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds, mentions, needed, number_doubts, number_fits, one_amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.case.reading_bounds import bound
from advisor.errors import BadInput

_LIKELY, _LIKELY_NUMBER = bound("likely_fact"), bound("likely_number")
_LIKELY_BESIDE_NUMBER, _LIKELY_SHORT = bound("likely_beside_number"), bound("likely_short_clause")
_LEADING = bound("leading_value")
_WORDS, _FEWEST, _AROUND = 4, 3, 10
"""Words of a clause that is not short, of any that is read, and those looked at on each side of a number."""
_PART = re.compile(r",\s|\s[-–]\s|\b(?:and|but|so|because|since|while)\b")
_WORD = re.compile(r"[^\W\d_]+")
_CALLS = "requests_per_month"
_WHOLE = {"ttft_target_ms": "turnaround"}
_SHORT = ("", "second")
"""What minutes tell where their words are about the whole answer, and spans that may be those of its first words."""
_WORKED_OUT = (_CALLS, "bill_today")
"""They are made of several numbers and rates, which no single one tells."""


def facts(said: Sequence[str], told: Collection[str]) -> dict[str, Answer]:
    """The likeliest value of each fact that is not `told` yet and that a clause of the sentences `said` sounds like."""
    best: dict[str, tuple[float, str]] = {}
    for clause, least in _clauses(said):
        name, value, likely = sounds_like.words().fact_in(clause, _LEADING)
        if likely >= least and name not in (NOTHING, *told):
            best[name] = max(best.get(name, (0.0, "")), (likely, _in_words(clause, name) or value))
    return {name: _answer(name, value) for name, (_, value) in best.items()}


def _in_words(clause: str, name: str) -> str:
    """The value of a fact that the words of a clause mean where that fact is asked for; "" for none or several."""
    meant = meaning.of(clause, fact(name)).values if fact(name).kind in ("bool", "choice") else ()
    return meant[0] if len(meant) == 1 else ""


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


def sounds_like_other(m: Mention) -> bool:
    """Whether a number sounds like that of another fact than the calls: "the longest we have seen is 30k"."""
    name, likely = sounds_like.numbers().guess(_around(m))
    return name not in (_CALLS, NOTHING) and likely >= _LIKELY_NUMBER


def _clauses(said: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Whole sentences and their parts, each with how likely a guess must be; none that asks or tells of other times."""
    for sentence in said:
        for clause in dict.fromkeys([sentence, *_PART.split(sentence)]):
            plain = Sentence.of(clause)
            if not (plain.asks or says(plain, "ahead", "past", "conditional")) and (least := _least(clause)):
                yield clause, least


def _least(clause: str) -> float:
    """How likely a guess about a clause must be; 0 where it tells a rate or money, or next to nothing."""
    try:
        counted = mentions.find(clause)
    except TwoMeanings:
        return 0
    words = len(_WORD.findall(clause))
    if words < _FEWEST or any(m.per or m.is_money for m in counted):
        return 0
    if words < _WORDS:
        return _LIKELY_SHORT
    return _LIKELY_BESIDE_NUMBER if counted else _LIKELY


def _around(m: Mention) -> str:
    sign = ("$",) if m.currency else ()
    return " ".join((*m.lead[-_AROUND:], *sign, THE_NUMBER, *m.tail[:_AROUND]))


def _is_of_other(m: Mention, which: Fact) -> bool:
    """Whether the words around a number say that of another fact: "93% F1", "there within two minutes"."""
    shown = units.shown(m.value) + "%" * m.percent
    said = " ".join((*m.lead[-_AROUND:], shown, *m.tail[:_AROUND]))
    other = number_doubts.is_of_other(said, which) or number_doubts.is_none(
        counted_kinds.words_around(m), which
    )
    whole = m.span not in _SHORT and _WHOLE.get(which.name) in named_topics.about(said)
    return other or whole or (which.unit == "ms" and needed.is_measured(m))


def _answer(name: str, value: str) -> Answer:
    match fact(name).kind:
        case "bool":
            return Answer(value == "yes")
        case "choices":
            return Answer((value,))
    return Answer(value)


def _value(m: Mention, name: str) -> Answer | None:
    which = fact(name)
    if not number_fits.may_be_of(m, which) or _is_of_other(m, which):
        return None
    try:
        low, high = one_amount.converted(m, which)
        read = quantity.between(low, high, which, units.shown(m.value))
    except (BadInput, units.WrongUnit, TwoMeanings):
        return None
    return number_answer(read)
