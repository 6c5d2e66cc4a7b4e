"""Times of which a cell tells a part: the first and the last day, a day and its hour, a year and its month."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from advisor.files.heading_words import in_english
from advisor.usage.formats.export_formats import Place
from advisor.usage.tables.role_names import plain_name
from advisor.usage.tables.time_column import are_ranges, clock_beside, is_month_alone

_YEAR = re.compile(r"20\d\d")
_PART = re.compile(r"(0?[1-9]|1[0-2])|[qt][1-4]", re.IGNORECASE)
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
_HOUR = re.compile(r"[01]?\d|2[0-3]")
_PARTS = ("month", "quarter")
Columns = Mapping[str, Sequence[str]]


def parts_of_time(samples: Columns, taken: Collection[str]) -> tuple[str, ...]:
    """The columns of years, of months or quarters, and of days and hours where there are some, of those not `taken`;
    none where the first two are missing."""
    named = {plain_name(in_english(n)): n for n in reversed(list(samples)) if n not in taken}
    part = next((named[p] for p in _PARTS if p in named), "")
    if not _all_are(_YEAR, samples.get(named.get("year", ""), ())) or not _are_parts(samples.get(part, ())):
        return ()
    return (named["year"], part, *_smaller(named, samples))


def _smaller(named: Mapping[str, str], samples: Columns) -> tuple[str, ...]:
    """The columns of days and hours."""
    day, hour = named.get("day", ""), named.get("hour", "")
    if not _all_are(_DAY, samples.get(day, ())):
        return ()
    return (day, hour) if _all_are(_HOUR, samples.get(hour, ())) else (day,)


def _are_parts(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c]
    return bool(filled) and all(_PART.fullmatch(c) or is_month_alone(c) for c in filled)


def _all_are(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c]
    return bool(filled) and all(map(pattern.fullmatch, filled))


def time_places(at: Place, samples: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Where the time of a row begins, and where it ends in the same cell, or its time of day stands beside it."""
    column = "".join(at.first)
    if are_ranges(samples.get(column, ())):
        return {
            "at": at.model_copy(update={"end": "first"}),
            "last_day": at.model_copy(update={"end": "last"}),
        }
    return {"at": at.model_copy(update={"clock": at.clock or clock_beside(column, samples)})}
