"""What a writer takes back within a text, and the text as it stands afterwards: "40k a day, no wait, a week"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from advisor.case.lexicon.word_lists import entries
from advisor.case.numerals import time_spans
from advisor.case.numerals.number_words import WORDS

_COUNT = "|".join(w for w in WORDS if w not in ("zero", "one"))
_FIGURE = r"(?<![\w.-])[$€£~]?\d[\d.,']*(?<=\d)(?: ?(?:k|m|mio|million|%))?(?![\w-])"
_NUMBER = rf"(?:\b(?:{_COUNT}|half|quarter|third|(?:an? )?(?:dozen|hundred|thousand))\b|{_FIGURE})"
_NAME = r"(?<![\w.-])[a-z]+[\w.-]*\d[\w.-]*"
_SPAN = r"(?:\b(?:per|a|an|each|every|in a)\s+|/\s*)(?:working |business )?(\w+)\b(?! of\b)"
_IT_IS = r"(?:(?:that|it|this)(?:'s| is| was)? |is )?(?:only |just |rather )?"
_AROUND = r"(?:about |around |some |roughly |more like |closer to )?"
_END = r"\s*(?=$|[,;.!?)](?!\d))"
_CUT = re.compile(r"[,;:!?()]\s|\.+\s|\s[-\u2013\u2014]+\s")


def is_taken_back(text: str) -> bool:
    """Whether the writer takes back something that `text` says."""
    return _mark().search(text) is not None


def begins_so(text: str) -> bool:
    """Whether `text` begins with taking back what was said before it."""
    return _mark().match(text.lstrip(" .,-")) is not None


def settled(text: str) -> str:
    """`text` without what is taken back in it; where nothing can be told to be, as it was."""
    while found := _mark().search(text):
        text = _joined(text[: found.start()], text[found.end() :].lstrip(" ,.:-\u2013\u2014"))
    return text


def _joined(before: str, after: str) -> str:
    if (span := re.match(_IT_IS + _SPAN, after, re.IGNORECASE)) and span[1].lower() in time_spans.TIMES:
        rate = f" per {span[1]}"
        if old := _last_span(before):
            return (
                before[: old.start()].rstrip()
                + rate
                + before[old.end() :].rstrip(" ,.-")
                + after[span.end() :]
            )
        return before.rstrip(" ,.-") + rate + after[span.end() :]
    if (named := _last(_NAME, before)) and re.match(_NAME, after, re.IGNORECASE):
        return before[: named.start()] + after
    old = _last(_NUMBER, before)
    if old and (new := re.match(_IT_IS + _AROUND + f"({_NUMBER}){_END}", after, re.IGNORECASE)):
        rest = before[old.end() :].rstrip(" ,.-")
        return f"{before[: old.start()]}{new[1]}{rest}{after[new.end() :]}"
    first = _CUT.split(after)[0]
    if re.search(_NUMBER, first, re.IGNORECASE) and old:
        cuts = [c.end() for c in _CUT.finditer(before[: old.start()])]
        return before[: max(cuts, default=0)] + after
    return f"{before.rstrip(' ,-')}, {after}" if before.strip(" ,.-") else after


def _last_span(text: str) -> re.Match[str] | None:
    named = [m for m in re.finditer(_SPAN, text, re.IGNORECASE) if m[1].lower() in time_spans.TIMES]
    return named[-1] if named else None


def _last(pattern: str, text: str) -> re.Match[str] | None:
    return next(reversed([*re.finditer(pattern, text, re.IGNORECASE)]), None)


@functools.cache
def _mark() -> re.Pattern[str]:
    numbered = rf"{_any(entries('takes_back_numbers'))})(?=[\s,.]+{_IT_IS}{_AROUND}(?:{_NUMBER}|{_SPAN}))"
    before = rf"(?:^|[,.;:!?\u2013\u2014-]\s*)(?:{numbered}"
    return re.compile(rf"(?:(?<![\w-])(?:{_any(entries('takes_back'))})|{before})(?![\w-])", re.IGNORECASE)


def _any(said: Sequence[str]) -> str:
    return "|".join(r"[\s,.]+".join(map(re.escape, m.split())) for m in sorted(said, key=len, reverse=True))
