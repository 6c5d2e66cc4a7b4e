"""The tokens in and out of one call among the numbers of a description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon import own_words
from advisor.case.numbers import counted_numbers, text_sizes, token_sides
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import units

_SIDES = ("input_tokens", "output_tokens")
_TOKENS = tuple((word,) for word in units.TOKENS)
_GUESS = frozenset({"maybe", "perhaps"})
_OF_PARTS, _WITH_TEXT = "made of several parts", "made of several parts, a text among them"
"""Why a sum is read back."""
_SAID = {
    _OF_PARTS: "its parts added up",
    _WITH_TEXT: "its parts added up, the text counted roughly in tokens",
    text_sizes.OF_TEXT: "text counted roughly in tokens",
    text_sizes.OF_PIECES: "pages counted roughly in tokens",
}
"""What the reader is told of how a number came about."""
_LEAST = 20
"""A smaller number that stands alone is hardly one of tokens: "category (9) and severity (4)"."""


def take(
    sides: Mapping[int, str],
    said: Sequence[Mention],
    left: list[Mention],
    line: LineFacts,
    place: Sequence[int],
) -> None:
    """The tokens of one call, by their sides or where they stand alone; they are taken out of `left`.

    `place`: the sentence of each clause.
    """
    for name, m in _of_sides(sides, said, left):
        system = "system" in m.lead
        more = _request(left) if system and name == "input_tokens" else Fraction(0)
        window = "context" in m.tail[:1]  # "128k context" may be all that the model can hold
        sure = not (m.doubt or system or window)
        line.take(name, m.low + more, m.high + more, sure=sure, note=_SAID.get(m.doubt, ""))
    alone = len(set(place)) == 1  # "9M a month, gpt-4o, 1,500, 100"
    of_calls = {place[m.clause] for m in said if id(m) in sides or m.noun[:1] in _TOKENS or (alone and m.per)}
    bare = [m for m in left if _is_bare(m) and token_sides.is_tokens(m)]
    bare = [m for m in bare if m.noun or place[m.clause] in of_calls]  # "We did label 700."
    for m in [m for m in bare if token_sides.is_both_ways(m)]:
        bare.remove(m)
        left.remove(m)
        for name in _SIDES:
            line.take(name, m.low, m.high, sure=not m.doubt)
    beside = any(name in line.found or name in line.doubtful for name in _SIDES)
    volume_said = any(m.per or (m.noun and counted_numbers.is_count(m)) for m in left)
    for m in bare if beside or volume_said or any(m.each for m in bare) else bare[1:]:
        missing = [n for n in _SIDES if n not in line.found and n not in line.doubtful]
        if missing and not (
            m.each and missing == ["output_tokens"]
        ):  # "130k tokens each, in chunks of 2,000"
            left.remove(m)
            sure = not m.noun or len(missing) == 1 or (m.each and len(bare) > 1)
            line.take(missing[0], m.low, m.high, sure=sure and not m.doubt)


def _of_sides(
    sides: Mapping[int, str], said: Sequence[Mention], left: list[Mention]
) -> list[tuple[str, Mention]]:
    """The numbers with a side, parts of one input as their sum; what is added is taken out of `left`."""
    found: list[tuple[str, Mention]] = []
    for m in said:
        if found and _is_added(m, *found[-1], sides):
            found[-1] = found[-1][0], _sum(found[-1][1], m)
            left[:] = [other for other in left if other is not m]
        elif id(m) in sides:
            found.append((sides[id(m)], m))
    return _with_text(found)


def _is_added(m: Mention, side: str, before: Mention, sides: Mapping[int, str]) -> bool:
    """Whether it is more of the same input: "150 in plus 1,000 instructions"."""
    counts_else = m.per or m.is_money or m.percent or m.span or sides.get(id(m)) == "output_tokens"
    return (
        m.lead[-1:] == ("plus",) and m.clause == before.clause and side == "input_tokens" and not counts_else
    )


def _with_text(found: list[tuple[str, Mention]]) -> list[tuple[str, Mention]]:
    """`found`, with a size of text as part of the one prompt beside it: "900 tokens, a ticket 200 words"."""
    read = [m for name, m in found if name == "input_tokens"]
    texts = [m for m in read if m.doubt in text_sizes.DOUBTS]
    prompts = [m for m in read if m not in texts]
    if not len(texts) == len(prompts) == 1:
        return found
    (text,), (prompt,) = texts, prompts
    both = replace(_sum(prompt, text), doubt=_WITH_TEXT)
    return [(name, both if m is prompt else m) for name, m in found if m is not text]


def _sum(one: Mention, other: Mention) -> Mention:
    """Both together, to be read back."""
    return replace(one, low=one.low + other.low, high=one.high + other.high, doubt=_OF_PARTS)


def _request(left: list[Mention]) -> Fraction:
    """The tokens of the request itself, named beside those of the system prompt; taken out of `left`."""
    words = set(own_words.load().lists["request_words"])
    for m in left:
        if not m.per and words & set(m.lead) and token_sides.is_tokens(m):
            left.remove(m)
            return m.value
    return Fraction(0)


def _is_bare(m: Mention) -> bool:
    """Whether it is said as tokens without a side, or stands alone: "March 2027" is no number of tokens."""
    if m.per or (m.each and not m.noun) or _GUESS & set(m.lead):
        return False
    if m.noun or m.low < _LEAST:
        return m.noun[:1] in _TOKENS
    return not (token_sides.told(m.lead) or token_sides.told(m.tail))
