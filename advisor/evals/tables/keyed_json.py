"""JSON whose names are models, with the rows or scores of each below, or examples, with a score of each model below."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_DOCUMENT
from advisor.evals.tables.wide_table import IsModel

_FIRST_NAMES = re.compile(r'\{\s*"([^"]+)"\s*:\s*(?:\{\s*"([^"]+)"\s*:\s*(?:\{\s*"([^"]+)")?)?')
_FEWEST_EXAMPLES = 10
"""Names with a figure below a model from which on they are examples; fewer are metrics."""

PLACE = "index"
"""The column of the place of a score among those of its model."""
Row = dict[str, Any]


def keyed_rows(path: Path, head: str, is_model: IsModel) -> list[Row] | None:
    """A row for each score, where the document is of that kind; None where not. Raises BadInput for means alone."""
    first = _FIRST_NAMES.match(head)
    if first is None or not any(is_model(name) for name in first.groups() if name):
        return None
    document = small_document(path)
    while isinstance(document, dict) and len(document) == 1 and not _names_models(document, is_model):
        [document] = document.values()
    if not isinstance(document, dict):
        return None
    if _names_models(document, is_model):
        return [row for model, held in document.items() for row in _of_model(model, held, path)]
    inner = [held for held in document.values() if isinstance(held, dict)]
    if len(inner) < len(document) or not all(_names_models(held, is_model) for held in inner):
        return None
    return [_row(held, id=item, model=model) for item, of in document.items() for model, held in of.items()]


def small_document(path: Path) -> Any:
    """The JSON of a file; None for one that is too long to be read whole, or broken."""
    if path.stat().st_size > LARGEST_DOCUMENT:
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), strict=False)
    except (ValueError, RecursionError, OSError):
        return None


def _names_models(held: Mapping[str, Any], is_model: IsModel) -> bool:
    return any(map(is_model, held))


def _of_model(model: str, held: Any, path: Path) -> Iterator[Row]:
    """The rows of one model: a list of them, the lists in an object, or a figure for each example."""
    lists = {k: v for k, v in held.items() if _are_rows(v)} if isinstance(held, dict) else {}
    if len(lists) > 1:
        yield from (_row(_of_task(task, row), model=model) for task, rows in lists.items() for row in rows)
    elif lists or isinstance(held, list):
        rows = next(iter(lists.values()), held)
        yield from (_row(row, **_placed(n, row), model=model) for n, row in enumerate(rows, 1))
    elif isinstance(held, dict) and len(held) >= _FEWEST_EXAMPLES:
        yield from (_row(row, id=item, model=model) for item, row in held.items())
    else:
        wanted = "a row for each example, with the model and whether it was right"
        raise BadInput("only means of each model, no row an example", file=str(path), expected=wanted)


def _placed(n: int, row: Any) -> Row:
    """The place of a score that has nothing else to tell its example."""
    return {} if isinstance(row, dict) else {PLACE: n}


def _of_task(task: str, row: Row) -> Row:
    """A row whose id, where it has one, is told from those of other tasks."""
    return {**row, "id": f"{task}/{row['id']}"} if "id" in row else row


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _row(held: Any, **named: Any) -> Row:
    """What stands below a name as a row: its own fields, or its score."""
    return {**named, **held, "model": named["model"]} if isinstance(held, dict) else {**named, "score": held}
