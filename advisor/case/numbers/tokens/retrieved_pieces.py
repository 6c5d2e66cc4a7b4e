"""So many pieces of text for one call and the tokens of one: "8 chunks of 350 tokens", "k=8, 350 each"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units
from advisor.case.reading_bounds import bound

_MOST_PIECES = bound("most_pieces_in_prompt")
_SO_MANY = (("top",), ("k",))
_OF_EACH = (("of",), ("at",), ("x",), ("size",))


class Pieces(NamedTuple):
    """The number of pieces that one call gets, and the tokens of one of them."""

    number: Mention
    one: Mention

    @property
    def together(self) -> Amount:
        """The tokens that all pieces hold, to be read back."""
        return Amount(self.number.low * self.one.low, self.number.high * self.one.high)


def found(said: Sequence[Mention]) -> Iterator[Pieces]:
    """The pieces that two numbers beside each other tell, the tokens of one before or behind their number."""
    for pair in itertools.pairwise(said):
        pieces = Pieces(*(pair if _counts(pair[0]) or not _counts(pair[1]) else reversed(pair)))
        if _fit(pieces):
            yield pieces


def is_of_one(m: Mention) -> bool:
    """Whether words name it as the size of a piece: "chunks of 500 tokens", "400-token chunks", "chunk size 800"."""
    before = m.lead[-1:] in _OF_EACH and says(m.lead[-2:-1], "pieces")
    return _is_of_tokens(m) and (before or says(m.noun[1:2], "pieces"))


def _fit(pieces: Pieces) -> bool:
    count, one = pieces
    few = count.low >= 1 and count.high <= _MOST_PIECES and not (count.per or one.per)
    counted = _counts(count) or (count.noun[:1] == ("x",) and is_of_one(one))  # "5 x 400-token chunks"
    each = is_of_one(one) or one.each or (one.clause == count.clause and one.lead[-1:] in _OF_EACH)
    return few and counted and each and (_is_of_tokens(one) or not one.noun)


def _counts(m: Mention) -> bool:
    return m.lead[-1:] in _SO_MANY or (not _is_of_tokens(m) and says(m.noun, "pieces"))


def _is_of_tokens(m: Mention) -> bool:
    return bool(units.TOKENS & {*m.noun[:1]}) or (not m.noun and m.lead[-1:] == ("size",))
