"""Tables that keep counts in another shape: a row for each kind of tokens, or columns for each model or month."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.usage.tables.columns_of_labels import cells_by_series, rows_by_series
from advisor.usage.tables.columns_of_times import (
    Times,
    cells_by_time,
    columns_of_times,
    kinds_beside,
    refuse_bare_months,
    rows_by_time,
)
from advisor.usage.tables.role_names import plain_name, role_column, roles
from advisor.usage.tables.time_column import is_date

_AMOUNTS = (
    "tokens",
    "token_count",
    "num_tokens",
    "amount",
    "quantity",
    "value",
    "measure_value",
    "measure_values",
    "count",
    "usage",
    "anzahl",
    "menge",
)
_STATISTICS = {"average", "avg", "mean", "maximum", "max", "minimum", "min"}
"""Columns of metrics beside which the total is the amount, and a count the number of its samples."""
_PARTS_OF_TIMES = ("year", "quarter", "month", "week", "day", "hour")
_NUMBER = re.compile(r"[-+]?[\d.,]*( ?%)?")
_MOST_KINDS = 12
_CELL = "amount"
"""The column in which a cell of a time is put."""
_ROLES = {
    "requests": "requests",
    "input": "input_tokens",
    "output": "output_tokens",
    "cached": "cached_tokens",
}
_MODEL = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).{4,}")
_MARKED = re.compile(r"([^\d.+-]*)([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)([^\d.]*)")
"""A number between the marks of a currency."""
_PRICE = re.compile(r"[$€£¥₹]|\bper\b", re.IGNORECASE)
Row = Mapping[str, str]


def reshaped(
    columns: Sequence[str], first: Sequence[Row], rows: Iterable[Row]
) -> Iterator[dict[str, Any]] | None:
    """The rows of a table, `first` and then `rows`, as records of all counts; None for a table of other shape."""
    every = itertools.chain(first, rows)
    if (series := rows_by_series(columns, every)) is not None:
        return series
    if (labelled := _by_labels(columns, first, every)) is not None:
        return labelled
    kinds = _kinds_column(columns, first)
    if kinds is not None:
        return _put_together(kinds, every, _about(columns, first))
    times = columns_of_times(columns)
    models = {} if times else _columns_of_models(columns)
    if models:
        return _taken_apart(models, every)
    if times:
        return _by_time(columns, times, first, every)
    refuse_bare_months(columns)
    return None


def _by_labels(
    columns: Sequence[str], first: Sequence[Row], rows: Iterable[Row]
) -> Iterator[dict[str, Any]] | None:
    """The same of a table with a row for each series, whose labels tell the model and the kind of tokens."""
    amount, found = _amount_column(columns), cells_by_series(columns, first, rows)
    if amount is None or found is None:
        return None
    kind, said, cells = found
    return _put_together((kind, amount), cells, {*_about(columns, first), *said})


def _by_time(
    columns: Sequence[str], times: Times, first: Sequence[Row], rows: Iterable[Row]
) -> Iterator[dict[str, Any]]:
    """The same of a table with a column for each time. Raises BadInput where its cells may be anything."""
    if all(count for _, count in times.values()):
        return rows_by_time(rows, times)
    kinds = kinds_beside(columns, times, first), _CELL
    return _put_together(kinds, cells_by_time(rows, times, _CELL), {*_about(columns, first), "time"})


def _kinds_column(columns: Sequence[str], first: Sequence[Row]) -> tuple[str, str] | None:
    """The column that tells kinds of tokens, and that of their amounts."""
    amount = _amount_column(columns)
    for column in columns if amount is not None else ():
        cells = list(dict.fromkeys(row[column] for row in first))
        told = all(role_column(role, cells, counted=True) is not None for role in ("input", "output"))
        if column != amount and len(cells) <= _MOST_KINDS and told:
            return column, str(amount)
    return None


def _amount_column(columns: Sequence[str]) -> str | None:
    plain = {plain_name(c): c for c in columns}
    amounts = ("total", "sum", *_AMOUNTS) if _STATISTICS & set(plain) else _AMOUNTS
    return next((plain[a] for a in amounts if a in plain), None)


def _about(columns: Sequence[str], first: Sequence[Row]) -> set[str]:
    """The columns that tell what a row is about: all but numbers without a role, as shares and sums of times."""
    return {
        c
        for c in columns
        if not all(_NUMBER.fullmatch(row[c].strip()) for row in first)
        or plain_name(c) in _PARTS_OF_TIMES
        or any(role_column(r, [c], counted=True) for r in roles())
    }


def _put_together(
    columns: tuple[str, str], rows: Iterable[Row], about: Container[str]
) -> Iterator[dict[str, Any]]:
    """One record for all rows that differ in nothing but their kind, amount and cost."""
    kind, amount = columns
    found: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for row in rows:
        others = {n: v for n, v in row.items() if n in about and n not in columns and not _is_spend(n)}
        record = found.setdefault(tuple(others.items()), others.copy())
        record[row[kind]] = _sum(record.get(row[kind]), row[amount])
        record |= {n: _sum(record.get(n), row[n]) for n in row if _is_spend(n) and n not in columns}
    yield from found.values()


def _is_spend(name: str) -> bool:
    return role_column("spend", [name], counted=False) is not None


def _sum(one: Any, more: str) -> Any:
    """The sum of two numbers, with the currency of the later one; its text where it is none."""
    first, second = (_MARKED.fullmatch(str(n)) for n in (one or 0.0, more))
    if first is None or second is None:
        return more
    total = float(first[2]) + float(second[2])
    return f"{second[1]}{total!r}{second[3]}" if second[1] or second[3] else total


def _columns_of_models(columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns of each model by what they count; empty where none has both input and output."""
    found: dict[str, dict[str, str]] = {}
    for column in columns:
        if (told := _model_and_role(column)) is not None:
            found.setdefault(told[0], {})[told[1]] = column
    return found if any({"input", "output"} <= set(c) for c in found.values()) else {}


def _model_and_role(column: str) -> tuple[str, str] | None:
    words = [] if _PRICE.search(column) else column.replace("_", " ").split()
    for size in range(min(3, len(words) - 1), 0, -1):
        for said, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            role = next((r for r in _ROLES if plain_name("_".join(said)) in roles()[r]), None)
            model = " ".join(rest).strip(" -:|/()[]")
            if (
                role is not None
                and _MODEL.fullmatch(model)
                and not any(map(is_date, (model, *model.split())))
            ):
                return model, role
    return None


def _taken_apart(models: Mapping[str, Mapping[str, str]], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """A record for each row and model."""
    used = {column for of in models.values() for column in of.values()}
    for row in rows:
        others = {name: value for name, value in row.items() if name not in used}
        for model, of in models.items():
            yield {**others, "model": model, **{_ROLES[role]: row[column] for role, column in of.items()}}
