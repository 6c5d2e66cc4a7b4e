"""The signs and words that people name a currency by."""

from __future__ import annotations

import re

from advisor.case.numerals import unit_words

CURRENCIES = unit_words.by_word(unit_words.load().currencies)
"""Sign or word -> the currency's code in lower case; a name of several currencies is no code, so it has no rate."""

BEFORE = "|".join(re.escape(w) for w in sorted(CURRENCIES, key=len, reverse=True) if len(w) <= 3)
"""What may stand before an amount, as part of a regular expression."""
SIGN = r"[a-z]{0,2}\$|[€£₹¥₩₪₽₺₴]"
"""A sign as a word of a sentence, as part of a regular expression."""


def named_in(text: str) -> str:
    """The code, in lower case, of the first currency that the heading of a column or a cell names; "" for none."""
    words = re.findall(rf"{SIGN}|[^\W\d_]+", text.lower())
    return next((CURRENCIES[w] for w in words if w in CURRENCIES), "")
