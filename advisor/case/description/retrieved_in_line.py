"""Pieces of text that are found for each call: "8 chunks of 350 tokens go into each question"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units

_RETRIEVED = "retrieved_tokens"
_MANY = 50
"""More pieces than so many stand in no prompt."""


def take(said: Sequence[Mention], clauses: Sequence[str], line: LineFacts) -> list[Mention]:
    """Read back what all pieces of one call hold together; the rest of `said`."""
    for count, one in itertools.pairwise(said):
        if _are_pieces(count, one) and says(clauses[one.clause], "into_each_call"):
            line.take(_RETRIEVED, count.low * one.low, count.high * one.high, sure=False)
            return [m for m in said if m not in (count, one)]
    return list(said)


def _are_pieces(count: Mention, one: Mention) -> bool:
    """Whether the second number is the tokens of one of the pieces that the first counts."""
    together = count.clause == one.clause and (one.each or one.lead[-1:] in (("of",), ("at",), ("x",)))
    few = count.low >= 1 and count.high <= _MANY and not (count.per or one.per)
    return together and few and says(count.noun, "pieces") and bool(units.TOKENS & {*one.noun})
