"""Whether a number that was read is likely what was meant."""

from __future__ import annotations

from advisor.case.answer import Answer, doubtful
from advisor.case.fact_type import Fact
from advisor.case.numbers import number_doubts
from advisor.case.numerals import quantity
from advisor.case.reading_bounds import bound

_WIDEST_RANGE = bound("widest_range")
_BUDGETED = "retrieved_tokens"
"""Retrieval fills what it is given: the most is what is usual."""
_WHOLE = ("requests/month", "tokens/request", "examples", "labels")
"""Units of what comes in whole numbers."""
_WHOLE_FROM = bound("whole_number_from")


def plausible(text: str, fact: Fact, answer: Answer) -> Answer:
    """`answer`, read back where it is a part of one thing, or a limit was named and not what is usual.

    Raises Ambiguous like `refuse_wide`.
    """
    refuse_wide(text, fact, answer)
    usual = fact.unit in ("tokens/request", "requests/month") or fact.name == "calls_per_task"
    usual = usual and fact.name != _BUDGETED
    part = fact.unit in _WHOLE and isinstance(answer.value, float) and answer.value < _WHOLE_FROM
    sentence = " " in text.strip()
    undecided = sentence and (number_doubts.is_undecided(text) or (usual and number_doubts.is_limit(text)))
    if part or undecided:
        raise doubtful(fact, text, answer)
    return answer


def refuse_wide(text: str, fact: Fact, answer: Answer) -> None:
    """Raises Ambiguous for a range that is so wide that its middle tells nothing: "anything between 10 and 400"."""
    low, high = answer.low, answer.high
    if low is not None and high is not None and high > low and high >= _WIDEST_RANGE * (low or 1):
        expected = "what is usual of them"
        raise quantity.Ambiguous(f"{fact.name}: the ends are far apart", text=text, expected=expected)
