"""Tables whose counts cannot be what their names say: they are refused, or read with a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.errors import BadInput
from advisor.usage.database import Database, sql
from advisor.usage.export_file import ExportFile
from advisor.usage.formats.export_formats import Place, Skip
from advisor.usage.limits import (
    BEGUN_WITHIN,
    DAY,
    EVEN_SHARE,
    FEWEST_COUNTED,
    FEWEST_MERGED,
    FEWEST_PROMPT_TOKENS,
    GROWING_DAYS,
    OVER_SHARE,
    PIECES_SHARE,
    RESET_SHARE,
    RISING_SHARE,
)
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import NOTHING, FieldReader, moment, number, place, reader
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import plain_name, role_words

_LETTERS = "[^\\W\\d_]"
_DATED = "^[0-9]{4}[-/]"
_EVERY = "a log of every call, or requests and tokens of each day"
_SAMPLE = "a sample of the calls, as its column {} tells"
_FEWEST_NAMES = 3
"""Names of columns in a row from which on it is a head."""
_PLAN = "a forecast or a plan, nothing measured"


def with_doubts(source: ExportFile, database: Database, largest: float) -> ExportFile:
    """`source`, where it is a table of one's own, with names carried down, and what is planned set aside.

    `largest`: input tokens that no model takes more of. Raises BadInput where its counts can be none of calls,
    unless the user named their columns: then its note says it. Of a known export only its columns are looked at.
    """
    if source.format.id != "table":
        return _sample_refused(source, database)
    read = reader(source)
    query = sql("doubts").format(
        fields=_fields(source, read), relation=read.relation(), reset=RESET_SHARE, fewest=FEWEST_COUNTED
    )
    (row,) = database.named(query)
    for message, wanted in _doubts(source, row, largest):
        if not source.named:
            expected = f"{wanted}; --map takes the columns at their word"
            raise BadInput(message, file=str(source.path), expected=expected)
        source = replace(
            source, note=f"{source.note}; read as they were named, though they may be: {message}"
        )
    source = _with_parents(_carried(_noted(source, row), row), row)
    return _without_plans(source, database)


def _sample_refused(source: ExportFile, database: Database) -> ExportFile:
    """`source`. Raises BadInput where it is a known table with a column that tells of a sample of the calls."""
    columns = source.table.columns if source.table is not None else ()
    column = next((n for n in columns if plain_name(n) in role_words()["sampled"]), None)
    if column is None:
        return source
    read = reader(source)
    rate = read.text(column)
    ((sampled,),) = database.ask(
        f"SELECT max(abs(TRY_CAST({rate} AS DOUBLE) - 1)) > 0 FROM ({read.relation()})"
    )
    if sampled:
        raise BadInput(_SAMPLE.format(column), file=str(source.path), expected=_EVERY)
    return source


def _noted(source: ExportFile, row: Mapping[str, Any]) -> ExportFile:
    """With a word where running totals may be meant, which began before the table."""
    told = []
    if _only_grow(row):
        told.append("its counts grow from each time to the next: were they running totals, all is too large")
    if source.format.per_call and (row["several"] or 0) > 1:
        told.append(
            f"each row is read as one call, though {_first_of(source, 'several')} may count several in it"
        )
    if source.format.per_call and row["of_sessions"] and _first_of(source, "several") is None:
        session = _first_of(source, "sessions")
        told.append(
            f"each row is read as one call, though {session} is another in each, and may hold several"
        )
    if row["failures"] and not source.format.per_call:
        failures = _first_of(source, "failures")
        told.append(f"its column {failures} counts calls that failed, which the requests may hold")
    if row["again"]:
        again = _first_of(source, "again")
        told.append(
            f"its column {again} tells of calls that were asked again, and not whether they are counted"
        )
    if (row["other_tokens"] or 0) > OVER_SHARE:
        total = source.format.total.first[0]
        told.append(f"{total} holds more than input and output: tokens that no column shows may be left out")
    return replace(source, note="; ".join([source.note, *told]))


def _with_parents(source: ExportFile, row: Mapping[str, Any]) -> ExportFile:
    """With the record that each lies in, where such a one holds the tokens of those in it once more."""
    parent = _first_of(source, "parents")
    if parent is None or (row["around"] or 0) < EVEN_SHARE:
        return source
    known = source.format.model_copy(update={"span": source.format.id_of, "parent": Place(first=(parent,))})
    return replace(source, format=known)


def _first_of(source: ExportFile, kind: str) -> str | None:
    """The first column whose name is a word of this list."""
    words = role_words()[kind]
    return next(
        (n for n in source.names if {plain_name(n), plain_name(n.rpartition(".")[2])} & set(words)), None
    )


def _doubts(source: ExportFile, row: Mapping[str, Any], largest: float) -> Iterator[tuple[str, str]]:
    """Why the counts are in doubt, and what is expected."""
    if row["sampled"]:
        yield _SAMPLE.format(_first_of(source, "sampled")), _EVERY
    if _only_grow(row) and (row["falls"] or row["begun"] <= BEGUN_WITHIN or _through_nights(row)):
        yield (
            "counts that only grow from one time to the next: running totals",
            "what each time added, a row each",
        )
    if (row["in_pieces"] or 0) > PIECES_SHARE:
        yield (
            "several records of one call, each with a part of its tokens",
            "one record a call, with all its tokens",
        )
    if row["other_heads"]:
        yield (
            "lines that name the columns once more, in another order or others: files put one behind the other",
            "each of these files by itself",
        )
    if row["of_sessions"] and (row["several"] or 0) > 1:
        session, several = _first_of(source, "sessions"), _first_of(source, "several")
        yield (
            f"a row a session, each of several calls, as its columns {session} and {several} tell",
            f"a row a call; --map requests={several} where it counts the calls",
        )
    if row["lengths"] > 1:
        yield (
            f"sums of {row['lengths']} lengths of time together, as its column {_first_of(source, 'widths')} tells",
            "those of one length",
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


def _through_nights(row: Mapping[str, Any]) -> bool:
    """Whether counts of parts of a day grow from each to the next over days: no traffic has neither night nor noon."""
    return bool(
        row["step"] < DAY and row["span"] >= GROWING_DAYS * DAY and row["rises"] >= EVEN_SHARE * row["steps"]
    )


def _carried(source: ExportFile, row: Mapping[str, Any]) -> ExportFile:
    """With each model's name for the empty cells below it, where every name stands once: merged cells."""
    named, rows = row["named"], row["rows"]
    if rows < FEWEST_MERGED or 2 * named > rows or named != row["names"] or not row["first_named"]:
        return source
    note = f"{source.note}; a model's name stands for the empty cells below it"
    return replace(source, format=source.format.model_copy(update={"carried": ("model",)}), note=note)


