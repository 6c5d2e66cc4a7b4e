"""Sizes of texts in words, characters and pages, as tokens: "the answer is 120 words"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers.counted_kinds import STEM, for_what
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units
from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE

OF_TEXT = "a size of text, of which only a tokenizer knows the tokens"
OF_PIECES = "a number of pages, each of which may be a call"
_TOKENS = tuple((word,) for word in units.TOKENS)
DOUBTS = (OF_TEXT, OF_PIECES)
"""Why such a number is read back; with pages the number of calls is too."""


class TextSize(Struct, frozen=True):
    """What a text is counted in: tokens of one, low to high, and how many of them one call holds at most.

    `is_work`: so many over time may be what the calls are made for.
    """

    words: tuple[str, ...]
    low: Fraction
    high: Fraction
    most: int
    is_work: bool


@functools.cache
def _sizes() -> dict[str, TextSize]:
    """Every word of knowledge/text_sizes.yaml with its size."""
    rows = yaml_cache.read(KNOWLEDGE / "text_sizes.yaml").data["sizes"]
    read = (
        TextSize(
            tuple(row["words"]), Fraction(str(row["low"])), Fraction(str(row["high"])),
            row["most"], row.get("is_work", False),
        )
        for row in rows
    )  # fmt: skip
    return {word: size for size in read for word in size.words}


def in_tokens(said: Sequence[Mention], text: str) -> list[Mention]:
    """`said`, with sizes of text as tokens, low to high; each in doubt, unless its tokens are said behind it.

    Not pages over time ("600k pages a month"), nor where something is done for each ("a call per page").
    """
    said = _without_told(said)
    sizes = [_is_size(m, text) for m in said]
    read: list[Mention] = []
    for m, is_size, before, was_size in zip(said, sizes, (None, *said), (False, *sizes), strict=False):
        if before is not None and was_size and _tells_tokens(m, before):
            read[-1] = replace(m, lead=before.lead, clause=before.clause)
        else:
            read.append(_converted(m) if is_size else m)
    return read


def _without_told(said: Sequence[Mention]) -> list[Mention]:
    """`said` less the pages of what has its tokens told too: "70-page files, 90k tokens each file"."""
    told = {w[:STEM] for m in said if m.noun[:1] in _TOKENS and (w := for_what(m))}
    return [
        m for m in said if not (m.noun and m.noun[0] in _sizes() and told & {w[:STEM] for w in m.noun[1:]})
    ]


def _tells_tokens(m: Mention, size: Mention) -> bool:
    """Whether it is the tokens of the size of text before it: "40 pages (about 20k tokens)", "12 pages, 6k tokens"."""
    between = {*m.lead} - {*size.noun, *entries("before_number")}
    return m.noun[:1] in _TOKENS and m.clause - size.clause <= 1 and not (between or m.per or size.each)


def _is_size(m: Mention, text: str) -> bool:
    size = _sizes().get(m.noun[0]) if m.noun else None
    if size is None or m.is_money or m.percent or says(m.tail, "example_words"):
        return False  # "400 pages we had labelled"
    if m.per or m.high > size.most:
        return bool(m.per) and not size.is_work
    return not re.search(rf"\b(?:per|each|every|by|calls? a) (?:{'|'.join(size.words)})\b", text.casefold())


def _converted(m: Mention) -> Mention:
    size = _sizes()[m.noun[0]]
    low, high = round(m.low * size.low), round(m.high * size.high)
    high += (low + high) % 2  # so that the middle is a whole token too
    doubt = OF_PIECES if size.is_work else OF_TEXT
    return replace(m, low=Fraction(low), high=Fraction(high), noun=("tokens", *m.noun[1:]), doubt=doubt)
