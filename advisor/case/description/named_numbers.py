"""Numbers that a description tells in a frame of words of their own: "of which 1.9k are always the same"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from advisor.case.answer import Answer, number_answer
from advisor.case.fact_type import Fact
from advisor.case.facts import fact
from advisor.case.lexicon import own_words, phrases, sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds, mentions, needed, number_doubts
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import Number, TwoMeanings
from advisor.case.reading_bounds import bound
from advisor.errors import BadInput

Told = tuple[Mention, Answer, bool]
"""The number, what it says of its fact, and whether that is sure."""
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""Between the digits of "1 200"."""
_SHOTS, _EXAMPLES = "few_shot_examples", ("example", "sample", "shot", "worked", "few")
_BEST_SCORE = bound("best_score")
_ALSO_INPUT = "payload_tokens"
"""A text of so many tokens is most of what goes in."""


def named(said: Sequence[Mention], text: str) -> dict[str, Told]:
    """The facts that a number in a frame of theirs tells, the first frame of each; `said`: the numbers of `text`."""
    place = mentions.sentence_of(text)
    found: dict[str, Told] = {}
    for i, shown in enumerate(sentences.of(text)):
        sentence = Sentence.of(_GROUPS.sub("", shown))
        ours = [m for m in said if place[m.clause] == i]
        for name, span in _framed(sentence) if ours else ():
            read = _read(sentence.words[slice(*span)], fact(name), ours)
            if read and name not in found and not any(read[0] is m for m, *_ in found.values()):
                found[name] = (*read, not (read[0].doubt or sentence.asks or _is_open(sentence, span)))
    return found


def others(said: Sequence[Mention], framed: Mapping[str, Told]) -> list[Mention]:
    """The numbers of `said` that may tell something else than what was `framed`."""
    taken = [m for name, (m, *_) in framed.items() if name != _ALSO_INPUT]
    return [m for m in said if not any(m is n for n in taken)]


def _framed(sentence: Sentence) -> Iterator[tuple[str, tuple[int, int]]]:
    for name, said in own_words.load().numbers.items():
        yield from ((name, span) for span in phrases.found(said, sentence))


def _read(words: str, which: Fact, said: Sequence[Mention]) -> tuple[Mention, Answer] | None:
    """The first number among `words` that is one of those `said`, as a value of a fact."""
    for value in values(words):
        for m in said:
            if value in (m.low, m.high) and _may_tell(m, which.name) and (answer := as_answer(m, which)):
                return m, answer
    return None


def _may_tell(m: Mention, name: str) -> bool:
    """Whether a number is of no rate and no money, and no label is named beside those counted: "24 and other"."""
    if name == _SHOTS and not (m.noun and m.noun[0].startswith(_EXAMPLES)):
        return False
    measured = name == "ttft_target_ms" and needed.is_measured(m)
    if measured or number_doubts.is_none(counted_kinds.words_around(m), fact(name)):
        return False
    counted = replace(m, noun=m.noun[:1])  # "80k tickets agents sorted by hand"
    score = m.high <= _BEST_SCORE and says(m.lead[-1:], "scales")  # "haiku scored 88"
    if name == "labelled_examples" and (score or counted_kinds.counts(counted, "actors")):
        return False  # "two PhDs annotated 1,100"
    if name == "label_count" and "who" in m.tail[:3] and counted_kinds.counts(m, "actors"):
        return False  # "37 clerks who answer letters"
    return not (
        m.per or m.is_money or (name == "label_count" and number_doubts.names_one_more(" ".join(m.tail)))
    )


def values(words: str) -> Iterator[Fraction]:
    """The numbers among words of a sentence."""
    try:
        read = [m for clause in words.split("|") for m in mentions.in_clause(clause.strip())]
    except TwoMeanings:
        return
    yield from (m.high for m in read)


def as_answer(m: Mention, which: Fact) -> Answer | None:
    """A number as a value of a fact; None where its unit or its size does not fit."""
    unit = m.span if m.span else next((w for w in m.noun[:1] if w in (*units.MILLIS, "x")), "")
    try:
        low, high = (units.convert(Number(v), unit, which) for v in (m.low, m.high))
        read = quantity.between(low, high, which, units.shown(low))
    except (BadInput, units.WrongUnit, TwoMeanings):
        return None
    return number_answer(read)


def _is_open(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a hedge stands in the same clause as the frame."""
    start, end = sentence.clause(span[0])
    clause = Sentence(sentence.words[start:end] + "|", asks=False)
    return says(clause, "unsettled")
