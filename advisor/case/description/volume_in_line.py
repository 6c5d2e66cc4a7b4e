"""The calls a month among the numbers of a description, and what is known of one call by all of a month."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from advisor.case.answer import Answer
from advisor.case.description import guessed, joined_numbers, month_tokens
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon import named_topics, sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds, counted_numbers, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.volume import monthly_volume, schedule, seasons, whole_runs
from advisor.case.numbers.volume.calls_made import EachOrAll
from advisor.case.numerals import quantity
from advisor.case.numerals.number_words import TwoMeanings
from advisor.case.reading_bounds import bound

_CALLS = "requests_per_month"
_CALL = (("call",), ("calls",))
_MOST_OF_A_TASK = bound("most_calls_a_task")
"""So many calls are made for one task at most."""
_SAME_WITHIN = bound("same_volume_within")
_ONE = (("a",), ("an",), ("one",))
_AS_A_MONTH = "taken as those of a month"
_SHORT_LEAD = 4
"""Fewer words stand between "each" and its number where nothing else is named: "each opens six"."""
_OF_WORK = frozenset({"turnaround", "traffic"})
"""Topics of sentences that may also tell when the work is done."""
_BESIDE_WORK = frozenset(
    {"label_source", "eval_infra", "prompt_meets_bar", "failure_cause", "knowledge_changes"}
)
"""Topics of sentences whose numbers count other work than the model's."""


def take(left: list[Mention], parts: Sequence[Mention], text: str, line: LineFacts) -> None:
    """The calls a month, and how many one task makes; the numbers that tell them are taken out of `left`."""
    clauses = mentions.clauses(text)
    left[:] = whole_runs.rated(_of_tasks(_for_each_head(left), mentions.sentence_of(text), clauses))
    counted = counted_numbers.with_average(_of_the_work(_counted(left), clauses), left, clauses)
    counted = _today(_of_one_sentence(counted, text), left, clauses, line)
    year = seasons.mean(_of_the_work(left, clauses), clauses)
    if year is None and (apart := seasons.without_mean(left, clauses)):
        left[:] = [m for m in left if m not in apart]
        why, say = seasons.NO_MEAN
        line.errors.append(quantity.Ambiguous(f"{_CALLS}: {why}", text=text, expected=say))
        return
    if calls := _only_of_a_task(counted):
        left.remove(calls)
        line.take("calls_per_task", calls.low, calls.high, sure=not calls.doubt)
        return
    counted = [year.mention, *(m for m in counted if m.each)] if year else counted
    try:
        apart, counted = counted, joined_numbers.of(counted, left, text)
        counted = [_with_retries(counted[0], left), *counted[1:]] if counted else counted
        counted = [_reaching_model(counted[0], left), *counted[1:]] if counted else counted
        _of_all(apart, [*left, *parts])
        around = _around(counted, text)
        said = "; ".join(clauses[i] for i in {m.clause: 0 for m in counted})
        if (found := monthly_volume.of(counted, said, around)) and found.high >= 1:
            beside = {m.clause for m in counted}
            runs = whole_runs.every([m for m in left if m.clause in beside])
            hours = [m for m in left if schedule.is_hours(m) or schedule.is_days(m)]
            left[:] = [m for m in left if m not in (*apart, *counted, runs, *hours, *_said_of(year, left))]
            other = _is_other(counted, parts, text) or _is_far_fetched(counted, text)
            other = other or _has_like(counted, left, mentions.sentence_of(text))
            _found(found, counted, left, line, sure=not other)
            _of_a_year(year, line)
        else:
            month_tokens.as_calls(left, line)
    except TwoMeanings as e:
        if isinstance(e, EachOrAll) or not _by_its_sound(left, clauses, line):
            line.errors.append(quantity.Ambiguous(f"{_CALLS}: {e.why}", text=text, expected=e.say))


def _only_of_a_task(counted: Sequence[Mention]) -> Mention | None:
    """The calls of one task where nothing tells how many tasks there are: "9 calls per rebooking"."""
    named = counted[0] if len(counted) == 1 else None
    told = named is not None and named.each and not named.per and counted_kinds.counts(named, "calls")
    return named if named is not None and told and named.high <= _MOST_OF_A_TASK else None


