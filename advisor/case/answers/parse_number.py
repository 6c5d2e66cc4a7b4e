"""A number read from what a person wrote: alone, or in a sentence."""

from __future__ import annotations

from advisor.case.answer import Answer, doubtful, number_answer
from advisor.case.answers.beside import Beside
from advisor.case.fact_type import Fact
from advisor.case.numbers import number_doubts
from advisor.case.numerals import quantity
from advisor.errors import BadInput

_WIDE = 10  # a range whose ends are further apart than so many times is read back
_BUDGETED = "retrieved_tokens"
"""Retrieval fills what it is given: the most is what is usual."""
_WHOLE = ("requests/month", "tokens/request", "examples", "labels")
"""Units of what comes in whole numbers."""
_FEW = 100
"""Fewer than so many are counted one by one: "99.9" are no tokens."""


def parse_number(text: str, fact: Fact, beside: Beside) -> Answer:
    """Read `text` as a number of `fact`; the arguments and what is raised are those of `parse_answer`."""
    if " " not in text.strip():
        return plausible(text, fact, _one_word(text, fact, beside))
    from advisor.case.answers import number_in_sentence

    return number_in_sentence.parse(text, fact, beside)


def _one_word(text: str, fact: Fact, beside: Beside) -> Answer:
    """One word such as 300k/day: what reads sentences is loaded only where it is no number by itself."""
    try:
        return number_answer(quantity.parse(text, fact, beside.tokens_per_request))
    except BadInput as e:
        from advisor.case.answers import number_in_sentence

        return number_in_sentence.instead(text, fact, e, beside)


def plausible(text: str, fact: Fact, answer: Answer) -> Answer:
    """`answer`, unless its range is very wide, it is a part of one thing, or a limit was named, not what is usual."""
    wide = answer.low and answer.high and answer.high > _WIDE * answer.low
    usual = fact.unit in ("tokens/request", "requests/month") or fact.name == "calls_per_task"
    usual = usual and fact.name != _BUDGETED
    part = fact.unit in _WHOLE and isinstance(answer.value, float) and answer.value < _FEW
    sentence = " " in text.strip()
    undecided = sentence and (number_doubts.is_undecided(text) or (usual and number_doubts.is_limit(text)))
    if wide or part or undecided:
        raise doubtful(fact, text, answer)
    return answer
