"""A number read from what a person wrote: alone, or in a sentence."""

from __future__ import annotations

from advisor.case.answer import Answer, Doubtful, number_answer
from advisor.case.answers.beside import Beside
from advisor.case.answers.plausible_number import plausible, refuse_wide
from advisor.case.fact_type import Fact
from advisor.case.numerals import quantity
from advisor.errors import BadInput


def parse_number(text: str, fact: Fact, beside: Beside) -> Answer:
    """Read `text` as a number of `fact`; the arguments and what is raised are those of `parse_answer`."""
    if " " not in text.strip():
        return plausible(text, fact, _one_word(text, fact, beside))
    from advisor.case.answers import number_in_sentence

    try:
        return number_in_sentence.parse(text, fact, beside)
    except Doubtful as e:
        refuse_wide(text, fact, e.answer)
        raise


def _one_word(text: str, fact: Fact, beside: Beside) -> Answer:
    """One word such as 300k/day: what reads sentences is loaded only where it is no number by itself."""
    try:
        return number_answer(quantity.parse(text, fact, beside.tokens_per_request))
    except BadInput as e:
        from advisor.case.answers import number_in_sentence

        return number_in_sentence.instead(text, fact, e, beside)
