"""A part of the tokens that go in: "18k in (15k of it the same repo context)", "22k in of which 17k repeat"."""

from __future__ import annotations

from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import both_sides

_INPUT = "input_tokens"
_SHARES = {"shared_prefix_tokens": "same_each_time", "retrieved_tokens": "from_search"}
"""The facts that are a part of what goes in, and the list of own_words.yaml that tells each."""


def take(parts: list[Mention], left: list[Mention], line: LineFacts) -> None:
    """Read back what the `parts` and the numbers `left` tell of what goes in; they are taken out of both.

    Of `parts` only tokens stay, as what told nothing.
    """
    parts[:] = [m for m in parts if both_sides.is_part(m)]
    for kept in (parts, left):
        for m in [m for m in kept if both_sides.is_part(m)]:
            if name := _name(m, line):
                kept.remove(m)
                line.take(name, m.low, m.high, sure=False)


def _name(m: Mention, line: LineFacts) -> str:
    told = line.told
    whole = told.get(_INPUT)
    within = whole is not None and isinstance(whole.value, int | float) and m.high <= whole.value
    words = " ".join((*m.lead[-2:], "#", *m.tail))
    named = (n for n, words_of in _SHARES.items() if n not in told and says(words, words_of))
    return next(named, "") if within else ""
