"""The columns of a table by its head, in one row or two, and its rows with their numbers as programs write them."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from advisor.files.number_style import NumberStyle, number_as_program_writes, number_style
from advisor.files.stacked_heads import HEAD_LINES, stacked_head
from advisor.usage.limits import LOG_HEAD


def table_columns(lines: Iterator[str]) -> tuple[list[str], str, Iterator[str]]:
    """The columns of a table by its head, in one row or two, what is between them, and the lines below."""
    first = list(itertools.islice(lines, HEAD_LINES))
    if (stacked := stacked_head(first)) is not None:
        line, joined, delimiter = stacked
        return list(joined), delimiter, itertools.chain(first[line:], lines)
    head = "".join(first[:1])
    delimiter = max(",\t;|", key=head.count)
    columns = [c.strip() for c in next(csv.reader([head], delimiter=delimiter), [])]
    return columns, delimiter, itertools.chain(first[1:], lines)


def table_rows(
    columns: Sequence[str], delimiter: str, lines: Iterable[str]
) -> tuple[list[dict[str, Any]], Iterator[dict[str, Any]]]:
    """The first rows and the others, with their numbers as programs write them."""
    rows = csv.DictReader(lines, columns, delimiter=delimiter, restval="")
    first = list(itertools.islice(rows, LOG_HEAD))
    style = number_style((c for row in first for c in row.values() if isinstance(c, str)), delimiter)
    return [plain_numbers(row, style) for row in first], (plain_numbers(row, style) for row in rows)


def plain_numbers(row: dict[str, Any], style: NumberStyle) -> dict[str, Any]:
    """A row with its numbers as programs write them."""
    return {n: number_as_program_writes(c, style) if isinstance(c, str) else c for n, c in row.items()}
