"""From records to a month: the days that an export covers, what a day of the week brings, and how sure that is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.usage.limits import DAYS_FOR_VOLUME, QUIET_CALLS, QUIET_HOURS, QUIET_TIMES

_DAY = datetime.timedelta(days=1)
_SHORTEST_MONTH = 28 * _DAY
_WEEK = 7
_WORKING = 5


@dataclass(frozen=True)
class Period:
    """The time that the exports cover. `quiet_nights`: hours every day without a call, as where people work.

    `sums`: the records are sums of longer times. `month`: days of a month.
    """

    start: datetime.datetime
    end: datetime.datetime
    record_seconds: float
    month: float
    quiet_nights: bool = False

    @property
    def seconds(self) -> float:
        """Length of the period."""
        return (self.end - self.start).total_seconds()

    @property
    def days(self) -> float:
        """Length of the period in days."""
        return (self.end - self.start) / _DAY

    @property
    def calendar_months(self) -> int | None:
        """Whole months of which the records are sums; None where they are sums of less."""
        whole = all(t.day == 1 and t.time() == datetime.time() for t in (self.start, self.end))
        if not whole or self.record_seconds < _SHORTEST_MONTH.total_seconds():
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def covered(self) -> dict[datetime.date, float]:
        """Every day of the period, and the share of it that the period holds."""
        found, day = {}, self.start.date()
        while (begins := datetime.datetime.combine(day, datetime.time())) < self.end:
            share = (min(begins + _DAY, self.end) - max(begins, self.start)) / _DAY
            if share > 0:
                found[day] = share
            day += _DAY
        return found


@dataclass(frozen=True)
class Monthly:
    """An amount a month and its range; all None where the period says nothing of a month."""

    likely: float | None = None
    low: float | None = None
    high: float | None = None


def period_of(
    first: datetime.datetime,
    last: datetime.datetime,
    calls: int,
    interval: float,
    hours: Sequence[tuple[int, int]],
    month: float,
) -> Period:
    """The period of calls from `first` to `last`.

    Where calls come at all hours the period ends one usual interval after the last call; where nights are quiet
    it holds every day on which there was one. `interval`: seconds between calls; `hours`: calls by hour of the day.
    """
    if calls < 2:
        return Period(first, last, 0.0, month)
    if first.date() < last.date() and nights_are_quiet(hours, calls, (last.date() - first.date()).days + 1):
        start = datetime.datetime.combine(first.date(), datetime.time())
        end = datetime.datetime.combine(last.date() + _DAY, datetime.time())
        return Period(start, end, 0.0, month, quiet_nights=True)
    return Period(first, last + datetime.timedelta(seconds=interval), 0.0, month)


def nights_are_quiet(hours: Sequence[tuple[int, int]], calls: int, days: int) -> bool:
    """Whether the same hours of every day are without calls, for much longer than calls are apart otherwise."""
    busy = sorted(h for h, _ in hours)
    if not busy or calls < QUIET_CALLS * days:
        return False
    gap, _ = max(((b - a) % 24 or 24, a) for a, b in zip(busy, [*busy[1:], busy[0]], strict=True))
    apart = (24 - gap + 1) * days / calls
    return gap > QUIET_HOURS and gap >= QUIET_TIMES * apart


def monthly(volumes: Mapping[datetime.date, float], period: Period) -> Monthly:
    """A month of what these days brought: the mean of each day of the week, seven of which make a week.

    A period under a month is known to a day: its range is one day more or less, at least half. Days of the week
    that it does not hold are as the others; a weekend that it does not hold rests where nights are quiet, and
    may rest elsewhere. None under a day.
    """
    covered = period.covered()
    if period.days < DAYS_FOR_VOLUME or not covered:
        return Monthly()
    if period.record_seconds > _DAY.total_seconds():
        likely = sum(volumes.values()) / (period.calendar_months or period.days / period.month)
    else:
        likely = _week(volumes, covered, resting=period.quiet_nights) * period.month / _WEEK
    if period.days >= period.month - 2:
        return Monthly(likely, likely, likely)
    known = max(period.days, _WEEK) if period.quiet_nights else period.days
    low, high = likely * max(1 - 1 / known, 0.5), likely * (1 + 1 / known)
    if not any(day.weekday() >= _WORKING for day in covered) and not period.quiet_nights:
        low = min(low, likely * _WORKING / _WEEK)
    return Monthly(likely, low, high)


def weekday_rule(period: Period) -> str:
    """How days of the week make a month of this period, in words; empty where they play no part."""
    covered = period.covered()
    if not period.days < period.month or period.record_seconds > _DAY.total_seconds():
        return ""
    if sum(covered.values()) >= _WEEK:
        return "each day of the week counts by its own mean"
    rests = {day.weekday() >= _WORKING for day in covered}
    if rests == {True, False}:
        return "working days and weekends count by the mean of each"
    if rests == {False} and period.quiet_nights:
        return "no weekend is in it, and weekends are taken to rest"
    missing = "working day" if rests == {True} else "weekend"
    return f"no {missing} is in it, and {missing}s are taken to be as the other days"


def _week(
    volumes: Mapping[datetime.date, float], covered: Mapping[datetime.date, float], *, resting: bool
) -> float:
    if sum(covered.values()) < _WEEK:
        return _short_week(volumes, covered, resting=resting)
    total = 0.0
    for weekday in range(_WEEK):
        days = [d for d in covered if d.weekday() == weekday]
        share = sum(covered[d] for d in days)
        total += sum(volumes.get(d, 0.0) for d in days) / share
    return total


def _short_week(
    volumes: Mapping[datetime.date, float], covered: Mapping[datetime.date, float], *, resting: bool
) -> float:
    """A week from less than one: working days and the weekend by what there is of each."""

    def mean(days: list[datetime.date]) -> float | None:
        share = sum(covered[d] for d in days)
        return sum(volumes.get(d, 0.0) for d in days) / share if share > 0 else None

    working = mean([d for d in covered if d.weekday() < _WORKING])
    weekend = mean([d for d in covered if d.weekday() >= _WORKING])
    if working is None or weekend is None:
        every = mean(list(covered)) or 0.0
        return every * (_WORKING if resting and working is not None else _WEEK)
    return working * _WORKING + weekend * (_WEEK - _WORKING)