def _without_plans(source: ExportFile, database: Database) -> ExportFile:
    """With a rule for each column that calls some of its rows forecasts."""
    words, read = cell_words()["planned"], reader(source)
    listed = ", ".join(f"'{w}'" for w in words)
    tests = [f"bool_or(lower({read.text(n)}) IN ({listed}))" for n in source.names]
    if not tests:
        return source
    ((*held,),) = database.ask(f"SELECT {', '.join(tests)} FROM ({read.relation()})")
    rules = tuple(
        Skip(field=n, values=tuple(words), why=_PLAN)
        for n, holds in zip(source.names, held, strict=True)
        if holds
    )
    return replace(source, format=source.format.model_copy(update={"skip": (*source.format.skip, *rules)}))


def _fields(source: ExportFile, read: FieldReader) -> str:
    """SQL of a row's time, id, counts and names, of what tells its series, and of how many calls it is one."""
    known = source.format
    requests = "1" if known.per_call else number(read, known.requests or Place())
    counts = ("input", "output", "cached", "written", "total")
    named = {
        "rate": "sampled",
        "several": "several",
        "again": "again",
        "failures": "failures",
        "parent": "parents",
        "session": "sessions",
        "width": "widths",
    }
    columns = {name: _first_of(source, kind) for name, kind in named.items()}
    own = {name: read.text(column) if column else NOTHING for name, column in columns.items()}
    fields = {
        "began": moment(read, known.at),
        "id": place(read, known.id_of),
        "requests": requests,
        **{name: number(read, getattr(known, name)) for name in counts},
        "reasoning": number(read, known.output_more),
        "model": place(read, known.model),
        "about": _series(source, read),
        "parent": own["parent"],
        "other_head": _other_head(source, read),
        "width": f"CASE WHEN lower({own['width']}) IN ({_lengths()}) THEN lower({own['width']}) END",
        "session": own["session"] if known.per_call else NOTHING,
        **{name: f"TRY_CAST({own[name]} AS DOUBLE)" for name in ("rate", "several", "again", "failures")},
    }
    return ", ".join(f"{text} AS {name}" for name, text in fields.items())


def _other_head(source: ExportFile, read: FieldReader) -> str:
    """SQL of whether a row of a table holds names of columns, and not each where it stands in the head."""
    if source.table is None:
        return "false"
    cells = [(name, f"lower({read.text(name)})") for name in source.table.columns]
    names = ", ".join(literal(name.lower()) for name in source.table.columns)
    named = " + ".join(f"coalesce({cell} IN ({names}), false)::INTEGER" for _, cell in cells)
    moved = " OR ".join(f"coalesce({cell} <> {literal(name.lower())}, true)" for name, cell in cells)
    return f"({named}) >= {_FEWEST_NAMES} AND ({moved})"


def _lengths() -> str:
    return ", ".join(f"'{w}'" for w in role_words()["lengths"])


def _series(source: ExportFile, read: FieldReader) -> str:
    """SQL of the words of a row: what differs only in numbers and times is of one series."""
    held = {p for role in ("at", "id_of") for p in getattr(source.format, role).first}
    texts = [read.text(n) for n in source.names if n not in held]
    words = [
        f"CASE WHEN regexp_matches({t}, '{_LETTERS}') AND NOT regexp_matches({t}, '{_DATED}') THEN {t} END"
        for t in texts
        if t != NOTHING
    ]
    return f"concat_ws('|', '', {', '.join(words)})" if words else "''"
