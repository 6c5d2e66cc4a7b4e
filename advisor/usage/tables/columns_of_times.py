"""Tables with a column for each month, day or week: brought to a row for each time."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import plain_name, role_column
from advisor.usage.tables.time_column import is_date, is_month_alone

FEWEST = 2
"""Columns named by times from which on they are a table's shape."""
_COUNTS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cached": "cached_tokens",
    "requests": "requests",
    "spend": "spend",
}
_SHOWN = 6
Row = Mapping[str, str]
Times = Mapping[str, tuple[str, str]]
"""By column: its time, and what it counts; "" where another column tells that."""


def columns_of_times(columns: Sequence[str]) -> Times:
    """The columns that are named by a time, alone or with what they count; none where there are too few."""
    found = {c: told for c in columns if (told := _time_and_count(c)) is not None}
    return found if len({time for time, _ in found.values()}) >= FEWEST else {}


def refuse_bare_months(columns: Sequence[str]) -> None:
    """Raises BadInput for a column for each month without a year."""
    months = [c for c in columns if is_month_alone(c)]
    if len(months) >= FEWEST:
        raise BadInput("columns of months without a year", text=_shown(months), expected="such as 2026-01")


def kinds_beside(columns: Sequence[str], times: Times, first: Sequence[Row]) -> str:
    """The column that tells what the cells of a row count. Raises BadInput where none does."""
    for column in columns:
        cells = list(dict.fromkeys(row[column] for row in first))
        if column not in times and all(role_column(r, cells, counted=True) for r in ("input", "output")):
            return column
    raise BadInput(
        "a column for each time, and nothing says what their cells count",
        text=_shown(times),
        expected="a row each of input tokens, output tokens and requests with a column that names it, or a row a month",
    )


def rows_by_time(rows: Iterable[Row], times: Times) -> Iterator[dict[str, Any]]:
    """A record for each row and time, of columns that say what they count."""
    for row in rows:
        others = _others(row, times)
        for time in dict.fromkeys(time for time, _ in times.values()):
            counts = {count: row[column] for column, (at, count) in times.items() if at == time}
            if any(v.strip() for v in counts.values()):
                yield {**others, "time": time, **counts}


def cells_by_time(rows: Iterable[Row], times: Times, amount: str) -> Iterator[dict[str, str]]:
    """A row for each cell of a time, with the amount in a column of its own; empty cells are none."""
    for row in rows:
        for column, (time, _) in times.items():
            if row[column].strip():
                yield {**_others(row, times), "time": time, amount: row[column]}


def _others(row: Row, times: Times) -> dict[str, str]:
    """What a row holds beside its times, sums of them aside."""
    return {n: v for n, v in row.items() if n not in times and not _is_sum(n)}


@functools.cache
def _is_sum(name: str) -> bool:
    """Whether a column beside those of times holds their sum: a total, or a count or cost of all of them."""
    counts = any(role_column(role, [name], counted=True) for role in _COUNTS)
    return counts or plain_name(name) in cell_words()["totals"]


def _time_and_count(column: str) -> tuple[str, str] | None:
    words = column.replace("_", " ").split()
    for size in range(1, len(words)):
        for time, said in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            at = " ".join(time).strip(" -:|/()[]")
            count = next(
                (c for r, c in _COUNTS.items() if role_column(r, ["_".join(said)], counted=True)), None
            )
            if is_date(at) and count is not None:
                return at, count
    return (column, "") if is_date(column) else None


def _shown(names: Iterable[str]) -> str:
    return ", ".join(itertools.islice(names, _SHOWN))
