"""Calls a month out of head-counts, tasks and rates: "200 employees, 20 questions each per day"."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_numbers, counted_words, mentions
from advisor.case.numbers.counted_kinds import counts
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.volume import dialogue_turns, schedule, seasons, volume_doubts, whole_runs
from advisor.case.numbers.volume.calls_made import UNKNOWN_CALLS, calls_made
from advisor.case.numbers.volume.schedule import Schedule
from advisor.case.numerals import spoken_numbers, time_spans
from advisor.case.numerals.number_words import TwoMeanings
from advisor.case.reading_bounds import exact_bound

SOME = (("them",), ("those",), ("these",), ("which",), ("whom",))
"""What follows "of" where a number counts some of those named before."""
_MAKES = frozenset({"so", "=", "makes", "hence", "thus", "total", "ie", "therefore"})
_EACH_OF = ("each", "of")
_SAME_TOTAL_WITHIN = exact_bound("same_total_within")
_FINE = ("", mentions.THOUSANDS, mentions.CHANGED, mentions.APART)
"""Doubts about a number that leave it readable."""


class Volume(Struct, frozen=True):
    """Calls a month (of a job done `once`: its total), between `low` and `high`; `sure`: nothing was guessed."""

    low: Fraction
    high: Fraction
    sure: bool
    once: bool = False
    calls_per_task: Fraction | None = None


def read(text: str) -> Volume | None:
    """The volume that `text` names, None where it names none. Raises TwoMeanings where more must be asked."""
    text = spoken_numbers.with_times(text)
    clauses = mentions.clauses(text)
    said = whole_runs.rated(mentions.find(text))
    counted = counted_numbers.without_kinds([m for m in said if counted_numbers.is_count(m)])
    if len(counted) == 1 and not (counted[0].per or counted[0].each):  # "per day we have 3500 requests"
        counted = [replace(counted[0], per=counted_words.rate_before(counted[0].lead))]
    every = schedule.read(said, text).every
    if every and len(counted) < 2 and not any(m.per or m.each for m in counted):  # "one every ten seconds"
        times = counted[0].value if counted else Fraction(1)
        return Volume(times / every, times / every, sure=False)
    if counted and all(says(clauses[m.clause], "looked_at_by") for m in counted):
        return None
    kept = counted_numbers.of_today(counted_numbers.without_peaks(counted, clauses), clauses)
    if year := seasons.mean(kept, clauses):
        kept = [year.mention]
    elif seasons.without_mean(kept, clauses):
        raise TwoMeanings(*seasons.NO_MEAN)
    found = of(kept, text if kept == counted else "; ".join(clauses[m.clause] for m in kept), text)
    return replace(found, sure=found.sure and not _is_other(said, text)) if found else None


def is_other(text: str) -> bool:
    """Whether the words tell that it may not be today's calls: "500 a day, but 20% of them go to the model"."""
    return says(text, "other_volume")


def _is_other(said: Sequence[Mention], text: str) -> bool:
    return says(text, "one_in", "other_volume") or (
        any(m.percent or (m.span and m.span not in mentions.IN_A_DAY) for m in said)
    )


