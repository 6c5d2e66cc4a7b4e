"""Pieces of text that are found for each call: "8 chunks of 350 tokens go into each question", "k=8, 350 each"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import retrieved_pieces

_RETRIEVED = "retrieved_tokens"


def take(said: Sequence[Mention], text: str, line: LineFacts) -> list[Mention]:
    """Read back what all pieces of one call hold together; the rest of `said`, without the size of one piece."""
    if not says(text, "into_each_call"):
        return list(said)
    place = mentions.sentence_of(text)
    for pieces in retrieved_pieces.found(said):
        if place[pieces.number.clause] == place[pieces.one.clause]:
            line.take(_RETRIEVED, pieces.together.low, pieces.together.high, sure=False)
            return [m for m in said if m not in pieces]
    return [m for m in said if not retrieved_pieces.is_of_one(m)]
