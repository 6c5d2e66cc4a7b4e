"""Tables of one's own whose counts cannot be what their names say: they are refused, or read with a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from msgspec import structs

from advisor.errors import BadInput
from advisor.usage.database import Database, sql
from advisor.usage.export_file import ExportFile
from advisor.usage.formats.export_formats import Place, Skip
from advisor.usage.limits import (
    BEGUN_WITHIN,
    FEWEST_COUNTED,
    FEWEST_MERGED,
    FEWEST_PROMPT_TOKENS,
    PIECES_SHARE,
    RESET_SHARE,
    RISING_SHARE,
)
from advisor.usage.queries.field_sql import FieldReader, moment, number, place, reader
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import plain_name, role_words

_LETTERS = "[^\\W\\d_]"
_DATED = "^[0-9]{4}[-/]"
_LOOKED_AT = 20_000
"""Rows in which it is looked for forecasts."""
_PLAN = "a forecast or a plan, nothing measured"


def with_doubts(source: ExportFile, database: Database, largest: float) -> ExportFile:
    """`source`, where it is a table of one's own, with names carried down, and what is planned set aside.

    `largest`: input tokens that no model takes more of. Raises BadInput where its counts can be none of calls.
    """
    if source.format.id != "table":
        return source
    read = reader(source)
    query = sql("doubts").format(fields=_fields(source, read), relation=read.relation(), reset=RESET_SHARE)
    (row,) = database.named(query)
    for message, wanted in _doubts(source, row, largest):
        raise BadInput(
            message, file=str(source.path), expected=f"{wanted}; --map takes the columns at their word"
        )
    return _without_plans(_carried(_noted(source, row), row), read, database)


def _noted(source: ExportFile, row: Mapping[str, Any]) -> ExportFile:
    """With a word where running totals may be meant, which began before the table."""
    if not _only_grow(row):
        return source
    note = f"{source.note}; its counts grow from each time to the next: were they running totals, all is too large"
    return replace(source, note=note)


def _doubts(source: ExportFile, row: Mapping[str, Any], largest: float) -> Iterator[tuple[str, str]]:
    """Why the counts are in doubt, and what is expected."""
    if row["sampled"]:
        column = next(n for n in source.names if _is_rate(n))
        yield (
            f"a sample of the calls, as its column {column} tells",
            "a log of every call, or requests and tokens of each day",
        )
    if _only_grow(row) and (row["falls"] or row["begun"] <= BEGUN_WITHIN):
        yield (
            "counts that only grow from one time to the next: running totals",
            "what each time added, a row each",
        )
    if (row["in_pieces"] or 0) > PIECES_SHARE:
        yield (
            "several records of one call, each with a part of its tokens",
            "one record a call, with all its tokens",
        )
    yield from _of_size(source, row, largest)
    if row["timed"] and 2 * row["timed"] < row["rows"]:
        yield (
            f"a time in {row['timed']} of {row['rows']} rows alone, as where cells were merged",
            "the time in every row",
        )


def _of_size(source: ExportFile, row: Mapping[str, Any], largest: float) -> Iterator[tuple[str, str]]:
    """Calls that are smaller or larger than any can be."""
    tokens, answer = row["mean_input"], row["mean_output"]
    if tokens is not None and (tokens < FEWEST_PROMPT_TOKENS or answer < 1):
        yield (
            f"{tokens:,.3g} tokens in and {answer:,.3g} out a call, fewer than any call has",
            "counts of tokens; a column in thousands says so in its name: input_tokens (k)",
        )
    if tokens is not None and tokens > largest and not source.format.per_call:
        yield (
            f"{tokens:,.0f} tokens in a call, more than any model takes",
            "the number of calls in the column of requests, or no such column",
        )


def _only_grow(row: Mapping[str, Any]) -> bool:
    """Whether both counts rise all the time, and begin anew now and then at most."""
    steps = row["steps"]
    if steps < FEWEST_COUNTED or row["other_falls"] or row["falls"] * FEWEST_COUNTED > steps:
        return False
    return bool(row["rises"] >= RISING_SHARE * steps)


def _carried(source: ExportFile, row: Mapping[str, Any]) -> ExportFile:
    """With each model's name for the empty cells below it, where every name stands once: merged cells."""
    named, rows = row["named"], row["rows"]
    if rows < FEWEST_MERGED or 2 * named > rows or named != row["names"] or not row["first_named"]:
        return source
    note = f"{source.note}; a model's name stands for the empty cells below it"
    return replace(source, format=structs.replace(source.format, carried=("model",)), note=note)


def _without_plans(source: ExportFile, read: FieldReader, database: Database) -> ExportFile:
    """With a rule for each column that calls some of its rows forecasts."""
    words = cell_words()["planned"]
    listed = ", ".join(f"'{w}'" for w in words)
    tests = [f"bool_or(lower({t}) IN ({listed}))" for n in source.names if (t := read.text(n))]
    if not tests:
        return source
    ((*held,),) = database.ask(
        f"SELECT {', '.join(tests)} FROM (FROM ({read.relation()}) LIMIT {_LOOKED_AT})"
    )
    rules = tuple(
        Skip(field=n, values=tuple(words), why=_PLAN)
        for n, holds in zip(source.names, held, strict=True)
        if holds
    )
    return replace(source, format=structs.replace(source.format, skip=(*source.format.skip, *rules)))


def _fields(source: ExportFile, read: FieldReader) -> str:
    """SQL of a row's time, id, counts, model, what tells its series, and of how many calls it is a sample."""
    known = source.format
    requests = "1" if known.per_call else number(read, known.requests or Place())
    rate = next((n for n in source.names if _is_rate(n)), None)
    return (
        f"{moment(read, known.at)} AS began, {place(read, known.id_of)} AS id, {requests} AS requests,"
        f" {number(read, known.input)} AS input, {number(read, known.output)} AS output,"
        f" {place(read, known.model)} AS model, {_series(source, read)} AS about,"
        f" {read.amount(read.text(rate)) if rate else 'NULL::DOUBLE'} AS rate"
    )


def _series(source: ExportFile, read: FieldReader) -> str:
    """SQL of the words of a row: what differs only in numbers and times is of one series."""
    held = {p for role in ("at", "id_of") for p in getattr(source.format, role).first}
    texts = [read.text(n) for n in source.names if n not in held]
    words = [
        f"CASE WHEN regexp_matches({t}, '{_LETTERS}') AND NOT regexp_matches({t}, '{_DATED}') THEN {t} END"
        for t in texts
        if t != "NULL"
    ]
    return f"concat_ws('|', '', {', '.join(words)})" if words else "''"


def _is_rate(name: str) -> bool:
    return plain_name(name) in role_words()["sampled"]
