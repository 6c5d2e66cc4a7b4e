"""The month that a file or a sheet is named by, where its table tells no time."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from advisor.usage.formats.export_formats import Format, Place
from advisor.usage.tables.time_column import is_date

_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?![-_.]?\d| \d\d(?!\d))")
_WORD = re.compile(r"[^\W_]+")


def with_month_of_name(known: Format, path: Path) -> tuple[Format, str]:
    """The format of a table of sums without times, with the month of its name, and a note of it."""
    month = month_in(path.name) or month_in(path.parent.name)
    if not month:
        return known, ""
    at = Place(first=(f"={month}",))
    return known.model_copy(update={"at": at}), f"; its time is taken from its name: {month}"


def month_in(name: str) -> str:
    """The only month that a name tells, with its year; empty for none or several."""
    words = _WORD.findall(name)
    found = [f"{year}-{month}" for year, month in _MONTH.findall(name)]
    found += [f"{month} {year}" for month, year in itertools.pairwise(words) if is_date(f"{month} {year}")]
    return found[0] if len(found) == 1 else ""