def _has_like(counted: Sequence[Mention], left: Sequence[Mention], place: Sequence[int]) -> bool:
    """Whether a bare number beside the one that counts may be more of it: "product A 30k calls a day, B 12k"."""
    named = counted[0]
    bare = (m for m in left if not (m.noun or m.per or m.each or m.percent or m.is_money))
    near = (m for m in bare if place[m.clause] == place[named.clause])
    return any(named.low <= m.high * _SAME_WITHIN and m.low <= named.high * _SAME_WITHIN for m in near)


def _said_of(year: seasons.Mean | None, left: Sequence[Mention]) -> list[Mention]:
    """The numbers that a mean of the year is made of."""
    rates = year.rates if year else ()
    return [m for m in left if any(m.clause == r.clause and m.value == r.value for r in rates)]


def _of_a_year(year: seasons.Mean | None, line: LineFacts) -> None:
    """How the mean of a year was made, beside the calls; and that the traffic varies, where it does by much."""
    if year is None or _CALLS not in line.doubtful:
        return
    line.doubtful[_CALLS] = replace(line.doubtful[_CALLS], note=year.how)
    if year.varies and "traffic" not in line.found:
        line.doubtful.setdefault("traffic", Answer("variable"))


def _by_its_sound(left: list[Mention], clauses: Sequence[str], line: LineFacts) -> bool:
    """The one number that sounds like the calls among several, to be read back; whether there is one."""
    rated = [m for m in left if (m.per or counted_kinds.counts(m, "calls")) and counted_numbers.is_count(m)]
    rated = [m for m in rated if (m.per and not counted_kinds.is_kind(m)) or m.high > _MOST_OF_A_TASK]
    alike = [m for m in rated if guessed.sounds_like_calls(m)]
    if len(alike) != 1 or alike[0].each:
        return False
    try:
        found = monthly_volume.of(alike, clauses[alike[0].clause], clauses[alike[0].clause])
    except TwoMeanings:
        return False
    if found is not None:
        left.remove(alike[0])
        line.take(_CALLS, found.low, found.high, sure=False)
    return found is not None


def _of_tasks(left: Sequence[Mention], place: Sequence[int], clauses: Sequence[str]) -> list[Mention]:
    """`left`, in which a few calls beside what comes in by the day are for each of it: "2 calls. 500 bills a day"."""
    rated = [m for m in left if m.per and counted_numbers.is_count(m)]
    if len(rated) != 1 or counted_kinds.counts(rated[0], "calls"):
        return list(left)
    apart = [m for m in left if place[m.clause] != place[rated[0].clause] and m.noun[-1:] in _CALL]
    apart += [m for m in left if m.clause != rated[0].clause and says(clauses[m.clause], "steps_of_task")]
    return [replace(m, each=m.each or (m in apart and _is_few(m))) for m in left]


def _is_few(m: Mention) -> bool:
    return m.high <= _MOST_OF_A_TASK and not (m.per or m.is_money or m.percent)


def _for_each_head(left: Sequence[Mention]) -> list[Mention]:
    """`left`, in which what one of those counted does is said for each: "140 nurses. A nurse dictates 20 notes"."""
    heads = {
        m.noun[-1][: counted_kinds.STEM] for m in left if counted_kinds.counts(m, "actors") and not m.per
    }
    return [replace(m, each=m.each or _is_of_one(m, heads)) for m in left]


def _is_of_one(m: Mention, heads: Collection[str]) -> bool:
    return m.lead[:1] in _ONE and m.lead[1:2] != () and m.lead[1][: counted_kinds.STEM] in heads


def _with_retries(calls: Mention, left: list[Mention]) -> Mention:
    """`calls` and the share of them that is said to be tried again: "1.2M calls a month plus 10% retries"."""
    for m in left:
        said = Sentence.of(" ".join((*m.lead, "10", *m.tail)))
        if m.percent and says(said, "retried") and not says(said, "counted_in"):
            left.remove(m)
            more, sure = 1 + m.value / 100, {"plus", "+"} & set(m.lead[-3:])
            doubt = calls.doubt or ("" if sure else mentions.APART)
            return replace(calls, low=calls.low * more, high=calls.high * more, doubt=doubt)
    return calls


