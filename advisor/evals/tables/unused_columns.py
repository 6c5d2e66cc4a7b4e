"""Columns that would change what a row counts, and are not used: how often an example was tried, how much it weighs."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from advisor.evals.rows.row import number
from advisor.evals.tables.table_kinds import spelled, table_words
from advisor.text.escape import one_line

_SHOWN = 40


class UnusedColumns:
    """What stands in such columns over all rows of a table."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], set[float]] = {}

    def add(self, record: Mapping[str, Any]) -> None:
        """One more row."""
        for column, use in _unused(tuple(record)):
            if (value := number(record[column])) is not None and len(self._held.get((column, use), ())) < 2:
                self._held.setdefault((column, use), set()).add(value)

    def notes(self) -> list[str]:
        """A sentence on each that differs from row to row."""
        return [_note(column, use) for (column, use), values in self._held.items() if len(values) > 1]


def _note(column: str, use: str) -> str:
    name = one_line(column, _SHOWN)
    if use == "weighed":
        return f"every row counts alike, whatever {name} says"
    return f"what passed at last counts as passed, whatever {name} says of how often it was tried"


def is_unused(column: str) -> bool:
    """Whether a column is called so."""
    return bool(_unused((column,)))


@functools.lru_cache(maxsize=256)
def _unused(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    uses = table_words("unused").items()
    return tuple((c, use) for c in columns for use, names in uses if spelled(c) in names)
