"""The column of a table that holds times, told by what stands in it, where no name tells it."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from advisor.usage.tables.cell_words import cell_words, tidied
from advisor.usage.tables.role_names import role_column

_AMOUNT = re.compile(r"-?\d+([.,]\d+)?( ?m?s)?")
_CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d([.,]\d+)?)?( ?[AP]M)?", re.IGNORECASE)
"""A time of day without its day."""
_RANGE = re.compile(r"(\d[\d./-]{7,9}) *(-|–|—|to|bis|until|au|al|a|t/m) *(\d[\d./-]{7,9})")
_STAMP = re.compile(
    r"\d{9,10}(\.\d+)?|\d{13}(\.\d+)?|\d{16}|\d{19}|20\d{4}|20\d{6}|20\d{12}|[34567]\d{4}(\.\d+)?"
)
"""Seconds to nanoseconds since 1970, a month, a day, or the number that Excel has for one."""
_DATE = re.compile(
    r"""20\d\d-\d\d-\d\d.* | 20\d\d[/.][ ]?\d{1,2}[/.][ ]?\d{1,2}.* | \d{1,2}[/.-]\d{1,2}[/.-]20\d\d.*
    | 20\d\d[ ]?[年년].* | \d\d[/.-]\d\d[/.-]\d\d | 20\d\d[/-](0?[1-9]|1[0-2]) | (0?[1-9]|1[0-2])[/-]20\d\d
    | 20\d\d[-/ ]?(w|wk|kw|cw|s|q|t|week|woche)[- ]?\d{1,2} | (w|kw|cw|s|q|t|week|woche)[- ]?\d{1,2}[-/ ]+20\d\d
    | ([^\W\d]+\.?,[ ])?(\d{1,2}\.?[ -])?(de[ ])?
      (?P<month>[^\W\d]{3,})\.?[ -](de[ ])?(\d{1,2},?[ -])?(20)?\d\d(\D.*)?""",
    re.VERBOSE | re.IGNORECASE,
)


def time_column(samples: Mapping[str, Sequence[str]], taken: Collection[str]) -> str | None:
    """The first column, of those not `taken`, most cells of which are dates; None where there is none."""
    for name, cells in samples.items():
        filled = [c for c in cells if c]
        if name not in taken and 2 * sum(map(is_date, filled)) > len(filled):
            return name
    return None


def are_ranges(cells: Sequence[str]) -> bool:
    """Whether cells name two days each, the first and the last of a time."""
    filled = [c for c in cells if c]
    return bool(filled) and 2 * sum(_RANGE.fullmatch(c) is not None for c in filled) > len(filled)


def clock_beside(column: str, samples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The column of times of day beside one of days; none where the days have one."""
    if any(":" in c for c in samples.get(column, ())):
        return ()
    return tuple(n for n, cells in samples.items() if n != column and _is_clock(n, cells))[:1]


def _is_clock(name: str, cells: Sequence[str]) -> bool:
    """Whether a column is called as times are, and holds times of day alone."""
    filled = [c for c in cells if c]
    named = role_column("time", [name], counted=False) is not None
    return named and bool(filled) and all(map(_CLOCK.fullmatch, filled))


def may_be_times(cells: Sequence[str]) -> bool:
    """Whether cells are neither times of day nor mere amounts, as how long a call took."""
    filled = [c for c in cells if c]
    amounts = [c for c in filled if _CLOCK.fullmatch(c) or (_AMOUNT.fullmatch(c) and not _STAMP.fullmatch(c))]
    return 2 * len(amounts) <= len(filled)


def is_date(cell: str) -> bool:
    """Whether a cell holds a date, a month or a week."""
    found = _DATE.fullmatch(tidied(cell))
    return found is not None and (found["month"] is None or _without_accents(found["month"]) in _months())


def is_month_alone(cell: str) -> bool:
    """Whether a cell names a month and no year."""
    return _without_accents(cell.strip().rstrip(".")) in _months()


@functools.cache
def _months() -> frozenset[str]:
    return frozenset(name for names in cell_words()["months"] for name in names)


def _without_accents(word: str) -> str:
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", word)).lower()