def _reaching_model(calls: Mention, left: list[Mention]) -> Mention:
    """`calls`, of which only a share is said to get as far as the model: "only 2% of them make it to the LLM".

    Or that is left to it where rules do the rest: "regex, and an LLM for the hard 15%".
    """
    for m in left:
        told = m.tail[1:2] == ("of",) and says(m.tail, "reaching_model")
        if m.percent and (told or says(m.lead, "left_to_model")):
            left.remove(m)
            share = m.value / 100
            return replace(calls, low=calls.low * share, high=calls.high * share, doubt=mentions.APART)
    return calls


def _of_the_work(counted: Sequence[Mention], clauses: Sequence[str]) -> list[Mention]:
    """`counted` without what people look at, beside the work itself: "1M calls a month, auditors sample 300"."""
    counted = [m for m in counted if not says(clauses[m.clause], "looked_at_by")]
    return [m for m in counted if not says(clauses[m.clause], "looked_at")] or counted


def _counted(left: Sequence[Mention]) -> list[Mention]:
    """The numbers that count calls, or what makes them."""
    fits = [m for m in left if counted_numbers.is_count(m) and m.lead[-2:] != ("one", "of")]
    fits = counted_numbers.without_kinds(fits)
    if any(not m.each and counted_kinds.counts(m, "calls") for m in fits):  # "12,000 calls a day, 5,000 each"
        fits = [m for m in fits if m.noun or not m.each]
    named = [n for n, m in itertools.pairwise(fits) if _is_of_each(m) and not (n.per or n.each)]
    runs = {m.clause for m in left if schedule.is_pause(m)}  # "every 15 minutes we read 40 feeds"
    counted = [
        m for m in fits if m.per or m.each or m in named or m.clause in runs or counted_kinds.is_known(m)
    ]
    counted = [m for m in counted if not counted_kinds.is_searched(m)] or counted
    if counted and all(m.each for m in counted):  # "22 of them use it, 40 reports each"
        counted = [m for m in fits if m in counted or m.clause < counted[0].clause]
    calls = [m for m in counted if counted_kinds.counts(m, "calls") and not m.each]
    if len(calls) == 1 and not any(m.per for m in counted):  # "6M calls. We have 3.2 million items"
        counted = [m for m in counted if m in calls or m.each]
    return counted or [m for m in fits if not (_counts_else(m) or guessed.sounds_like_other(m))][:1]


def _counts_else(m: Mention) -> bool:
    """Whether it counts a few of what nobody makes calls for, or a part: "18 Referate", "of which 500 are fixed"."""
    return m.high < _MOST_OF_A_TASK or m.lead[-2:] == ("of", "which")


def _is_of_each(m: Mention) -> bool:
    """Whether it is said for each of those just counted: "85 brokers, and each of them opens six files a day"."""
    lead = [w for w in m.lead if w not in ("and", "where", "so")]
    return m.each and lead[:1] == ["each"] and bool({*lead[1:3]} & {"of", "one"} or len(lead) < _SHORT_LEAD)


def _of_one_sentence(counted: list[Mention], text: str) -> list[Mention]:
    """`counted`, less what other sentences count than the one with a rate: "25 staff. 900 files a day"."""
    place, said = mentions.sentence_of(text), sentences.of(text)
    if len({place[m.clause] for m in counted}) > 1:  # "5k posts a day. Moderators label 200 a day"
        beside = {n for n, s in enumerate(said) if not named_topics.about(s).isdisjoint(_BESIDE_WORK)}
        counted = [m for m in counted if place[m.clause] not in beside] or counted
    heads = {place[m.clause] for m in counted if not m.each}
    rated = {place[m.clause] for m in counted if m.per} & heads
    if len(rated) != 1:
        return counted
    return [m for m in counted if place[m.clause] in rated or (m.each and counted_kinds.is_known(m))]


def _today(
    counted: list[Mention], left: list[Mention], clauses: Sequence[str], line: LineFacts
) -> list[Mention]:
    """`counted` without peaks and what was before; a peak beside the average is taken as the peak factor."""
    average = counted_numbers.without_peaks(counted, clauses)
    if len(average) == 1 and (now := _now_beside(average[0], left, clauses)):
        average = [*average, now]
    today = counted_numbers.of_today(average, clauses)
    if len(today) < len(average):  # "it was 5k a day, now it is 8k"
        left[:] = [*today, *(m for m in left if m not in average)]
        counted = average = today
    if peak := counted_numbers.peak_factor(left, average, clauses):
        line.take("peak_factor", peak.low, peak.high, sure=False)
        left[:] = [m for m in left if m.clause != peak.clause or m.value <= peak.value]
    left[:] = [m for m in left if m in average or m not in counted]
    return average


