"""Numbers of a description that belong together: a rate that is said twice, shifts, what calls are made for each of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from advisor.case.lexicon.phrases import Sentence
from advisor.case.numbers import counted_kinds, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans
from advisor.case.reading_bounds import exact_bound

_SAME_TOTAL_WITHIN = exact_bound("same_total_within")
_TOTAL = frozenset({"total", "together", "altogether"})


def of(counted: Sequence[Mention], said: Sequence[Mention], text: str) -> list[Mention]:
    """`counted`, the numbers that count calls, less what is said twice, and with what others of `said` add."""
    kept = [m for m in counted if not _is_size_of_one(m)]
    kept = _called_for(_totalled(_said_once(kept)), said)
    return _repeated(_in_shifts(kept), text)


def _is_size_of_one(m: Mention) -> bool:
    """ "One page each" tells no more than that it is one."""
    return (
        m.each and m.high == 1 and m.noun[:1] != () and m.noun[0].rstrip("s") in ("page", "line", "paragraph")
    )


def _said_once(counted: Sequence[Mention]) -> list[Mention]:
    """ "2 million a semester (so 4M a year)": the second tells the first again."""
    kept: list[Mention] = []
    for m in counted:
        rated = bool(m.per) and not m.each
        if not (rated and any(k.per not in ("", m.per) and not k.each and _agree(k, m) for k in kept)):
            kept.append(m)
    return kept


def _agree(one: Mention, other: Mention) -> bool:
    a, b = (m.value / time_spans.SPANS[m.per] for m in (one, other))
    return abs(a - b) <= _SAME_TOTAL_WITHIN * max(a, b)


def _totalled(counted: list[Mention]) -> list[Mention]:
    """ "500 manuals a month cut in chunks, in total 90k calls": the calls of all are said."""
    last = counted[-1:]
    if len(counted) < 2 or not (counted_kinds.counts(last[0], "calls") and _TOTAL & set(last[0].lead[-3:])):
        return counted
    rates = {m.per for m in counted[:-1] if m.per and not m.each}
    if last[0].per or len(rates) > 1:
        return last
    made = math.prod((m.value for m in counted[:-1]), start=Fraction(1))
    near = abs(made - last[0].value) <= _SAME_TOTAL_WITHIN * made
    return counted[:-1] if near else [replace(last[0], per=next(iter(rates), ""), each=False)]


def _called_for(counted: list[Mention], said: Sequence[Mention]) -> list[Mention]:
    """ "Into 5 languages, 3,000 listings a day, one call per language": five calls for each."""
    calls = [m for m in counted if m.each and counted_kinds.counts(m, "calls")]
    named = {w[: counted_kinds.STEM] for m in calls if (w := counted_kinds.for_what(m))}
    others = [
        replace(m, each=True, per="")
        for m in said
        if m not in counted
        and not (m.per or m.each)
        and {w[: counted_kinds.STEM] for w in m.noun[:1]} & named
    ]
    known = {w[: counted_kinds.STEM] for m in counted for w in m.noun}
    others = [m for m in others if m.noun[0][: counted_kinds.STEM] not in known]
    return [*counted, *others] if len(others) == 1 and len(counted) == 2 else counted


def _in_shifts(counted: list[Mention]) -> list[Mention]:
    """ "3,000 questions per shift, three shifts a day" as 9,000 a day."""
    shifts = [m for m in counted if m.noun[:1] == ("shifts",) and m.per == "day"]
    rest = [m for m in counted if m not in shifts]
    if len(shifts) != 1 or not rest or not any("shift" in m.tail for m in rest):
        return counted
    times = shifts[0].value
    return [replace(m, low=m.low * times, high=m.high * times) if "shift" in m.tail else m for m in rest]


def _repeated(counted: list[Mention], text: str) -> list[Mention]:
    """ "A batch every night, 200k records each", "600k strings per release, a release each quarter"."""
    if len(counted) != 1 or not counted[0].each or counted[0].per:
        return counted
    (one,) = counted
    words = Sentence.of(text).words
    thing = counted_kinds.for_what(one)
    named = (
        rf"\b(?:a|an|one) (?:new |single )?{re.escape(thing)} (?:each|every|per|a|an) (\w+)"
        if thing
        else r"\bevery (?:single )?(\w+)"
    )
    spans = {time_spans.TIMES[m[1]] for m in re.finditer(named, words) if m[1] in time_spans.TIMES}
    return [replace(one, per=spans.pop(), each=False, doubt=mentions.APART)] if len(spans) == 1 else counted
