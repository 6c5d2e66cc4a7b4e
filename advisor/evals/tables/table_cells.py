"""Rows of cells, bounded, with the line on which each ends."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Protocol

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_VALUE


class _Lines(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def rows_of(reader: _Lines, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV that are not empty. Raises BadInput for one that is no CSV or over the limit."""
    csv.field_size_limit(LONGEST_VALUE)
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                yield reader.line_num, cells
    except csv.Error as e:
        raise BadInput(f"broken CSV ({e})", file=file, line=reader.line_num) from None


def unique(names: Iterable[str], file: str) -> list[str]:
    """Column names, each once. Raises BadInput where two are the same."""
    seen: list[str] = []
    for name in names:
        if name in seen and name:
            raise BadInput("two columns of one name", file=file, line=1, text=name)
        seen.append(name)
    return seen
