"""An answer read beside the others: what these tell of what its words mean."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.case.answer import Answer, Converted
from advisor.case.answers import untried
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.fact_type import Fact
from advisor.case.models_tried import ModelsTried


def read_beside(
    text: str, which: Fact, others: Mapping[str, Answer], rates: Mapping[str, Mapping[str, float]]
) -> Answer:
    """An answer beside `others`, as it was written down; money of another currency at its dated rate, as noted.

    Raises as `parse_answer` does.
    """
    if which.kind == "gaps" and untried.names_none(text):
        return Answer(ModelsTried())
    tokens, misses = tokens_per_request(others), misses_bar(others)
    try:
        return parse_answer(text, which, tokens_per_request=tokens, rates=rates, misses=misses)
    except Converted as e:
        return e.answer


def tokens_per_request(answers: Mapping[str, Answer]) -> float | None:
    """Input and output tokens of one call where both are numbers known and positive; else None."""
    known = [answers[n].value for n in ("input_tokens", "output_tokens") if n in answers]
    total = sum(v for v in known if isinstance(v, int | float))
    return total if len(known) == 2 and total > 0 else None


def misses_bar(answers: Mapping[str, Answer]) -> bool:
    """Whether today's model is said to miss the bar."""
    return "prompt_meets_bar" in answers and answers["prompt_meets_bar"].value is False
