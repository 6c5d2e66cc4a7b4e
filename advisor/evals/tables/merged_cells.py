"""Tables in which cells were merged: a model, a prompt or an example stands in the first of its rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.evals.rows.row import text
from advisor.evals.tables.table_kinds import TableKind

_FEWEST = 4
"""Rows from which on it can be told that cells were merged."""
_LOOKED_AT = 400
"""Rows after which a column that is filled in more than half of them is looked at no more."""
NOTE = "what stands in {} is that of the empty cells below it"
Numbered = tuple[int, Any]


def merged_columns(columns: Sequence[str], kind: TableKind, records: Iterable[Numbered]) -> tuple[str, ...]:
    """The columns whose empty cells are of the cell above: each text stands once, and half of the cells are empty."""
    groups = _groups(columns, kind)
    seen: dict[tuple[str, ...], list[tuple[str, ...]]] = {group: [] for group in groups}
    rows = 0
    for _, record in records:
        if not isinstance(record, Mapping):
            continue
        rows += 1
        if not seen:
            return ()
        for group in list(seen):
            cells = tuple(text(record.get(c)) for c in group)
            filled = all(cells)
            partly = not filled and (any(cells) or rows == 1)
            often = rows > _LOOKED_AT and 2 * len(seen[group]) > rows
            if partly or often or (filled and cells in seen[group][-1:]):
                del seen[group]
            elif filled:
                seen[group].append(cells)
    return tuple(
        column
        for group, filled in seen.items()
        if rows >= _FEWEST and 2 * len(filled) <= rows and len(set(filled)) == len(filled)
        for column in group
    )


def filled_down(records: Iterable[Numbered], columns: Sequence[str]) -> Iterator[Numbered]:
    """The rows with what stands above their empty cells in these columns."""
    above: dict[str, Any] = {}
    for at, record in records:
        if not isinstance(record, Mapping):
            yield at, record
            continue
        above |= {c: record[c] for c in columns if text(record.get(c))}
        yield at, {**record, **above}


def _groups(columns: Sequence[str], kind: TableKind) -> list[tuple[str, ...]]:
    """The columns that are empty together: all that tell the example, and each of the model or the prompt."""
    examples = tuple(c for c in columns if c in (*kind.roles["item"], *kind.roles["input"]))
    others = [(c,) for c in columns if c in (*kind.roles["model"], *kind.roles["variant"])]
    return [*([examples] if examples else []), *(o for o in others if o[0] not in examples)]
