"""When a figure was true: dates as people write them, read by one rule.

A day stands for itself, a month for its last day, a year for its last day, `unknown` for the date of
compilation. What was read cannot be younger than the compilation, so months and years are cut off there.
"""

from __future__ import annotations

import calendar
import datetime
import re

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def last_day(written: object) -> datetime.date:
    """The day that `written` (a date, `2026-04` or 2026) stands for. Raises ValueError for anything else."""
    if isinstance(written, datetime.date):
        return written
    if isinstance(written, int) and not isinstance(written, bool) and 1 <= written <= 9999:
        return datetime.date(written, 12, 31)
    if isinstance(written, str) and (found := _MONTH.fullmatch(written)):
        year, month = int(found[1]), int(found[2])
        if year and 1 <= month <= 12:
            return datetime.date(year, month, calendar.monthrange(year, month)[1])
    raise ValueError("expected a day (2026-04-30), a month (2026-04), a year or unknown")


def as_known(written: object, compiled: datetime.date) -> datetime.date:
    """The day from which a figure dated `written` counts as known, by the month rule."""
    if written == "unknown":
        return compiled
    day = last_day(written)
    return day if isinstance(written, datetime.date) else min(day, compiled)
