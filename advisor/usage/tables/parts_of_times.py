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
_PARTS = ("month", "quarter")


def year_and_part(samples: Mapping[str, Sequence[str]], taken: Collection[str]) -> tuple[str, str] | None:
    """The column of years and that of months or quarters, of those not `taken`; None where one is missing."""
    named = {plain_name(in_english(n)): n for n in reversed(list(samples)) if n not in taken}
    year = named.get("year")
    part = next((named[p] for p in _PARTS if p in named), None)
    if year is None or part is None or not all(map(_YEAR.fullmatch, _filled(samples[year]))):
        return None
    cells = _filled(samples[part])
    return (year, part) if cells and all(_PART.fullmatch(c) or is_month_alone(c) for c in cells) else None


def time_places(at: Place, samples: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Where the time of a row begins, and where it ends in the same cell, or its time of day stands beside it."""
    column = "".join(at.first)
    if are_ranges(samples.get(column, ())):
        return {
            "at": at.model_copy(update={"end": "first"}),
            "last_day": at.model_copy(update={"end": "last"}),
        }
    return {"at": at.model_copy(update={"clock": at.clock or clock_beside(column, samples)})}


def _filled(cells: Sequence[str]) -> list[str]:
    return [c for c in cells if c]
