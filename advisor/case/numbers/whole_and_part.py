"""Of several numbers the one that is asked for: the whole of which another is a part, what is usual beside the most."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.fact_type import Fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import needed
from advisor.case.numbers.mentions import Mention

_PARTS = ("shared_prefix_tokens", "payload_tokens")
OF_A_CALL = ("input_tokens", "output_tokens", *_PARTS)
"""Facts that are the whole of a call, or a part that its words name."""
_OF_WHICH = frozenset(("of", word) for word in ("which", "that", "it", "them", "those", "these"))
_WITH = frozenset({"including", "incl", "thereof"})


def asked(fits: Sequence[Mention], text: str, fact: Fact) -> list[Mention]:
    """Of the numbers that fit, the whole or the part that the fact is, or the one that is usual; else all."""
    if fact.name.startswith("longest"):
        return list(fits)
    if fact.unit == "ms" and len(fits) > 1:
        fits = needed.of(fits)
    if len(fits) == 2 and _is_part(fits[1]) and fits[1].high <= fits[0].low:
        part = phrases.found(own_words.load().numbers.get(fact.name, ()), Sentence.of(text))
        return [fits[1] if part else fits[0]]
    usual = _usual(fits) if len(fits) > 1 else []
    return usual if len(usual) == 1 else list(fits)


def holds_another(chosen: Sequence[Mention], said: Sequence[Mention], fact: Fact) -> bool:
    """Whether the number of a part was taken from a whole that holds another: "6,000, of which 200 are the policy"."""
    return fact.name in _PARTS and any(_is_part(m) for m in said if m not in chosen)


def _is_part(m: Mention) -> bool:
    """Whether it is some of what was counted before it: "of which 3k are fixed", "2k of that is the policy"."""
    return m.lead[-2:] in _OF_WHICH or m.tail[:2] in _OF_WHICH or not _WITH.isdisjoint(m.lead[-1:])


def _usual(fits: Sequence[Mention]) -> list[Mention]:
    """What is said to be usual, by the words before it, else by those behind."""
    before = [m for m in fits if says(m.lead, "average_words")]
    return before or [m for m in fits if says(m.tail, "average_words")]
