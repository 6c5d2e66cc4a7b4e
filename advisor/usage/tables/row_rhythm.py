"""What a row of a table of one's own is, as its times show: a call, or the sum of an hour, a day, a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.usage.database import Database, sql
from advisor.usage.export_file import ExportFile
from advisor.usage.formats.export_formats import DIMENSIONS, Format, Place
from advisor.usage.limits import EVEN_SHARE, FEWEST_SUMS, HOURLY_SHARE, OVER_SHARE
from advisor.usage.queries.field_sql import FieldReader, moment, number, place, reader

_STEPS = {60 * n: f"{n} minutes" for n in (1, 5, 10, 15, 20, 30)} | {
    3600 * n: f"{n} hours" for n in (1, 2, 3, 6, 12)
}
_HOUR, _DAY = 3600, 86_400


def with_rhythm(source: ExportFile, database: Database, largest: float) -> ExportFile:
    """`source`, where it is a table of one's own, with the time of which each of its rows is a sum.

    `largest`: input tokens above which a row is no single call.
    """
    if source.format.id != "table":
        return source
    read = reader(source)
    query = sql("rhythm").format(fields=_fields(source, read), relation=read.relation(), largest=largest)
    (row,) = database.named(query)
    bucket, known = _bucket(row), source.format
    if not known.per_call:
        return replace(source, format=known.model_copy(update={"bucket": bucket}))
    if not _are_sums(row, bucket, known):
        return source
    each = f"the sum of {bucket}" if bucket else "a sum of many calls"
    return replace(
        source,
        format=known.model_copy(update={"bucket": bucket, "requests": None}),
        note=f"{source.note}; each row is read as {each}, as its times and sizes show",
    )


def _fields(source: ExportFile, read: FieldReader) -> str:
    """SQL of a row's time as written and as read, its input, and all that tells it from others of its time."""
    known = source.format
    return (
        f"{place(read, known.at)} AS written, {moment(read, known.at)} AS began,"
        f" {number(read, known.input)} AS input, {_about(source.names, known, read)} AS about"
    )


def _about(names: Sequence[str], known: Format, read: FieldReader) -> str:
    """The names that a row carries: those of known roles, and the words of columns that have none."""
    taken = [n for p in dict(known).values() if isinstance(p, Place) for n in p.first]
    named = [place(read, getattr(known, d)) for d in DIMENSIONS]
    words = [f"regexp_replace({read.text(n)}, '[0-9]+', '', 'g')" for n in names if n not in taken]
    return f"concat_ws('|', {', '.join([*named, *words])})"


def _bucket(row: Mapping[str, Any]) -> str:
    """The time of which each row is a sum, as SQL writes it; empty where none is likely."""
    gap = row["gap"] or 0
    if row["quarters"]:
        return "3 months"
    if row["months"] or (row["month_starts"] and row["least"] and row["least"] >= 28 * _DAY):
        return "1 month"
    if row["weeks"] or (row["moments"] >= FEWEST_SUMS and row["days"] and row["least"] == 7 * _DAY):
        return "7 days"
    if row["days"]:
        return "1 day"
    if row["hours"] and (gap == 0 or (gap == _HOUR and row["even"] >= HOURLY_SHARE)):
        return "1 hour"
    return _STEPS.get(gap, "") if row["even"] and row["even"] >= EVEN_SHARE else ""


def _are_sums(row: Mapping[str, Any], bucket: str, known: Format) -> bool:
    """Whether rows are no calls: too large, named by months or weeks, or one of each kind at every step of time."""
    if row["large"] > OVER_SHARE or row["months"] or row["weeks"] or row["quarters"]:
        return True
    if not bucket or known.id_of.first or known.failed is not None or row["moments"] < FEWEST_SUMS:
        return False
    return bool(row["alone"] == 1 and 2 * row["kinds"] <= row["rows"])
