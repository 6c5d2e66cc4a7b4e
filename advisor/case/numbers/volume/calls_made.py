"""The calls that counted numbers make together: so many for each of so many, a total, or the one that is a rate."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.lexicon.word_lists import number_of, says
from advisor.case.numbers import counted_numbers
from advisor.case.numbers.counted_kinds import STEM, counts, for_what, is_known, of_which, words_around
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.case.reading_bounds import exact_bound

UNKNOWN_CALLS = ("this makes an unknown number of calls", "the number of calls, or how many each makes")
_FROM_IT = frozenset({"model", "llm"})
"""What a text comes from that is one call: "25 lines from the model"."""
_TOTAL_OVER_HEADS = exact_bound("total_over_heads")


class EachOrAll(TwoMeanings):
    """It is not said whether so many are made by each of some heads or by all together."""


class CallsMade(Struct, frozen=True):
    """Calls: a number taken so many `times`, per `span` of time where that is not its own.

    `sure`: nothing was guessed; `per_task`: the calls of one task, where these are counted.
    """

    base: Mention
    times: Fraction = Fraction(1)
    sure: bool = True
    per_task: Fraction | None = None
    span: str | None = None

    @property
    def per(self) -> str:
        """The span of time that the calls are counted per; "" where it is not said."""
        return self.base.per if self.span is None else self.span


def calls_made(counted: Sequence[Mention]) -> CallsMade:
    """What the numbers make together. Raises TwoMeanings where more must be asked."""
    found = _each(counted) or _alone(counted) or _of_heads(counted) or _rate(counted)
    if found is None:
        raise TwoMeanings("several numbers", "one of them, such as 50,000 calls a day")
    return found


def _each(counted: Sequence[Mention]) -> CallsMade | None:
    """Heads or tasks, and so many for each of them."""
    bases, times = [m for m in counted if not m.each], [m for m in counted if m.each]
    if not times:
        return None
    guessed = len(bases) == 2 and counts(bases[0], "actors") and not bases[0].per and is_known(bases[1])
    if guessed and bases[1].per and bases[1].low >= _TOTAL_OVER_HEADS * bases[0].high:
        bases.pop(0)  # "350 agents, 4,000 calls a day"
    elif guessed:
        times.append(bases.pop())  # "50 users with 20 chats a day and 5 messages per chat"
    base = _only(bases)
    _refuse_sizes(times)
    if base.per and _is_of_people(base) and any(m.per for m in times):
        base = replace(base, per="")
        counted = [base, *times]
    per = _only_span(counted)
    if base.per and times[0].noun[-1:] == base.noun[:1] == ("calls",):  # "2M calls a month, 5 calls a chat"
        return CallsMade(base, per_task=times[0].value)
    carried = counted_numbers.carried_by(base, times)
    times = [m for m in _calls_for(base, times) if m not in carried]
    calls = _of_a_task(base, times)
    known = is_known(base) or bool(base.per and (calls or not base.noun))
    sure = bool(per) and known and not (guessed or carried or _counts_for_others(counted, times))
    return CallsMade(base, _product(times), sure, calls, per)


def _only(bases: Sequence[Mention]) -> Mention:
    """The one number for each of which there are so many. Raises TwoMeanings for several."""
    if len(bases) == 2 and bases[1].low < bases[0].low and not is_known(bases[1]):
        raise of_which(*bases)  # "1,000 users, 200 paying"
    if len(bases) != 1:
        raise TwoMeanings("so many for each of an unknown number", "the number of calls")
    return bases[0]


def _refuse_sizes(times: Sequence[Mention]) -> None:
    """Raises TwoMeanings where texts are counted for each, and no calls: "8 pages each, one call per page"."""
    sized = any(m.noun and m.noun[0] in units.TEXT and not _FROM_IT & {*m.tail} for m in times)
    if sized and not any(counts(m, "calls") for m in times):
        raise TwoMeanings("this may be the size of one call", "the number of calls, and the tokens of one")


def _only_span(counted: Sequence[Mention]) -> str:
    """The span of time that one of the numbers is counted per; "" for none. Raises TwoMeanings for two."""
    spans = [m.per for m in counted if m.per]
    if len(spans) > 1:
        raise TwoMeanings("two rates in one sentence", "the number of calls, such as 300k/day")
    return spans[0] if spans else ""


def _counts_for_others(counted: Sequence[Mention], times: Sequence[Mention]) -> bool:
    """Whether one counts for each of what is not counted: "one call per language", where none are."""
    counted_for = {w[:STEM] for m in counted for w in m.noun}
    return any(w[:STEM] not in counted_for for m in times if (w := for_what(m)))


def _product(times: Sequence[Mention]) -> Fraction:
    return math.prod((m.value for m in times), start=Fraction(1))


def _is_of_people(m: Mention) -> bool:
    """Whether it counts those who come in a span of time: "80k monthly actives"."""
    return counts(m, "actors") or counts(replace(m, noun=m.tail[1:2]), "actors")


def _calls_for(base: Mention, times: list[Mention]) -> list[Mention]:
    """Of what is said for each the calls alone, where they are those of the whole: "3 photos and one call a claim"."""
    named = {w[:STEM] for w in base.noun}
    whole = [m for m in times if for_what(m)[:STEM] in named]
    calls = [m for m in whole if counts(m, "calls")]
    return [m for m in times if m in calls or m not in whole] if calls else times


def _of_a_task(base: Mention, times: Sequence[Mention]) -> Fraction | None:
    """The calls of one task, where calls are counted: "6 photos a listing, one call a photo" are six.

    What each of so many people does comes first, and is the task.
    """
    made, talks = [m for m in times if not m.per], counts(base, "dialogues")
    if counts(base, "actors") and not talks and len(made) == len(times):
        made = made[1:]
    called = any(counts(m, "calls") or (talks and counts(m, "turns")) for m in made)
    return _product(made) if called else None


def _alone(counted: Sequence[Mention]) -> CallsMade | None:
    """The only number there is."""
    if len(counted) != 1:
        return None
    (one,) = counted
    if counts(one, "actors"):
        if not says(words_around(one), "run_over"):  # "nightly run over 80k hotels"
            raise TwoMeanings(*UNKNOWN_CALLS)
        return CallsMade(one, sure=False)
    return CallsMade(one, sure=bool(one.per) or not one.noun or counts(one, "events"))


def _of_heads(counted: Sequence[Mention]) -> CallsMade | None:
    """What heads make together, said beside them: "80 staff ask 20 questions a day". Raises EachOrAll."""
    heads = [m for m in counted if counts(m, "actors")]
    made = [m for m in counted if not counts(m, "actors") and (m.per or counts(m, "events"))]
    if len(made) != 1 or len(heads) + 1 != len(counted):
        return None
    (total,) = made
    told_for = any("for" in m.lead for m in heads) or _says_each(total.tail[:3])  # "40 each, for 12 people"
    most = max((m.high for m in heads), default=Fraction(0))
    sure = total.low >= _TOTAL_OVER_HEADS * (_TOTAL_OVER_HEADS if told_for else 1) * most
    many = number_of("whole_things")  # nobody makes so many
    if not sure and (total.low < min(_TOTAL_OVER_HEADS * most, Fraction(many)) or _says_each(total.tail[:3])):
        raise _of_each_or_all(total, most)
    return CallsMade(total, sure=sure and bool(total.per))


def _of_each_or_all(made: Mention, heads: Fraction) -> EachOrAll:
    """The question whether so many are made by each head or by all, with the number of all either way."""
    per = f" a {made.per}" if made.per else ""
    all_, each = (units.counted(v) for v in (made.value, made.value * heads))
    return EachOrAll("for each of them or for all together", f"{all_}{per} in all, or {each}{per}")


def _says_each(tail: Sequence[str]) -> bool:
    """Whether "each" stands among words, and not before a span of time: "2,000 each month"."""
    return any(a == "each" and b not in time_spans.TIMES for a, b in itertools.pairwise((*tail, "")))


def _rate(counted: Sequence[Mention]) -> CallsMade | None:
    """The one number that is said per span of time, beside small ones that count other things."""
    rates = [m for m in counted if m.per]
    if len(rates) != 1 or any(counts(m, "actors") for m in counted):
        return None
    (one,) = rates
    others = [m for m in counted if m is not one]
    calls = [m for m in others if counts(m, "calls")]
    if len(calls) == len(others) == 1 and calls[0].high < one.low and not counts(one, "calls"):
        times = calls[0].value  # "700 bookings a day, 9 calls to finish one"
        return CallsMade(one, times, sure=False, per_task=times)
    return CallsMade(one, sure=all(m.high < one.low for m in others))
