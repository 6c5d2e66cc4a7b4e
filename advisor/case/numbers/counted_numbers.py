"""Which numbers count calls, and which of them are those of a usual day of today."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.lexicon.word_lists import entries, number_of, says
from advisor.case.numbers import counted_kinds, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.volume import schedule
from advisor.case.numerals import units


def is_count(m: Mention) -> bool:
    """Whether it counts things, rather than money, tokens, time or a share."""
    several = len(m.noun) > 1
    return not (
        m.is_money
        or m.percent
        or m.span
        or m.lead[-2:] == ("one", "in")  # "one in twenty"
        or schedule.is_days(m)
        or (several and schedule.is_hours(m))
        or (m.low < m.high and bool({*m.lead[-1:]} & {*entries("scales")}))  # "score 1 to 5"
        or (not m.noun and not set(m.lead).isdisjoint(entries("budgets")))
        or _is_measure(m)
        or _is_part_of_one(m)
    )


def _is_measure(m: Mention) -> bool:
    """Whether tokens, or another measure, are counted."""
    measures = ("hours", "input", "output", *units.TOKENS, *units.MILLIS, *units.SIZES)
    return any(w in measures for w in m.noun[:1]) or not units.TOKENS.isdisjoint(m.noun[1:3])


def _is_part_of_one(m: Mention) -> bool:
    """Whether it is the size of a part of one thing: "the 2k reply", "a 4k summary", "3k system prompt"."""
    first = m.noun[0] if m.noun else ""
    described = len(m.noun) > 1 and first in entries("attributes") and m.low < number_of("whole_things")
    prompted = first in entries("prompt_parts") and "prompt" in m.noun[1:2]
    one = first in entries("sides", "one_bill") and m.low > 1
    return described or prompted or one or counted_kinds.is_written(m)


def without_kinds(counted: Sequence[Mention]) -> list[Mention]:
    """`counted` less languages, fields and the like, but where calls are told for each of these alone."""
    called = [w for m in counted if m.each and (w := counted_kinds.for_what(m))]
    rest = [
        m for m in counted if not counted_kinds.is_kind(m) or any(_is_plural(m.noun[0], w) for w in called)
    ]
    return rest if any(not m.each for m in rest) or not any(m.each for m in rest) else list(counted)


def _is_plural(word: str, one: str) -> bool:
    return word.startswith(one[:-1]) and len(word) <= len(one) + len("es")


def carried_by(base: Mention, times: Sequence[Mention]) -> list[Mention]:
    """Of what is said for each of `base` what one call carries most likely: "15k receipts a day, 2 images each"."""
    if counted_kinds.counts(base, "actors") or any(counted_kinds.counts(m, "calls") for m in times):
        return []
    return [m for m in times if says(m.noun, "carried") and not m.per]


def with_average(
    counted: Sequence[Mention], said: Sequence[Mention], clauses: Sequence[str]
) -> list[Mention]:
    """`counted` with the bare average that is said beside the one rate of a peak: "800 req/min peak, 250 avg"."""
    if len(counted) != 1 or not says(clauses[counted[0].clause], "peaks"):
        return list(counted)
    bare = [m for m in said if m not in counted and not m.noun and is_count(m)]
    usual = [m for m in bare if says(clauses[m.clause], "average_words")]
    return [*counted, *usual[:1]]


def without_peaks(counted: Sequence[Mention], clauses: Sequence[str]) -> list[Mention]:
    """`counted` less what is said of the peak or of a limit, where an average stands beside it."""
    counted = _without_limits(counted, clauses)
    rest = [m for m in counted if not says(clauses[m.clause], "peaks")]
    high = [m for m in counted if m not in rest and m.per]
    if len(high) == len(rest) == 1 and not rest[0].per:  # "800 req/min peak, 250 avg"
        return [replace(rest[0], per=high[0].per, noun=rest[0].noun or high[0].noun)]
    return rest if any(m.per for m in rest) else list(counted)


def _without_limits(counted: Sequence[Mention], clauses: Sequence[str]) -> Sequence[Mention]:
    """`counted` less what is let through at most, where another rate stands beside it."""
    rest = [m for m in counted if not says(clauses[m.clause], "rate_limits")]
    return rest if any(m.per for m in rest) else counted


def of_today(counted: Sequence[Mention], clauses: Sequence[str]) -> list[Mention]:
    """`counted` less what was or will be, where today's number stands beside it: "it was 5k a day, now it is 8k"."""
    said = [(m, clauses[m.clause]) for m in counted]
    before = [m for m, clause in said if says(clause, "former", "to_come") and not says(clause, "today")]
    now = [m for m in counted if m not in before]
    if len(before) != 1 or len(now) != 1:
        return list(counted)
    planned = says(clauses[before[0].clause], "to_come")
    if not (planned or is_now(now[0], clauses) or now[0].per):
        return list(counted)
    per = now[0].per or before[0].per
    return [replace(now[0], per=per, noun=now[0].noun or before[0].noun, doubt=mentions.CHANGED)]


def is_now(m: Mention, clauses: Sequence[str]) -> bool:
    """Whether it is said to be today's number: "now 8k", "it is 8k"."""
    return says(clauses[m.clause], "today") or says(" ".join(m.lead[-2:]), "is_after")


def peak_factor(
    said: Sequence[Mention], average: Sequence[Mention], clauses: Sequence[str]
) -> Mention | None:
    """How many times `average` the peak is that is said beside it, as a number with the peak's range."""
    if len(average) != 1 or not average[0].per:
        return None
    (base,) = average
    for m in said:
        same = m is not base and is_count(m) and m.per in ("", base.per) and m.low > base.high > 0
        if same and says(clauses[m.clause], "peaks"):
            return replace(m, low=m.low / base.value, high=m.high / base.value)
    return None
