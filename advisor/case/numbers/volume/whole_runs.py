"""How often a whole lot is done: "80k contracts twice a year", "12M rows every six months into 3 languages"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from advisor.case.numbers import counted_kinds, counted_numbers, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.volume import schedule
from advisor.case.numerals import spoken_numbers, time_spans

_TIMES, _OFTEN = ("times",), 100
"""A lot is done so many times in a span at most."""


def rated(said: Sequence[Mention]) -> list[Mention]:
    """`said`, in which a lot is of the span of time in which it is done, so many times where that is said."""
    kept: list[Mention] = []
    for m in map(_with_times, said):
        lot = next(_lots(kept, m), None)
        if lot is not None and _tells_times(m):
            kept[kept.index(lot)] = _done(lot, m, times=True)
        elif lot is not None and (counted_kinds.is_kind(m) and m.per):
            kept[kept.index(lot)] = _done(lot, m, times=False)
            kept.append(replace(m, per=""))
        else:
            kept.append(m)
    return kept


def every(said: Sequence[Mention]) -> Mention | None:
    """The number of a span between two runs: "12M rows every six months"."""
    return next(filter(schedule.is_pause, said), None)


def _lots(before: Sequence[Mention], m: Mention) -> Iterator[Mention]:
    """What may be done as often as `m` tells: the counts right before it in its clause."""
    return (
        b
        for b in reversed(before)
        if b.clause == m.clause and not (b.per or b.each or b.span) and counted_numbers.is_count(b)
    )


def _tells_times(m: Mention) -> bool:
    return m.noun == _TIMES and bool(m.per) and m.high <= _OFTEN


def _done(lot: Mention, m: Mention, *, times: bool) -> Mention:
    factor = m.value if times else 1
    return replace(lot, low=lot.low * factor, high=lot.high * factor, per=m.per, doubt=mentions.APART)


def _with_times(m: Mention) -> Mention:
    """ "80k contracts twice a year" as twice as many a year."""
    times = spoken_numbers.HOW_OFTEN.get(m.noun[-1], 1) if m.noun and m.per in time_spans.SPANS else 1
    if times == 1:
        return m
    return replace(m, low=m.low * times, high=m.high * times, noun=m.noun[:-1], doubt=mentions.APART)
