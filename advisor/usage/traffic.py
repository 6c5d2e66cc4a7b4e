"""What a row of days says: whether traffic is steady, where it is heading, and which days are a clock that jumped."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence

from advisor.usage.limits import LONGEST_GAP_DAYS, STRAY_SHARE

_DAY = datetime.timedelta(days=1)
_WEEK = 7


def full_days(
    volumes: Mapping[datetime.date, float], start: datetime.datetime, end: datetime.datetime
) -> list[float]:
    """The volume of every day that lies wholly between `start` and `end`; 0 for a day without records."""
    first = start.date() if start.time() == datetime.time() else start.date() + _DAY
    count = (end.date() - first).days
    return [volumes.get(first + n * _DAY, 0.0) for n in range(max(count, 0))]


def variation(days: Sequence[float]) -> float | None:
    """Standard deviation over mean; None for nothing."""
    mean = sum(days) / len(days) if days else 0.0
    if mean <= 0:
        return None
    return math.sqrt(sum((d - mean) ** 2 for d in days) / len(days)) / mean


def trend(days: Sequence[float], days_per_month: float) -> float | None:
    """Change a month of the straight line through the last whole weeks of `days`, as a share of their mean.

    Weeks, so that where the days end on a weekend no fall is seen. None for fewer than two, or for nothing.
    """
    weeks = [sum(days[end - _WEEK : end]) / _WEEK for end in range(len(days), _WEEK - 1, -_WEEK)][::-1]
    n = len(weeks)
    mean = sum(weeks) / n if n else 0.0
    if n < 2 or mean <= 0:
        return None
    middle = (n - 1) / 2
    slope = sum((i - middle) * w for i, w in enumerate(weeks)) / sum((i - middle) ** 2 for i in range(n))
    return slope / _WEEK * days_per_month / mean


def stray_days(counts: Sequence[tuple[datetime.date, int]]) -> list[tuple[datetime.date, datetime.date]]:
    """Spans of days (both ends included) that hold a few records far from all others.

    `counts`: records by day, in order.
    """
    spans: list[list[tuple[datetime.date, int]]] = []
    for day, count in counts:
        if spans and (day - spans[-1][-1][0]).days <= LONGEST_GAP_DAYS:
            spans[-1].append((day, count))
        else:
            spans.append([(day, count)])
    total = sum(c for _, c in counts)
    few = [s for s in spans if sum(c for _, c in s) <= STRAY_SHARE * total]
    return [(s[0][0], s[-1][0]) for s in few]
