"""Files that are neither tables nor lists of calls, brought to one record a line: logs, and metrics."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.files.drawn_table import drawn_tables
from advisor.files.number_style import number_style
from advisor.files.parsed_json import parsed_json
from advisor.files.stacked_heads import HEAD_LINES, stacked_head
from advisor.usage.limits import LARGEST_DOCUMENT, LOG_HEAD
from advisor.usage.lines.bills import bill, bill_in_json
from advisor.usage.lines.json_tables import table_in
from advisor.usage.lines.log_lines import log_records
from advisor.usage.lines.log_objects import log_objects
from advisor.usage.lines.metric_points import Series, records_of
from advisor.usage.lines.metric_series import sample_of, series_in
from advisor.usage.lines.nested_records import are_nested, nested_records
from advisor.usage.lines.printed_usage import printed_usage
from advisor.usage.lines.raw_lines import Packing
from advisor.usage.lines.record_blocks import record_blocks
from advisor.usage.lines.table_rows import plain_numbers, table_columns, table_rows
from advisor.usage.lines.typed_values import holds_types, without_types
from advisor.usage.lines.written_records import write_records
from advisor.usage.open_files import OpenedFile, new_file
from advisor.usage.tables.model_texts import below_titles
from advisor.usage.tables.reshaped_tables import reshaped
from advisor.usage.tables.role_names import role_column

_NESTED = "Each record is read with what the names and objects around it say"


@dataclass(frozen=True)
class Rewritten:
    """The file whose records stand for another, and what it was."""

    file: OpenedFile
    note: str


def rewritten_lines(opened: OpenedFile, packing: Packing, folder: Path) -> Rewritten | None:
    """The records of a file of another form, one a line, below `folder`; None where it holds no counts of tokens."""
    if packing == "zstd":
        return None
    for read in (
        _metrics,
        _samples,
        _typed,
        _json_table,
        _nested,
        _nested_lines,
        _drawn,
        _blocks,
        _printed,
        _objects,
        _below_titles,
        _table,
        _one_head,
        bill,
        bill_in_json,
        _log,
    ):
        with _text(opened.content, packing) as handle:
            target = new_file(folder)
            if (note := read(handle, target)) is not None:
                return Rewritten(OpenedFile(opened.path, target), note)
    return None


@contextmanager
def _text(path: Path, packing: Packing) -> Iterator[IO[str]]:
    with (
        gzip.open(path) if packing == "gzip" else path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace") as handle,
    ):
        yield handle


def _metrics(handle: IO[str], target: Path) -> str | None:
    """Series of metrics in JSON."""
    text = handle.read(LARGEST_DOCUMENT)
    if text.lstrip()[:1] not in ("{", "["):
        return None
    found = series_in(parsed_json(text))
    if found is None:
        return None
    shape, series = found
    return _put_together(series, target, shape["name"], cached_apart=shape.get("cached_apart", False))


def _typed(handle: IO[str], target: Path) -> str | None:
    """Records, one a line or in one document, whose values stand below the names of their types."""
    head = list(itertools.islice(handle, LOG_HEAD))
    first, documents = list(_documents(head)), _documents(itertools.chain(head, handle))
    if not first:
        first = [parsed_json("".join(itertools.chain(head, handle)))]
        documents = iter(first)
    if not any(map(holds_types, first)):
        return None
    write_records(target, map(without_types, documents))
    return "Its values stand below the names of their types"


def _json_table(handle: IO[str], target: Path) -> str | None:
    """A table in JSON."""
    text = handle.read(LARGEST_DOCUMENT)
    found = table_in(parsed_json(text)) or table_in([d for d in _documents(text.splitlines()) if d])
    if found is None:
        return None
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([found.columns, *found.rows])
    return "A table in JSON"


def _nested(handle: IO[str], target: Path) -> str | None:
    """A document whose records stand below names or inside others."""
    document = parsed_json(handle.read(LARGEST_DOCUMENT))
    documents = document if isinstance(document, list) else [document]
    if not are_nested(documents):
        return None
    write_records(target, (record for one in documents for record in nested_records(one)))
    return _NESTED


def _nested_lines(handle: IO[str], target: Path) -> str | None:
    """The same, a document a line."""
    head = list(itertools.islice(handle, LOG_HEAD))
    if not are_nested(list(_documents(head))):
        return None
    documents = _documents(itertools.chain(head, handle))
    write_records(target, (record for one in documents for record in nested_records(one)))
    return _NESTED


def _documents(lines: Iterable[str]) -> Iterator[Any]:
    """What each line holds that is JSON."""
    return (d for line in lines if (d := parsed_json(line)) is not None)


def _samples(handle: IO[str], target: Path) -> str | None:
    """The metrics of a server, as it shows them."""
    lines = [line for line in handle.read(LARGEST_DOCUMENT).splitlines() if line.strip() and line[0] != "#"]
    series = [s for line in lines if (s := sample_of(line)) is not None]
    if 2 * len(series) <= len(lines):
        return None
    return _put_together(series, target, "Prometheus", cached_apart=False)


def _put_together(series: Sequence[Series], target: Path, name: str, *, cached_apart: bool) -> str:
    records = records_of(series, cached_apart=cached_apart)
    if not records:
        raise BadInput(
            f"metrics of {name}, but not of both input and output tokens",
            text=", ".join(dict.fromkeys(s.metric for s in series))[:200],
            expected="one file with the metrics of input tokens, output tokens and calls by model",
        )
    write_records(target, records)
    return f"Metrics of {name}, put together by time and model"


def _table(handle: IO[str], target: Path) -> str | None:
    """A table that keeps its counts in another shape."""
    columns, delimiter, lines = table_columns(itertools.dropwhile(lambda line: not line.strip(), handle))
    if len(columns) < 2 or len(set(columns)) < len(columns):
        return None
    try:
        first, rows = table_rows(columns, delimiter, lines)
        found = reshaped(columns, first, rows)
        if found is None:
            return None
        write_records(target, found)
    except csv.Error:
        return None
    return "Counts of one time and model are put into one record"


def _below_titles(handle: IO[str], target: Path) -> str | None:
    """A table whose rows stand below titles that name their models."""
    found = below_titles(handle)
    if found is None:
        return None
    columns, rows = found
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return "Each row is of the model that stands above it"


def _one_head(handle: IO[str], target: Path) -> str | None:
    """A table whose head has two rows, under one that says both."""
    first = list(itertools.islice(handle, HEAD_LINES))
    stacked = stacked_head(first)
    if stacked is None:
        return None
    line, joined, delimiter = stacked
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(joined)
        out.writelines(itertools.chain(first[line:], handle))
    return "Its head stands in two rows"


def _drawn(handle: IO[str], target: Path) -> str | None:
    """A table drawn with lines in a text, as of terminals and databases, of which one counts tokens."""
    tables = drawn_tables(handle.read(LARGEST_DOCUMENT).splitlines())
    found = [t for t in tables if all(role_column(r, t.columns, counted=True) for r in ("input", "output"))]
    if not found or len({t.columns for t in found}) > 1:
        return None
    columns, every = found[0].columns, [cells for t in found for _, cells in t.rows]
    rows = [dict(zip(columns, cells, strict=True)) for cells in every if len(cells) == len(columns)]
    style = number_style((c for row in rows for c in row.values()), "|")
    lost = len(every) - len(rows)
    write_records(target, (plain_numbers(row, style) for row in rows))
    return "A table drawn in a text" + (f", {lost:,} rows of it have other columns" if lost else "")


def _blocks(handle: IO[str], target: Path) -> str | None:
    """Records of a database, a field a line."""
    return _by_field(record_blocks(handle), target)


def _printed(handle: IO[str], target: Path) -> str | None:
    """What LangChain printed of calls, a figure a line."""
    return _by_field(printed_usage(handle), target)


def _objects(handle: IO[str], target: Path) -> str | None:
    """Objects that a log holds over several lines."""
    records = log_objects(handle)
    first = next(records, None)
    if first is None:
        return None
    write_records(target, itertools.chain([first], records))
    return "Objects that a log holds over several lines"


def _by_field(records: Iterator[dict[str, str]], target: Path) -> str | None:
    first = next(records, None)
    if first is None or not all(role_column(r, list(first), counted=True) for r in ("input", "output")):
        return None
    write_records(target, itertools.chain([first], records))
    return "Records with a field a line"


def _log(handle: IO[str], target: Path) -> str | None:
    """Lines of a log that tell of calls; the others are passed over, and counted."""
    head = list(itertools.islice(handle, LOG_HEAD))
    if not any(record is not None for record in log_records(head)):
        return None
    others = 0

    def calls() -> Iterator[dict[str, Any]]:
        nonlocal others
        for record in log_records(itertools.chain(head, handle)):
            if record is None:
                others += 1
            else:
                yield record

    write_records(target, calls())
    return f"Read as a log, {others:,} lines of it tell of no tokens" if others else "Read as a log"
