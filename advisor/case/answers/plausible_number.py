"""Whether a number that was read is likely what was meant."""

from __future__ import annotations

from advisor.case.answer import Answer, doubtful
from advisor.case.fact_type import Fact
from advisor.case.numbers import number_doubts

_WIDE = 10  # a range whose ends are further apart than so many times is read back
_BUDGETED = "retrieved_tokens"
"""Retrieval fills what it is given: the most is what is usual."""
_WHOLE = ("requests/month", "tokens/request", "examples", "labels")
"""Units of what comes in whole numbers."""
_FEW = 100
"""Fewer than so many are counted one by one: "99.9" are no tokens."""


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
