"""Files that are bills of tokens, brought to a record for each line."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from advisor.files.parsed_json import parsed_json
from advisor.usage.formats.places import look, value_paths
from advisor.usage.limits import LARGEST_DOCUMENT
from advisor.usage.lines.table_rows import table_columns, table_rows
from advisor.usage.lines.written_records import write_records
from advisor.usage.tables.bill_lines import bill_columns, bill_records, may_be_bill


def bill(handle: IO[str], target: Path) -> str | None:
    """A bill whose lines are amounts of one kind of token each."""
    columns, delimiter, lines = table_columns(itertools.dropwhile(lambda line: not line.strip(), handle))
    if not may_be_bill(columns):
        return None
    try:
        first, rows = table_rows(columns, delimiter, lines)
    except csv.Error:
        return None
    return _bill_of(columns, first, rows, target)


def bill_in_json(handle: IO[str], target: Path) -> str | None:
    """The same in JSON: a list of lines, or the first one that an object holds."""
    document = parsed_json(handle.read(LARGEST_DOCUMENT))
    lists = [document, *(document.values() if isinstance(document, dict) else ())]
    lines = next((v for v in lists if isinstance(v, list) and v and isinstance(v[0], dict)), [])
    rows = [{p: look(r, p) for p in value_paths(r)} for r in lines if isinstance(r, dict)]
    columns = list(dict.fromkeys(p for row in rows for p in row))
    every = [dict.fromkeys(columns, "") | row for row in rows]
    return _bill_of(columns, every, [], target)


def _bill_of(
    columns: Sequence[str], first: Sequence[dict[str, Any]], rows: Iterable[dict[str, Any]], target: Path
) -> str | None:
    found = bill_columns(columns, first)
    if found is None:
        return None
    write_records(target, bill_records(itertools.chain(first, rows), found))
    return f"Kinds of tokens told by {found.text}, their amounts in {found.amount}"
