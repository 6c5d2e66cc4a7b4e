"""Columns and cells that are named by the labels of a series, as Grafana names them: {model="gpt-4o", type="input"}."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.usage.lines.metric_names import metric_words, model_in, role_of
from advisor.usage.tables.role_names import plain_name

_SERIES = re.compile(r"\s*([\w:./ -]*)\{(.*)\}\s*")
_LABEL = re.compile(r'([\w.]+)\s?[=:]\s?"((?:[^"\\]|\\.)*)"')
_UNNAMED = "tokens"
"""What a series counts whose name is left out and whose labels tell a kind."""
COUNTS = {
    "requests": "requests",
    "input": "input_tokens",
    "output": "output_tokens",
    "cached": "cached_tokens",
    "written": "cache_write_tokens",
}
Row = Mapping[str, str]


@dataclass(frozen=True)
class LabelledSeries:
    """What the labels of a series say: the name of its count, its model, and all that is said beside both."""

    count: str
    model: str
    others: tuple[tuple[str, str], ...]


@functools.lru_cache(maxsize=4096)
def labelled_series(name: str) -> LabelledSeries | None:
    """The series that a name with labels stands for; None for another name, and one of neither tokens nor calls."""
    found = _SERIES.fullmatch(name)
    labels = dict(_LABEL.findall(found[2])) if found else {}
    metric = found[1].strip() if found else ""
    role = role_of(metric or _UNNAMED, labels) if labels else None
    if role is None:
        return None
    model, kinds = model_in(metric, labels), metric_words()["kinds"]
    others = tuple((n, v) for n, v in labels.items() if plain_name(n) not in kinds and v != model)
    return LabelledSeries(COUNTS[role], model, others)


def has_labelled_columns(head: str) -> bool:
    """Whether the first line of a text names columns by the labels of series."""
    line = head.partition("\n")[0]
    if "{" not in line:
        return False
    cells = next(csv.reader([line], delimiter=max(",\t;", key=line.count)), [])
    return _both_sides(filter(None, map(labelled_series, cells)))


def rows_by_series(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[dict[str, Any]] | None:
    """A record for each row and model of a table with a column for each series; None for another table."""
    told = {c: series for c in columns if (series := labelled_series(c)) is not None}
    if not _both_sides(told.values()):
        return None
    return _records(rows, told)


def _records(rows: Iterable[Row], told: Mapping[str, LabelledSeries]) -> Iterator[dict[str, Any]]:
    for row in rows:
        others = {n: v for n, v in row.items() if n not in told}
        found: dict[tuple[Any, ...], dict[str, Any]] = {}
        for column, series in told.items():
            about = {**others, **dict(series.others), "model": series.model}
            found.setdefault((series.model, series.others), about)[series.count] = row[column]
        yield from found.values()


def cells_by_series(
    columns: Sequence[str], first: Sequence[Row], rows: Iterable[Row]
) -> tuple[str, set[str], Iterator[dict[str, str]]] | None:
    """Of a table with a row for each series: the column that names them, what is said of them there, and its rows
    with that column brought to the name of a count; None for another table."""
    for column in columns:
        told = [labelled_series(row[column]) for row in first]
        if told and all(told) and _both_sides(filter(None, told)):
            about = {"model", *(name for series in told if series for name, _ in series.others)}
            return column, about, _cells(rows, column)
    return None


def _cells(rows: Iterable[Row], column: str) -> Iterator[dict[str, str]]:
    for row in rows:
        if (series := labelled_series(row[column])) is not None:
            yield {**row, **dict(series.others), "model": series.model, column: series.count}


def _both_sides(told: Iterable[LabelledSeries]) -> bool:
    return {"input_tokens", "output_tokens"} <= {series.count for series in told}
