"""When work is done: so many hours a day, so many days a week, once every so many minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans

_HOURS, _DAYS = 24, 7
_DAYS_OF = {"week": _DAYS, "month": time_spans.DAYS_PER_MONTH}
_WORKING_DAYS = 5
_FRONT = re.compile(
    r"\| (?:(?:each|every|per|in an?|on an?)(?: (?:single|normal|average|typical|usual))?"
    r"|(?:(?:in|over|for|during) )?(?:the )?(?:last|past|previous)) (\w+)(?= )"
)
_PAST = frozenset({"last", "past", "previous", "trailing"})


class Schedule(Struct, frozen=True):
    """`hours` of a day and `days` of a week in which there is work; `every`: months between two runs;
    `window`: the past months that something was counted in.

    None where it is not said.
    """

    hours: Fraction | None = None
    days: Fraction | None = None
    every: Fraction | None = None
    window: Fraction | None = None

    def share(self, per: str) -> Fraction:
        """The share of all spans `per` in which there is work."""
        hours = self.hours if per in ("second", "minute", "hour") else None
        days = self.days if per in ("second", "minute", "hour", "day") else None
        return Fraction(hours or _HOURS, _HOURS) * Fraction(days or _DAYS, _DAYS)


_DAYS_COUNTED = (("days",), ("day",), ("nights",), ("night",))


def read(said: Sequence[Mention], text: str) -> Schedule:
    """The schedule that the numbers of a text and its words tell."""
    days = next((m.value * _DAYS / _DAYS_OF[m.per] for m in said if is_days(m)), None)
    if says(text, "weekdays"):
        days = days or Fraction(_WORKING_DAYS)
    hours = next((m.value for m in said if is_hours(m)), None)
    hours = hours or _from_to(text)
    every = next((m.value * time_spans.SPANS[m.span] for m in said if is_pause(m)), None)
    window = next(
        (m.value * time_spans.SPANS[m.span] for m in said if m.span and set(m.lead[-1:]) & _PAST), None
    )
    return Schedule(hours, days, every, window or None)


def _from_to(text: str) -> Fraction | None:
    """The hours between two times of the day: "9 to 5", "8am - 6pm"; None where none are told."""
    found = re.search(
        r"\b(\d{1,2}) ?(am)? ?(?:to|-|until|till) ?(\d{1,2}) ?(pm)?\b(?! ?[%k\d])", text.lower()
    )
    if not found:
        return None
    start, end = int(found[1]), int(found[3])
    whole = re.match(r"\s*(?:[,.;)]|$)", text[found.end() :]) and text[: found.start()].endswith("from ")
    timed = found[2] or found[4] or start > end or whole
    if max(start, end) > _HOURS or not (timed or (end > _HOURS // 2 and _at_work(text))):
        return None
    if end > max(start, _HOURS // 2):  # "office hours, 9-17"
        return Fraction(end - start)
    return Fraction((end - start) % (_HOURS // 2) or _HOURS // 2)


def _at_work(text: str) -> bool:
    return says(text, "part_of_day", "weekdays")


def is_days(mention: Mention) -> bool:
    """Whether it tells the days of a week or a month, as in "6 days a week", "22 nights a month"."""
    most = _DAYS_OF.get(mention.per, 0)
    return mention.noun[:1] in _DAYS_COUNTED and mention.value <= most


def is_hours(mention: Mention) -> bool:
    """Whether it tells the hours of a day in which there is work, as in "6 working hours"."""
    hours = any(time_spans.TIMES.get(w) == "hour" for w in (mention.span, *mention.noun[:2]))
    return (
        bool(hours)
        and not is_pause(mention)
        and mention.per in ("", "day", "weekday")
        and mention.value < _HOURS
    )


def is_pause(mention: Mention) -> bool:
    """Whether it tells the time between two runs, as in "every 15 minutes"."""
    return mention.lead[-1:] == ("every",) and bool(mention.span)


def adverb(sentence: Sentence) -> str:
    """The span of time that "nightly", "daily" and the like name; "" without one."""
    return next((time_spans.ADVERBS[w] for w in sentence.words.split() if w in time_spans.ADVERBS), "")


def rate_at_the_front(said: Sentence) -> str:
    """The span of time that a clause begins with: "every day", "per week", "in a normal month"; "" without one."""
    begins = _FRONT.search(said.words)
    return time_spans.TIMES.get(begins[1], "") if begins else ""
