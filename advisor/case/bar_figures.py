"""A figure that was reached and the one that is needed: "accuracy 81%, we need 90", "94 percent, target was 92"."""

from __future__ import annotations

import re

from advisor.case import quantity

_FIGURE = r"(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent|pct)?"
_NEED = (
    r"(?:(?:we|they|i|it|business|client|customer)s? (?:really )?(?:need|want|require|must have|must reach|have to reach|are after)s?"
    r"|(?:our |the )?(?:target|goal|bar|threshold|requirement|minimum)(?: is| was| of| at|:)?|needed|required|where we need|should be|must be)"
    r"(?: at least| about| is| of| to be| above| over|:)*"
)
_REACHED = re.compile(rf"{_FIGURE}[^.;\d]{{0,40}}?\b{_NEED} {_FIGURE}(?![\d,]|\.\d| ?[a-z]{{4,}})")
_ASKED = re.compile(
    r"\b(?:accuracy|correct|right|f1|precision|recall|agreement|quality|score|percent|%|validates?)\b|%"
)


def read(text: str) -> bool | None:
    """Whether the figure that `text` says was reached meets the one needed; None where it does not name both."""
    plain = quantity.normalise(text)
    found = _REACHED.search(plain)
    if found is None or not _ASKED.search(plain):
        return None
    reached, needed = float(found[1]), float(found[2])
    return reached >= needed if max(reached, needed) <= 100 else None
