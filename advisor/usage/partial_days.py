"""Days at the edge of an export of daily sums that may not be whole."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from advisor.text import words
from advisor.usage.limits import EDGE_SHARE, FEWEST_INNER_DAYS
from advisor.usage.volume import Period

_DAY = datetime.timedelta(days=1).total_seconds()
Daily = Iterable[tuple[str, datetime.date, float | None, float | None]]
"""Name of a workload, day, its requests, its tokens."""


def edge_notes(period: Period | None, daily: Daily) -> Iterator[str]:
    """A sentence for the first and the last day where it brings far less than any day between."""
    if period is None or period.record_seconds != _DAY:
        return
    tokens: dict[datetime.date, float] = defaultdict(float)
    for _, day, _, amount in daily:
        tokens[day] += amount or 0.0
    if len(tokens) < FEWEST_INNER_DAYS + 2:
        return
    first, *inner, last = sorted(tokens)
    least = min(tokens[day] for day in inner)
    for name, day in (("first", first), ("last", last)):
        if tokens[day] < EDGE_SHARE * least:
            yield (
                f"The {name} day, {day}, brings {words.share(tokens[day] / least)} of the least day between:"
                f" where it is not whole, leave its rows out."
            )
