"""The records of a table that is drawn in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.evals.tables.table_cells import unique
from advisor.evals.tables.table_kinds import plain_kind, recognise
from advisor.files.drawn_table import DrawnTable

_SHOWN = 4


def drawn_records(tables: Sequence[DrawnTable], file: str) -> tuple[list[str], list[tuple[int, Any]]]:
    """The columns of the one table that holds results, and its records with their lines, as of all with its columns.

    Raises BadInput where several may be meant.
    """
    heads = list(dict.fromkeys(t.columns for t in tables))
    likely = heads if len(heads) == 1 else [h for h in heads if _holds_results(h)]
    if len(likely) != 1:
        where = "; ".join(f"line {t.line}: {', '.join(t.columns)}" for t in tables[:_SHOWN])
        raise BadInput("several tables, and which of them holds the results is not clear", file=file,
                       line=tables[0].line, text=where, expected="one table with an example a row")  # fmt: skip
    columns = unique(likely[0], file)
    return columns, [
        (line, _record(columns, cells)) for t in tables if t.columns == likely[0] for line, cells in t.rows
    ]


def _record(columns: Sequence[str], cells: Sequence[str]) -> Any:
    if len(cells) != len(columns):
        few = "fewer" if len(cells) < len(columns) else "more"
        return BadInput(f"{few} columns than the header", text=" | ".join(cells)[:80])
    return dict(zip(columns, cells, strict=True))


def _holds_results(columns: Sequence[str]) -> bool:
    """Whether a head has an example and a score."""
    kind = plain_kind().fitted(sorted(columns)).scored_instead(sorted(columns))
    told = {*kind.roles["item"], *kind.roles["input"]} & set(columns)
    return recognise(columns) is not None or bool(told and {*kind.roles["score"]} & set(columns))