def of(counted: Sequence[Mention], text: str, around: str) -> Volume | None:
    """The volume that these numbers of `text` make together; `around` may say "once" or "weekdays only".

    Raises TwoMeanings where more must be asked.
    """
    if not counted:
        return None
    sentence, whole = Sentence.of(text), Sentence.of(around)
    counted, nested = _nested(_unsummed(_of_each_head(dialogue_turns.for_each(counted))))
    _refuse_limits(sentence)
    made = calls_made(counted)
    named, factor, per, sure = made.base, made.times, made.per, made.sure
    if len(counted) == 1 and volume_doubts.counts_heads(named, whole):
        raise TwoMeanings(*UNKNOWN_CALLS)
    if made.per_task is None and "total" not in named.lead and _has_several_calls(whole):
        raise TwoMeanings(
            "how many calls one of them makes is not said", "the number of calls of all together"
        )
    once = says(spoken_numbers.with_times(around), "once") and not (per or says(whole, "not_once"))
    when = schedule.read(mentions.find(around), around)
    if not (per or once):
        per, sure = _span(counted, sentence, whole, when, sure=sure)
    runs = None if per or once else whole_runs.every(mentions.find(text))
    if runs:
        per, factor, sure = runs.span, factor / runs.value, False
    if not (per or once) and when.window:
        per, factor = "month", factor / when.window
    factor *= _monthly("month" if once or not per else per, when)
    if any(m.doubt not in _FINE for m in counted):
        raise TwoMeanings("marks in this number can be read two ways", "digits such as 1500 or 1.5")
    sure = sure and not (nested or any(m.doubt for m in counted))
    sure = sure and not volume_doubts.is_open(counted, per, sentence, whole, when)
    return Volume(named.low * factor, named.high * factor, sure, once, made.per_task)


def _refuse_limits(sentence: Sentence) -> None:
    """Raises TwoMeanings for a number that is the most that there is, or that is let through."""
    if says(sentence, "peaks"):
        raise TwoMeanings("a peak is not the average", "the average load; the peak factor is asked apart")
    if volume_doubts.is_let_through(sentence):
        raise TwoMeanings("what is let through is not what comes in", "the average load")


def _has_several_calls(whole: Sentence) -> bool:
    return says(whole, "several_calls") and not says(whole, "retries_counted")


def _span(
    counted: Sequence[Mention], sentence: Sentence, whole: Sentence, when: Schedule, *, sure: bool
) -> tuple[str, bool]:
    """The span of time that words away from the number tell, and whether the volume is sure; "" for none."""
    if often := schedule.adverb(whole):  # "a nightly job, 25,000 transcripts"
        alone = len(counted) == 1 and "|" not in sentence.words.strip("|")
        return often, alone and bool(schedule.adverb(sentence))
    if often := schedule.rate_at_the_front(whole):  # "each day, weekends included, 4,200 letters come in"
        return often, False
    if when.days:  # "6,000 documents on working days": on each of them, most likely
        return "day", sure and says(sentence, "each_weekday")
    return "", sure


def _monthly(per: str, when: Schedule) -> Fraction:
    """How many of a span of time a month has; of days and hours only those in which there is work."""
    return when.share(per) / time_spans.SPANS[per]


def _nested(counted: Sequence[Mention]) -> tuple[Sequence[Mention], bool]:
    """ "3 batches of 10k a week" as so many for each, "10k files of 20 pages a month" as the files alone."""
    for one, inner in itertools.pairwise(counted):
        if inner.lead[-1:] == ("of",) and one.noun and one.clause == inner.clause and not one.per:
            if inner.noun:
                return [replace(one, per=inner.per), *(m for m in counted if m not in (one, inner))], True
            return [replace(m, each=m.each or m is inner) for m in counted], True
    return counted, False


def _of_each_head(counted: Sequence[Mention]) -> Sequence[Mention]:
    """`counted`, in which what "each of our 220 clerks" does is said for each of them."""
    if len(counted) < 2 or counted[0].per or not set(_EACH_OF) <= set(counted[0].lead[-3:]):
        return counted
    return [counted[0], *(replace(m, each=True) for m in counted[1:])]


def _unsummed(counted: Sequence[Mention]) -> Sequence[Mention]:
    """`counted` without calls that only tell what the others make: "90k chats a month, 4 turns each, so 360k calls"."""
    if len(counted) < 2 or not (counts(counted[-1], "calls") and set(counted[-1].lead[-2:]) & _MAKES):
        return counted
    made = math.prod((m.value for m in counted[:-1]), start=Fraction(1))
    return counted[:-1] if _near(made, counted[-1].value) else counted


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= _SAME_TOTAL_WITHIN * other