def _now_beside(planned: Mention, left: Sequence[Mention], clauses: Sequence[str]) -> Mention | None:
    """Today's number beside one that is to come or was: "2M calls a month next year; now it is 150k"."""
    bare = [m for m in left if not (m.noun or m.per or m.each or m.percent or m.is_money)]
    if says(clauses[planned.clause], "to_come"):
        return next((m for m in bare if says(clauses[m.clause], "today")), None)
    if says(planned.lead, "was_before"):
        return next(
            (m for m in bare if m.clause > planned.clause and counted_numbers.is_now(m, clauses)), None
        )
    return None


def _around(counted: Sequence[Mention], text: str) -> str:
    """The text without the sentences about something else: how often samples are checked is no rate of calls."""
    place, said = mentions.sentence_of(text), sentences.of(text)
    ours = {place[m.clause] for m in counted}
    other = (n for n in range(len(said)) if n not in ours)
    return "; ".join(
        said[n].rstrip(".!?")
        for n in sorted({*ours, *(n for n in other if named_topics.about(said[n]) <= _OF_WORK)})
    )


def _is_other(counted: Sequence[Mention], parts: Sequence[Mention], text: str) -> bool:
    """Whether the sentence of the volume, or one that takes it up, tells that only a part of it may be calls."""
    place, said = mentions.sentence_of(text), sentences.of(text)
    ours = {place[m.clause] for m in counted}
    taken_up = {n for n, s in enumerate(said) if says(s, "said_of_volume")}
    ours |= {n for n in taken_up if named_topics.about(said[n]).isdisjoint(_BESIDE_WORK)}
    some = any(m.tail[1:2] in monthly_volume.SOME and place[m.clause] in ours for m in parts)
    return some or monthly_volume.is_other("; ".join(said[n] for n in sorted(ours)))


def _is_far_fetched(counted: Sequence[Mention], text: str) -> bool:
    """Whether numbers of two sentences were multiplied, or more than one a case though one call is said."""
    place = mentions.sentence_of(text)
    if len({place[m.clause] for m in counted}) > 1:
        return True
    each = [m for m in counted if m.each and not counted_kinds.counts(m, "calls")]
    return bool(each) and len(counted) > 1 and says(text, "single_call")


def _found(
    found: monthly_volume.Volume,
    counted: Sequence[Mention],
    left: Sequence[Mention],
    line: LineFacts,
    *,
    sure: bool,
) -> None:
    beside = {m.clause for m in left if not m.is_money} & {m.clause for m in counted}
    sided = {"input_tokens", "output_tokens"} <= line.found.keys()  # "9M, gpt-4o, 1500/100"
    timed = found.once or any(m.per for m in counted)
    of_other_span = not timed and any(m.is_money and m.per not in ("", "month") for m in left)
    rated = timed or (sided and not of_other_span)  # "$52k a year, 1.2M answers"
    note = _AS_A_MONTH if of_other_span else ""
    line.take(_CALLS, found.low, found.high, sure=found.sure and sure and rated and not beside, note=note)
    if found.once:
        line.found["one_off"] = Answer(True)
    if found.calls_per_task and found.calls_per_task <= _MOST_OF_A_TASK:
        sure = found.sure and sure and not beside
        line.take("calls_per_task", found.calls_per_task, found.calls_per_task, sure=sure)


def _of_all(counted: Sequence[Mention], others: Sequence[Mention]) -> None:
    """Raises TwoMeanings where some of the heads are named apart: "1,000 users, 200 paying, 10 chats each"."""
    heads = [m for m in counted if not m.each]
    if len(heads) != 1 or len(heads) == len(counted) or heads[0].per:
        return
    last = max(m.clause for m in counted)
    for m in others:
        between = m not in counted and heads[0].clause <= m.clause <= last and counted_numbers.is_count(m)
        if between and not (m.per or m.each) and 1 < m.high < heads[0].low:
            raise counted_kinds.of_which(heads[0], m)
