"""A model that is only said to be as good as today's, or better: that is no bar where today's misses it."""

from __future__ import annotations

from advisor.case.answers import meaning
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import said_at, says
from advisor.case.models_tried import GAPS

_AS, _ABOVE, _AT_BAR = "as_today", "above_today", "at_the_bar"
"""Lists of phrases: as good as today's, better, and held against the bar itself."""


def compares(text: str) -> bool:
    """Whether words may hold a model against today's rather than against the bar."""
    return says(text, _AS, _ABOVE)


def left_open(text: str, gaps: tuple[str, ...]) -> tuple[str, ...]:
    """The gaps that stay possible of `gaps`, read in `text`, where today's model misses the bar.

    As good as that is short too; better may be anything. What else the words say of the bar goes before it.
    """
    if gaps != GAPS[:1] or not compares(text) or says(text, _AT_BAR):
        return gaps
    return _rest(text) or (GAPS if says(text, _ABOVE) else GAPS[1:])


def _rest(text: str) -> tuple[str, ...]:
    """What the words mean without those that compare."""
    plain = Sentence.of(text)
    words = plain.words
    for start, end in sorted(said_at(plain, _AS, _ABOVE), reverse=True):
        words = words[:start] + words[end:]
    return meaning.of(words.replace("|", ",").strip(" ,"), fact(TRIED)).values
