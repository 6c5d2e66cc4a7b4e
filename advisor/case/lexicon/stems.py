"""Words without the ending by which those of one family differ: "routes", "routed" and "routing" are one."""

from __future__ import annotations

import re

_ENDING = re.compile(r"(?:ing|ed|es|s|e|ly|er|ion|al)$")
_SHORT = 4
"""Words of so many letters keep theirs: "used", "data"."""


def stem(word: str) -> str:
    """A word in small letters without its ending; a short one as it is."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word
