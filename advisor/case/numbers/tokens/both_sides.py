"""Tokens of both sides of a call in one number, and of a part of it: "350 in and out", "5k, incl. the 2k answer"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import token_sides
from advisor.case.reading_bounds import bound

_FEWEST_TOKENS = bound("fewest_tokens")
OF_BOTH = "without what comes out"


def both_ways(said: Sequence[Mention]) -> list[Mention]:
    """The numbers that count the tokens in and as many out: "400 tokens each way", "350 in and out"."""
    beside = zip((None, *said), said, (*said[1:], None), strict=False)
    return [m for before, m, after in beside if _is_both_ways(before, m, after) and not holds_both(m)]


def _is_both_ways(before: Mention | None, m: Mention, after: Mention | None) -> bool:
    """Not where a side is that of the number beside it: "350 in and out 20"."""
    ends = after is None or after.clause != m.clause or bool(after.per)
    begins = before is None or before.clause != m.clause
    named = (ends and says(m.tail, "both_ways")) or (begins and is_of_both_named(m))
    return named and token_sides.is_tokens(m) and not m.per


def is_of_both_named(m: Mention) -> bool:
    """Whether both sides are named right before it, which leaves open if it is that of each: "in and out 350"."""
    return token_sides.names_both(m.lead[-3:])


def holds_both(m: Mention) -> bool:
    """Whether it counts both sides of a call together: "350 tokens in and out combined"."""
    words = " ".join((*m.lead[-3:], "#", *m.tail))
    return says(words, "both_ways") and says(words, "both_together")


def of_one(said: Sequence[Mention]) -> list[Mention]:
    """`said` without what counts both sides together."""
    return [m for m in said if not holds_both(m)]


def is_part(m: Mention) -> bool:
    """Whether it counts tokens that are a part of those before: "15k of it", "of which 17k"."""
    behind = m.tail[:1] == ("of",) and m.tail[1:2] in token_sides.PARTS
    before = m.lead[-2:-1] == ("of",) and m.lead[-1:] in token_sides.PARTS
    things = counted_kinds.counts(m, "events") or counted_kinds.counts(m, "actors")
    things = things and not token_sides.is_tokens(m)
    return (behind or before) and m.low >= _FEWEST_TOKENS and not (things or m.per or m.percent or m.is_money)


def less_output(said: Sequence[Mention]) -> list[Mention]:
    """`said`, in which of tokens that hold the answer too those that go in are left: "5k, incl. the 2k answer"."""
    kept = list(said)
    for i, (m, after) in enumerate(itertools.pairwise(said)):
        if _holds(m, after):
            kept[i] = replace(m, low=m.low - after.high, high=m.high - after.low, noun=("tokens",), each=False,
                              lead=(), tail=("tokens", "in"), doubt=OF_BOTH)  # fmt: skip
            kept[i + 1] = replace(after, noun=("tokens",), each=False, lead=(), tail=("tokens", "out"))
    return kept


def _holds(m: Mention, after: Mention) -> bool:
    """Whether a number of tokens is said to hold the next, which come out."""
    if (
        m.per
        or after.per
        or not (token_sides.is_tokens(m) and token_sides.is_tokens(after))
        or not _FEWEST_TOKENS <= after.high < m.low
    ):
        return False
    sided = (token_sides.side_of(m.lead[-1:]) or token_sides.side_of(m.tail[:3])) and not holds_both(m)
    out = token_sides.side_of((*after.noun, *after.tail)[:4]) or token_sides.side_of(after.lead[-1:])
    within = says(after.lead[-4:], "counted_in") or is_part(after) or holds_both(m)
    return out == "output_tokens" and within and not sided
