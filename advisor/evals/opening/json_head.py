"""What the head of a JSON file shows: whether it has an object a line, and the names in its first row."""

from __future__ import annotations

import json
import re

from advisor.evals.tables import table_records
from advisor.evals.tables.table_kinds import table_kinds
from advisor.files.parsed_json import parsed_json

_TRIES = 8
_HOLDS_ROWS = {"testCases", "samples", "eval", *(p[0] for kind in table_kinds() for p in kind.rows if p)}
_LIST_OF_ROWS = re.compile(rf'"({"|".join(map(re.escape, sorted(_HOLDS_ROWS)))})"\s*:\s*\[\s*(?=\{{)')


def by_lines(head: str) -> bool:
    """Whether each line is an object of its own; one alone is, unless it holds the rows itself."""
    first, _, rest = head.partition("\n")
    if head[0] != "{":
        return False
    if not rest.strip():
        return "\n" in head and (parsed := parsed_json(first)) is not None and _HOLDS_ROWS.isdisjoint(parsed)
    return rest.lstrip().startswith("{")


def columns_of_lines(head: str) -> list[str]:
    """The names in the first line that can be read whole at the head of the file."""
    return _columns(head, 0)


def columns_of_document(head: str) -> list[str]:
    """The names in the first row that can be read whole, in the list at the top or in that which holds the rows."""
    rows = None if head[0] == "[" else _LIST_OF_ROWS.search(head)
    return _columns(head, rows.end() if rows else head.find("{", 1 if head[0] == "[" else 0))


def _columns(head: str, at: int) -> list[str]:
    for _ in range(_TRIES):
        try:
            found, _end = json.JSONDecoder(strict=False).raw_decode(head, at)
        except (ValueError, RecursionError):
            at = head.find("{", at + 1)
            if at < 0:
                break
            continue
        if not any(isinstance(found.get(k), list) for k in _HOLDS_ROWS):
            return list(table_records.names_in(found))
        at = head.find("{", at + 1)
    return []
