"""A figure that was reached and the one that is needed: "accuracy 81%, we need 90", "94 percent, target was 92"."""

from __future__ import annotations

import functools
import re

from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numerals import quantity

_FIGURE = r"(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent|pct)?"
_AT_MOST = r"under|below|at most|less than|no more than|max|maximum|up to"
_LINK = rf"(?: (?:is|was|of|at|to be|above|over|at least|about|{_AT_MOST}))*:?"
_SHARE = re.compile(r"%|\b(?:accuracy|percent|correct|right|f1|precision|recall|agreement|score)\b")
_WHOLE = 100
_NEAR = 30
"""Letters before a figure that may say what it is one of."""
_BEHIND = re.compile(r"[,;]|\band\b|\d")
_END = r"(?=\s*(?:[.,;!)](?!\d)|$))"


def read(text: str) -> bool | None:
    """Whether the figure that `text` says was reached meets the one needed; None where it does not name both."""
    found = _found(quantity.normalise(text))
    if found is None:
        return None
    reached, bar = _figures(found)
    if not _is_of_errors(found):
        return reached >= bar
    if reached > _WHOLE / 2 > bar:  # "97% right, we want less than 5% errors"
        reached = _WHOLE - reached
    return reached <= bar if bar < _WHOLE / 2 else _WHOLE - reached >= bar  # "19% wrong, we need 90%"


def figures(text: str) -> tuple[float, ...]:
    """The figure that was reached and the one needed, as they are said; empty where `text` does not name both."""
    found = _found(quantity.normalise(text))
    return _figures(found) if found else ()


def _found(plain: str) -> re.Match[str] | None:
    found = next((m for p in _patterns() if (m := p.search(plain))), None) if _SHARE.search(plain) else None
    return found if found and max(_figures(found)) <= _WHOLE else None


def _figures(found: re.Match[str]) -> tuple[float, float]:
    return float(found[1]), float(found[2])


def _is_of_errors(found: re.Match[str]) -> bool:
    """Whether less is better: "error rate 4 %, we need 2", "8 % wrong, it must be under 3"."""
    if re.search(rf"\b(?:{_AT_MOST})\b", found[0][len(found[1]) :]):
        return True
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    own = re.split(r"[,;.](?=\s)", before)[-1]
    return says(f"{own} {_BEHIND.split(found[0][len(found[1]) :])[0]}", "of_errors")


def needed(text: str) -> float | None:
    """The figure that `text` says is needed, in percent: 95 of "we need 95 %, it gets 91"; None where it names none."""
    plain = quantity.normalise(text)
    found = (
        re.search(rf"\b(?:{'|'.join(_wanted())}){_LINK} {_FIGURE}", plain) if _SHARE.search(plain) else None
    )
    return float(found[1]) if found is not None and float(found[1]) <= _WHOLE else None


def _wanted() -> tuple[str, ...]:
    """What stands before a figure that is needed."""
    return entries("bar_words", "bar_verbs")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Where we or the client want a figure, and where anybody wants a percentage."""
    ours, anybodys = ("|".join(entries(name)) for name in ("bar_words", "bar_verbs"))
    between = r"[^.;\d]{0,40}?\b"
    behind = "|".join(entries("bar_behind"))
    return (
        re.compile(rf"{_FIGURE}{between}(?:{ours}){_LINK} {_FIGURE}(?![\d,]|\.\d| ?[a-z]{{4,}})"),
        re.compile(
            rf"{_FIGURE}{between}(?:{anybodys}){_LINK} (\d{{1,3}}(?:\.\d+)?) ?(?:%|percent|per cent|pct)"
        ),
        re.compile(rf"{_FIGURE}{between}(?:{anybodys}) (\d{{1,3}}(?:\.\d+)?){_END}"),
        re.compile(rf"{_FIGURE}{between}{_FIGURE} (?:(?:is|are|was) )?(?:{behind})\b"),
    )
