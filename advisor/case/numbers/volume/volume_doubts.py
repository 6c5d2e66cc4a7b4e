"""Words beside a volume that leave open whether it is today's, and whether it is that of all hours and days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import number_of, said_at, says
from advisor.case.numbers import mentions
from advisor.case.numbers.counted_kinds import counts
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.volume.schedule import Schedule
from advisor.case.numerals import time_spans

_IT = re.compile(r" *(?:it|this|that)\b")
_LONG = ("week", "fortnight", "month", "quarter", "year")
"""Spans of which a volume is the whole, whatever days it falls on."""


def is_open(
    counted: Sequence[Mention], per: str, sentence: Sentence, whole: Sentence, when: Schedule
) -> bool:
    """Whether a volume `per` span of time is to be read back: by words of its `sentence`, or of the `whole` text."""
    negated = says(sentence, "negations") and when.days is None
    phoned = says(whole, "phone") and any(counts(m, "calls") for m in counted)
    return (
        sentence.asks
        or negated
        or phoned
        or _is_hedged(sentence)
        or says(whole, "undecided")
        or says(sentence, "looked_at")
        or _of_some_hours(counted, per, whole, when)
        or _of_some_days(counted, per, whole, when)
        or _is_timed(counted, per)
        or (not per and says(whole, "at_an_hour"))
    )


def counts_heads(one: Mention, whole: Sentence) -> bool:
    """Whether a number without a noun of its own counts people named beside it: "nurses use it, 40 of them"."""
    people = one.tail[:2] == ("of", "us")
    if people or one.per or one.noun or one.low >= number_of("whole_things"):
        return people and not one.per
    done = [end for _, end in said_at(whole, "events", "calls")]
    done = [end for end in done if not _IT.match(whole.words, end)]  # "every agent hits it"
    return says(whole, "actors") and not done


def is_let_through(sentence: Sentence) -> bool:
    """Whether a number is the most that is let through: "throttled at 30 rps"; "no throttling" limits nothing."""
    limits = said_at(sentence, "rate_limits")
    denied = {end for _, end in said_at(sentence, "negations")}
    return any(start not in denied for start, _ in limits)


def _is_hedged(sentence: Sentence) -> bool:
    """Whether words leave open if it is today's number; work that is planned has no other."""
    fine = said_at(sentence, "planned_work", "about")
    hedges = said_at(sentence, "doubts", "past", "undecided")
    return any(not any(begin <= start < end for begin, end in fine) for start, _ in hedges)


def _of_some_hours(counted: Sequence[Mention], per: str, whole: Sentence, when: Schedule) -> bool:
    """Whether a rate a minute or an hour may be that of the working hours alone."""
    if says(whole, "part_of_day"):
        return per in mentions.IN_A_DAY
    rated = any(w in time_spans.RATES for m in counted for w in m.tail)  # "10 rps" is said of a mean
    all_day = says(whole, "all_day") and not when.hours
    return per in mentions.IN_A_DAY[1:] and not (rated or all_day)


def _of_some_days(counted: Sequence[Mention], per: str, whole: Sentence, when: Schedule) -> bool:
    """Whether a rate a day may be that of some days alone."""
    if per in _LONG or not says(whole, "some_days") or says(whole, "every_day"):
        return False
    return when.days is None or len(counted) > 1


def _is_timed(counted: Sequence[Mention], per: str) -> bool:
    """Whether a span of time is named that the volume may be of."""
    words = (w for m in counted for w in (*m.lead, *m.tail))
    return not per and any(len(w) > 2 and w in time_spans.TIMES for w in words)
