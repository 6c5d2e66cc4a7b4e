"""Money that was paid over a span of time: "$36k in 3 months", "120k over the last year", "$9k in Q3"."""

from __future__ import annotations

import functools
import re
from fractions import Fraction

from advisor.case.numerals import time_spans
from advisor.case.numerals.number_words import WORDS

_LONGEST = "|".join(sorted(map(re.escape, time_spans.TIMES), key=len, reverse=True))
_OVER = (
    r"\b(?P<lead>(?:in|over|during|within|across|for) (?:the |our )?)?(?P<past>(?:last|past|previous|recent) )?"
    r"(?P<whole>(?:whole|full|entire|all)(?: of)? )?"
    rf"(?:(?P<count>\d+|{'|'.join(WORDS)}) )?(?:(?P<unit>{_LONGEST})|(?P<quarter>q[1-4])|(?P<year>20\d\d))\b"
)
_RATE = re.compile(
    r"\b(?:a|an|per|each|every) (?:month|mo|week|day|year|quarter)\b|/ ?(?:mo|month|day|week|year)"
    rf"|\b(?:{'|'.join(time_spans.ADVERBS)})\b"
)
"""What says that a sum is of one span already."""


def span_paid(text: str) -> tuple[str, Fraction] | None:
    """`text` without the span it names, and the months of that; None where a month is meant, or none is named.

    "In a week" is a rate, which the units read; a span is counted, past, whole, or a quarter or a year by its number.
    """
    found = next(filter(_is_span, _pattern().finditer(text.lower())), None)
    if found is None or _RATE.search(f"{text[: found.start()]} | {text[found.end() :]}".lower()):
        return None
    count = int(found["count"]) if (found["count"] or "").isdigit() else WORDS.get(found["count"] or "one", 1)
    unit = time_spans.TIMES[found["unit"]] if found["unit"] else "quarter" if found["quarter"] else "year"
    months = count * time_spans.SPANS[unit]
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")
    return (rest, Fraction(months)) if months != 1 else None


def _is_span(found: re.Match[str]) -> bool:
    """Whether a sum is of this span, and no rate."""
    told = found["count"] or found["quarter"] or found["year"] or (found["lead"] or "").endswith(" the ")
    return bool(found["past"] or found["whole"] or (told and _totals(found["lead"])))


def _totals(lead: str | None) -> bool:
    """Whether what is named after these words is the span of a sum: "for 12 months" may say since when it is paid."""
    return lead is not None and not lead.startswith("for ")


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_OVER)
