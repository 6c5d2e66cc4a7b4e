"""JSON whose names are the ids of examples, with the record of each below: {"17": {"prompt": ..., "correct": true}}."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.evals.rows.row import mapping
from advisor.evals.tables.keyed_json import small_document
from advisor.evals.tables.table_kinds import are_scored, plain_kind, words_of_predictions
from advisor.evals.tables.table_values import model_beside

_SCALAR = r'(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)'
_BEGINS = re.compile(rf'\{{\s*(?:"[^"]*"\s*:\s*{_SCALAR}\s*,\s*)*"[^"]+"\s*:\s*\{{')
"""An object whose first member that is no plain value is an object."""
_FIRST_NAME = re.compile(r'"[^"\\]+"\s*:\s*\{\s*"([^"\\]+)"\s*:')
Row = dict[str, Any]


def records_by_id(path: Path, head: str) -> list[Row] | None:
    """A row for each record, with its id and the model that stands beside them; None for another document.

    A record tells what was asked or answered beside its score: figures alone may be means by model or task.
    """
    alike = Counter(_FIRST_NAME.findall(head)).most_common(1)
    if _BEGINS.match(head) is None or not alike or alike[0][1] < 2:
        return None
    document = mapping(small_document(path))
    for records in (document, *document.values()):
        if _are_records(records):
            return list(_rows(records, model_beside(document, plain_kind().beside)))
    return None


def _rows(records: Mapping[str, Row], model: str) -> Iterator[Row]:
    for name, record in records.items():
        yield {"id": name, **({"model": model} if model else {}), **record}


def _are_records(held: Any) -> bool:
    if not isinstance(held, dict) or len(held) < 2 or not all(isinstance(r, dict) for r in held.values()):
        return False
    names = set.intersection(*(set(record) for record in held.values()))
    kind = plain_kind().fitted(sorted(names))
    told = {*kind.roles["input"], *kind.roles["expected"], *words_of_predictions()}
    return are_scored(names) and bool(names & told)
