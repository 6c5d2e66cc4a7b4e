"""Times of which a cell tells a part: the first and the last day, a day and its hour, a year and its month or week."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from advisor.files.heading_words import in_english
from advisor.usage.formats.export_formats import Place
from advisor.usage.tables.role_names import plain_name, role_words
from advisor.usage.tables.time_column import are_ranges, clock_beside, is_date, is_month_alone

_YEAR = re.compile(r"20\d\d")
_PART = re.compile(r"(0?[1-9]|1[0-2])|[qt][1-4]", re.IGNORECASE)
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
_HOUR = re.compile(r"[01]?\d|2[0-3]")
_WEEK = re.compile(r"0?[1-9]|[1-4]\d|5[0-3]")
_NAMED_WEEK = re.compile(r"(w|wk|kw|cw|s|week|woche)[- ]?(0?[1-9]|[1-4]\d|5[0-3])", re.IGNORECASE)
_FIRST_OF_MONTH = re.compile(r"-0?1$|^0?1\.")
_PARTS = ("month", "quarter")
Columns = Mapping[str, Sequence[str]]


def parts_of_time(samples: Columns, taken: Collection[str]) -> tuple[str, ...]:
    """The columns of years, of months or quarters or weeks, and of days and hours where there are some, of those not
    `taken`, with the sign of a week where its cells lack it (=W); none where the first two are missing."""
    named = {plain_name(in_english(n)): n for n in reversed(list(samples)) if n not in taken}
    year = next((named[y] for y in role_words()["years"] if y in named), "")
    if not _all_are(_YEAR, samples.get(year, ())):
        return ()
    part = next((named[p] for p in _PARTS if p in named), "")
    days = _smaller(named, samples) if _are_parts(samples.get(part, ())) else ()
    week = () if days else _week(named, samples)
    if not week and not _are_parts(samples.get(part, ())):
        return ()
    return (year, *week) if week else (year, part, *days)


def _week(named: Mapping[str, str], samples: Columns) -> tuple[str, ...]:
    """The column of weeks, behind their sign where its cells are mere numbers; none where there is no such column."""
    column = next((named[w] for w in role_words()["weeks"] if w in named), "")
    if _all_are(_NAMED_WEEK, samples.get(column, ())):
        return (column,)
    return ("=W", column) if _all_are(_WEEK, samples.get(column, ())) else ()


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
    found = {"at": at.model_copy(update={"clock": at.clock or clock_beside(column, samples)})}
    end = _end_beside(column, samples)
    if not end:
        return found
    return {
        **found,
        "last_day" if _are_last_days(samples[column], samples[end]) else "until": Place(first=(end,)),
    }


def _end_beside(column: str, samples: Columns) -> str:
    """The column of the days with which periods end that begin with those of `column`; empty for none."""
    ends = role_words()["ends"]
    named = (n for n in samples if n != column and plain_name(in_english(n)) in ends)
    return next((n for n in named if _are_days(samples.get(column, ())) and _are_days(samples[n])), "")


def _are_days(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c]
    return bool(filled) and all(is_date(c) and ":" not in c for c in filled)


def _are_last_days(starts: Sequence[str], ends: Sequence[str]) -> bool:
    """Whether the day with which a period ends belongs to it: no other begins with it, or its own does."""
    pairs = [(s, e) for s, e in zip(starts, ends, strict=False) if s and e]
    return any(s == e for s, e in pairs) or not (
        {s for s, _ in pairs} & {e for _, e in pairs} or all(_FIRST_OF_MONTH.search(e) for _, e in pairs)
    )
