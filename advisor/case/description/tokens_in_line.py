"""The tokens in and out of one call among the numbers of a description."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import number_of
from advisor.case.numbers import counted_numbers
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import both_sides, input_parts, text_sizes, token_sides
from advisor.case.numerals import units
from advisor.case.reading_bounds import bound

_SIDES = ("input_tokens", "output_tokens")
_TOKENS = tuple((word,) for word in units.TOKENS)
_IN = (("in",), ("input",))
_GUESS = frozenset({"maybe", "perhaps"})
_WITH_TEXT = "made of several parts, a text among them"
"""Why a sum is read back."""
_SAID = {
    input_parts.OF_PARTS: "its parts added up",
    _WITH_TEXT: "its parts added up, the text counted roughly in tokens",
    both_sides.OF_BOTH: "the tokens of both sides less those that come out",
    text_sizes.OF_TEXT: "text counted roughly in tokens",
    text_sizes.OF_PIECES: "pages counted roughly in tokens",
}
"""What the reader is told of how a number came about."""
_WINDOW_OVER_INPUT = bound("window_over_input")
_FEWEST_TOKENS = bound("fewest_tokens")


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
    both = both_sides.both_ways(said)
    for name, m in itertools.product(_SIDES, both[:1]):
        line.take(name, m.low, m.high, sure=not (m.doubt or both_sides.is_of_both_named(m)))
    left[:] = [m for m in left if m not in both]
    one_sided = _without_window([m for m in said if id(m) in sides and m not in both], sides)
    for name, m in _with_text([(sides[id(m)], m) for m in one_sided], place):
        sure = not (m.doubt or "system" in m.lead or _may_be_window(m))
        line.take(name, m.low, m.high, sure=sure, note=_SAID.get(m.doubt, ""))
    alone = len(set(place)) == 1  # "9M a month, gpt-4o, 1,500, 100"
    of_calls = {place[m.clause] for m in said if id(m) in sides or m.noun[:1] in _TOKENS or (alone and m.per)}
    bare = [m for m in left if _is_bare(m) and token_sides.is_tokens(m) and not both_sides.holds_both(m)]
    bare = [m for m in bare if m.noun or place[m.clause] in of_calls]  # "We did label 700."
    beside = any(name in line.found or name in line.doubtful for name in _SIDES)
    volume_said = any(m.per or (m.noun and counted_numbers.is_count(m)) for m in left)
    for m in bare if beside or volume_said or any(m.each for m in bare) else bare[1:]:
        missing = [n for n in _SIDES if n not in line.found and n not in line.doubtful]
        of_input = m.each and missing == ["output_tokens"]  # "130k tokens each, in chunks of 2,000"
        if missing and not of_input:
            left.remove(m)
            sure = not m.noun or len(missing) == 1 or (m.each and len(bare) > 1)
            sure = sure and not any(
                o.doubt in text_sizes.DOUBTS for o in one_sided
            )  # "900 tokens, 200 words"
            line.take(missing[0], m.low, m.high, sure=sure and not (m.doubt or "system" in m.lead))


def _without_window(found: Sequence[Mention], sides: Mapping[int, str]) -> list[Mention]:
    """`found`, less what the model can hold where the input is told beside it: "its 128k context, 3k in"."""
    most = max(
        (m.high for m in found if sides[id(m)] == "input_tokens" and not _may_be_window(m)), default=None
    )
    if most is None:
        return list(found)
    return [m for m in found if not (_may_be_window(m) and m.low >= _WINDOW_OVER_INPUT * most)]


def _may_be_window(m: Mention) -> bool:
    """Whether it may be all that the model can hold: "128k context"."""
    return "context" in m.tail[:1]


def _with_text(found: list[tuple[str, Mention]], place: Sequence[int]) -> list[tuple[str, Mention]]:
    """`found`, with a size of text as part of the one prompt beside it: "900 tokens, a ticket 200 words".

    Beside all that goes in, another sentence tells the size of something else: "700 in. A style guide of two pages".
    The tokens of each text are those of the text: "70-page files, 90k tokens each".
    """
    read = [m for name, m in found if name == "input_tokens"]
    texts = [m for m in read if m.doubt in text_sizes.DOUBTS]
    prompts = [m for m in read if m not in texts]
    if not len(texts) == len(prompts) == 1:
        return found
    (text,), (prompt,) = texts, prompts
    whole = prompt.each or (prompt.tail[:1] in _IN and place[text.clause] != place[prompt.clause])
    if whole:
        return [(name, m) for name, m in found if m is not text]
    both = replace(prompt, low=prompt.low + text.low, high=prompt.high + text.high, doubt=_WITH_TEXT)
    return [(name, both if m is prompt else m) for name, m in found if m is not text]


def _is_bare(m: Mention) -> bool:
    """Whether it is said as tokens without a side, or stands alone: "March 2027" is no number of tokens.

    Nor is what no call holds: "quality at 60M calls".
    """
    if m.per or (m.each and not m.noun) or _GUESS & set(m.lead) or m.low > number_of("beyond_one_call"):
        return False
    if m.noun or m.low < _FEWEST_TOKENS:
        return m.noun[:1] in _TOKENS
    return not (token_sides.telling_words(m.lead) or token_sides.telling_words(m.tail))
