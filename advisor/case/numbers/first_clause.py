"""A number at the front of an answer, with words behind it that only explain it: "2 calls: draft and check"."""

from __future__ import annotations

import re

from advisor.case.fact_type import Fact
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import doubted_number, number_doubts
from advisor.case.numerals import quantity, time_spans, units
from advisor.case.numerals.currency_words import CURRENCIES
from advisor.case.numerals.number_words import SCALES, WORDS
from advisor.case.numerals.parts_of_one import PARTS
from advisor.errors import BadInput

_END = r"[,;:]\s| ?\(| - |\.\s"
_TURNS = (
    "limiting",
    "corrections",
    "peaks",
    "limits",
    "other_volume",
    "several_calls",
    "one_more",
    "former",
    "today",
)
"""What may turn the number into another one."""
_VAGUE = ("couple", "dozen", "dozens", "few", "several", "many", "double", "twice", "times", "each", "every")
_MEASURES = frozenset(
    {
        *time_spans.TIMES,
        *time_spans.ADVERBS,
        *time_spans.RATES,
        *units.TOKENS,
        *CURRENCIES,
        *SCALES,
        *PARTS,
        *_VAGUE,
        "percent",
        "per",
    }
) | (set(WORDS) - {"one"})


def read(text: str, fact: Fact) -> quantity.Quantity | None:
    """The number that stands alone before the first comma or colon; None where what follows may change it.

    What is said behind a volume always may: that is read as a whole.
    """
    plain = quantity.normalise(text)
    end = re.search(_END, plain)
    if end is None or fact.unit == "requests/month":
        return None
    try:
        found = quantity.parse(plain[: end.start()], fact)
    except BadInput:
        return None
    rest = plain[end.end() :]
    if not (_adds_up(rest, found.value) or _only_explains(rest, fact)):
        return None
    return None if doubted_number.rather(plain[: end.start()], fact, found) else found


def _adds_up(rest: str, total: float) -> bool:
    """Whether what follows takes the number apart: "four: one to plan, two to search, one to write"."""
    parts = [
        int(w) if w.isdecimal() else WORDS[w] for w in re.findall(r"\w+", rest) if w.isdecimal() or w in WORDS
    ]
    return len(parts) > 1 and sum(parts) == total


def _only_explains(rest: str, fact: Fact) -> bool:
    """Whether words hold no other number, no unit and no hedge."""
    words = Sentence.of(rest)
    measured = re.search(r"[\d%/$€£]", rest) or _MEASURES & set(re.findall(r"[a-z']+", rest))
    turned = says(words, *_TURNS)
    return not (measured or turned or number_doubts.is_doubtful(rest, fact) or number_doubts.adds(rest))
