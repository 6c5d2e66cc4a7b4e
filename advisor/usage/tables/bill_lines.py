"""Bills of any maker whose lines are amounts of one kind of token each, told by the name of the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.files.heading_words import in_english
from advisor.usage.tables.meter_words import meter_names, meter_words
from advisor.usage.tables.role_names import currency_in, plain_name, role_column, role_words
from advisor.usage.tables.time_column import time_column

_FEWEST, _LONGEST = 2, 200
"""Columns of the smallest bill, and characters of the longest name of one."""
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_MONTH = re.compile(r"(20\d\d)[-/.]?(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDGES = " \t-–—;,:/|()[]"
_UNIT = re.compile(r"(?:\bper\b|/)\s*(\S.*)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]$")
_PARTS, _MOST_PARTS = re.compile(r"\s*[;|]\s*"), 6
"""Between the parts of the name of a line, each of which may be that of the model, and how many are looked at."""
_PER = re.compile(r"\(?per .*|\(.*\)$")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class BillColumns:
    """The columns of a bill: names of its lines, amounts, and where there are some units, times and costs; whether
    some of its lines count the calls of models whose tokens stand in others."""

    text: str
    amount: str
    unit: str
    model: str
    time: str
    end: str
    cost: str
    currency: str
    counted: bool = False


def bill_columns(columns: Sequence[str], first: Sequence[Row]) -> BillColumns | None:
    """The columns of a bill of tokens by its head and first rows; None for another table."""
    if not may_be_bill(columns):
        return None
    text, amount = _text_column(columns, first), _named(columns, "amounts", first)
    if text is None or not amount:
        return None
    unpriced = [c for c in columns if not set(plain_name(c).split("_")) & set(role_words()["no_cost"])]
    found = {r: role_column(r, unpriced, counted=False) for r in ("model", "time", "spend", "currency")}
    names = {r: "" if c is None else c.name for r, c in found.items()}
    cost = names["spend"] if names["spend"] not in (text, amount) else ""
    model = names["model"] if names["model"] not in (text, amount) else ""
    time, end = _time(columns, first, names["time"]), _named(columns, "ends")
    bill = BillColumns(text, amount, _named(columns, "units"), model, time, end, cost, names["currency"])
    return replace(bill, counted=_are_counted(first, bill))


def may_be_bill(columns: Sequence[str]) -> bool:
    """Whether these are names of columns at all, of a table that is no single list."""
    return len(set(columns)) == len(columns) >= _FEWEST and max(map(len, columns)) <= _LONGEST


def bill_records(rows: Iterable[Row], of: BillColumns) -> Iterator[dict[str, Any]]:
    """A record for each line."""
    named = currency_in(of.cost).upper() if of.cost else ""
    for row in rows:
        meter = str(row[of.text])
        calls = of.counted and _counts_calls(row, of)
        record = {"bill": "counted" if of.counted else "line", "time": _cell(row, of.time), "until": _until(row, of),
                  "meter": "calls" if calls else meter,
                  "amount": _cell(row, of.amount), "unit": f"{of.amount} {_cell(row, of.unit) or _per(meter)}",
                  "model": _model_of(row, of), "cost": _cell(row, of.cost),
                  "currency": (_cell(row, of.currency) or named) if of.cost else ""}  # fmt: skip
        record |= {f"part_{n}": part for n, part in enumerate(_PARTS.split(meter)[:_MOST_PARTS])}
        yield {name: value for name, value in record.items() if value not in ("", None)}


def _are_counted(rows: Sequence[Row], of: BillColumns) -> bool:
    """Whether every model has a line of its calls beside those of its tokens."""
    counted = {_model_of(row, of) for row in rows if _counts_calls(row, of)}
    return bool(counted) and counted == {_model_of(row, of) for row in rows if _says(row[of.text], "token")}


def _counts_calls(row: Row, of: BillColumns) -> bool:
    """Whether a line counts single calls, and no tokens."""
    unit = f"{of.amount} {_cell(row, of.unit)}"
    larger = any(_says(unit, times) for times in ("millions", "ten_thousands", "thousands"))
    return _says(row[of.text], "calls") and not _says(row[of.text], "token") and not larger


def _says(text: Any, kind: str) -> bool:
    return re.search(meter_words(kind), str(text).casefold()) is not None


def _model_of(row: Row, of: BillColumns) -> str:
    return str(_cell(row, of.model)) or _model(str(row[of.text]))


def _time(columns: Sequence[str], first: Sequence[Row], named: str) -> str:
    """The column of times by its name, else by its cells; empty for none."""
    return named or time_column({c: [str(row[c]) for row in first] for c in columns}, ()) or ""


def _text_column(columns: Sequence[str], first: Sequence[Row]) -> str | None:
    """The column whose cells name kinds of tokens, of several the one that says most."""
    found = {c: {str(row[c]).casefold() for row in first if row[c]} for c in columns}
    held = {c: cells for c, cells in found.items() if _name_both_sides(cells)}
    return max(held, key=lambda c: len(held[c]), default=None)


def _name_both_sides(cells: Iterable[str]) -> bool:
    told = [c for c in cells if re.search(meter_words("token"), c)]
    sides = [
        (bool(re.search(meter_words("input"), c)), bool(re.search(meter_words("output"), c))) for c in told
    ]
    return (True, False) in sides and (False, True) in sides


def _named(columns: Sequence[str], kind: str, first: Sequence[Row] = ()) -> str:
    """The column of this kind by its name, and of amounts by its cells; empty for none."""
    for name in meter_names(kind):
        for column in columns:
            called = {
                column,
                plain_name(column.rpartition(".")[2]),
                plain_name(in_english(_BRACKETS.sub("", column))),
            }
            cells = [str(row[column]) for row in first if row[column] not in ("", None)]
            if name in called and all(map(_NUMBER.fullmatch, cells)):
                return column
    return ""


def _cell(row: Row, column: str) -> Any:
    return row.get(column, "") if column else ""


def _until(row: Row, of: BillColumns) -> str:
    """The end of the time of a line: its own, or that of its month."""
    time, end = str(_cell(row, of.time)), str(_cell(row, of.end))
    if month := _MONTH.fullmatch(time):
        year, number = int(month[1]), int(month[2])
        return f"{year + number // 12}-{number % 12 + 1:02}-01"
    inclusive = _DAY.fullmatch(end) and (end == time or not end.endswith("-01"))
    return f"{end} 23:59:59" if inclusive else end


def _per(meter: str) -> str:
    """What the name of a line says it counts by: per 1M tokens."""
    found = _UNIT.search(meter)
    return found[1] if found else ""


def _model(meter: str) -> str:
    """The model in the name of a line: its parts that tell no kind of tokens, or what stands before or behind."""
    kinds = "|".join(map(meter_words, ("written", "cached", "output", "input", "token", "calls")))
    parts = _PARTS.split(meter)
    if len(parts) > 1 and (others := [p for p in parts if not re.search(kinds, p.casefold())]):
        return ";".join(others)
    before, *behind = re.split(f"(?:{kinds})[^\\W\\d_]*", meter, flags=re.IGNORECASE)
    return before.strip(_EDGES) or (_PER.sub("", behind[-1]).strip(_EDGES) if behind else "")
