"""A figure that was reached and the one that is needed: "accuracy 81%, we need 90", "94 percent, target was 92"."""

from __future__ import annotations

import functools
import re

from advisor.case.lexicon import own_words
from advisor.case.numerals import quantity

_FIGURE = r"(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent|pct)?"
_LINK = r"(?: (?:is|was|of|at|to be|above|over|at least|about))*:?"
_SHARE = re.compile(r"%|\b(?:accuracy|percent|correct|right|f1|precision|recall|agreement|score)\b")
_WHOLE = 100


def read(text: str) -> bool | None:
    """Whether the figure that `text` says was reached meets the one needed; None where it does not name both."""
    plain = quantity.normalise(text)
    found = _pattern().search(plain) if _SHARE.search(plain) else None
    reached, needed = (float(found[1]), float(found[2])) if found else (_WHOLE + 1.0, 0.0)
    return reached >= needed if max(reached, needed) <= _WHOLE else None


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(own_words.load().lists["bar_words"])
    return re.compile(rf"{_FIGURE}[^.;\d]{{0,40}}?\b(?:{words}){_LINK} {_FIGURE}(?![\d,]|\.\d| ?[a-z]{{4,}})")
