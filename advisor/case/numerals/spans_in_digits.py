"""Spans of time that are said without a numeral, in digits: "a quarter of a year", "a year and a half", "an hour"."""

from __future__ import annotations

import re

from advisor.case.numerals.number_words import SCALES, WORDS

_RATED = re.compile(rf"(?:\d\S*|\b(?:{'|'.join((*WORDS, *SCALES))}))(?: [^\W\d]+){{0,2}} $")
"""What stands before "a day" where it is a rate, and no span: "84k a day", "half a million tokens a month"."""
_WORK_YEAR = re.compile(
    r"\b(?:an?|the|our|one) (?:usual |normal |next )?(?:budget|fiscal|financial|calendar|planning) year\b"
)
_AND_A_HALF = re.compile(
    r"(?:\b(?:an?|one|another) |(?<![\w.,] )(?<!\w)(?=(?:hour|day|week|month|year) ))(\w+) and a half\b"
)
_ONE_SPAN = re.compile(r"\b(?:an?|one) (second|minute|hour|day|week|month|quarter|year)\b")


def rewritten(text: str) -> str:
    """`text` with spans of time in digits: "a quarter of a year", "a year and a half", "an hour"."""
    text = re.sub(r"\b(?:a )?quarter of an? (?=year)", "0.25 ", text)
    text = _WORK_YEAR.sub("1 year", text)
    text = re.sub(r"\b(?:budget|fiscal|financial|calendar|planning) (?=years?\b)", "", text)
    text = _AND_A_HALF.sub(r"1.5 \1s", text)
    return _ONE_SPAN.sub(lambda m: m[0] if _RATED.search(text[: m.start()]) else f"1 {m[1]}", text)
