"""Tables without a column of scores: what they are instead, or which of their columns may hold them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.evals.less_is_better import is_less_better
from advisor.evals.rows.row import mapping, number, text
from advisor.evals.tables.table_kinds import are_scored, plain_kind, spelled, table_words, words_of_totals
from advisor.evals.tables.table_values import is_empty
from advisor.files.parsed_json import parsed_json
from advisor.text.escape import one_line

_FIRST = 50
"""Rows in which it is seen which columns hold numbers."""
_MOST_LABELS = 200
"""Rows of the largest confusion matrix that is known as one."""
_MOST_GRADES = 7
"""Words of the longest scale that people write."""
_SHOWN = 4
"""Columns that are named."""
Record = Mapping[str, Any]


def refuse_unscored(columns: Sequence[str], records: Iterable[tuple[int, Any]], file: str) -> None:
    """Raises BadInput for a confusion matrix, and where other columns hold numbers that may be scores."""
    first = [r for _, r in itertools.islice(records, _MOST_LABELS) if isinstance(r, dict)]
    _refuse_matrix(columns, first, file)
    told = _inside_cells(columns, first[:_FIRST]) or _perhaps_scores(columns, first[:_FIRST])
    if not told:
        return
    shown = ", ".join(one_line(c, 60) for c in told[:_SHOWN])
    worse = all(map(is_less_better, told))
    kind = plain_kind().fitted(sorted(columns))
    example = "" if {*kind.roles["item"], *kind.roles["input"]} & {*columns} else "--map item=COLUMN and "
    raise BadInput(
        "no column is called a score" + (", and of these less may be better" if worse else ""),
        file=file,
        text=shown,
        expected=f"{example}--map score=COLUMN with the one that says how good an answer is"
        + ("; --scale 1 0 where 1 is the worst and 0 the best" if worse else ""),
    )


def _refuse_matrix(columns: Sequence[str], rows: Sequence[Record], file: str) -> None:
    """Raises BadInput where the columns are called as the rows are, and hold counts."""
    totals = words_of_totals()
    labels = [c for c in columns[1:] if c.casefold() not in totals]
    own = {text(r.get(columns[0])): r for r in rows if text(r.get(columns[0])).casefold() not in totals}
    if len(labels) < 2 or set(labels) != set(own):
        return
    cells = {(a, p): number(own[a].get(p)) for a in labels for p in labels}
    counts = [c for c in cells.values() if c is not None]
    if len(counts) < len(cells):
        return
    right = sum(cells[label, label] or 0 for label in labels)
    raise BadInput(f"a confusion matrix: {right:,.4g} of {sum(counts):,.4g} on its diagonal", file=file,
                   expected="a row for each example, with the expected and the predicted label")  # fmt: skip


def _inside_cells(columns: Sequence[str], rows: Sequence[Record]) -> list[str]:
    """What is called a score in the objects that the cells of a column hold, as a judge writes them: judge.score."""
    found = []
    for column in columns:
        cells = [mapping(parsed_json(c)) for r in rows if (c := text(r.get(column))).startswith("{")]
        names = set.intersection(*map(set, cells)) if cells and len(cells) == len(rows) else set()
        found += [f"{column}.{name}" for name in sorted(names) if are_scored([name])]
    return found


def _perhaps_scores(columns: Sequence[str], rows: Sequence[Record]) -> list[str]:
    """The columns without another role that are called like metrics, else all of them that hold numbers that differ."""
    kind = plain_kind().fitted(columns)
    taken = {name for names in kind.roles.values() for name in names}
    numeric = [c for c in columns if c not in taken and _are_numbers(rows, c)]
    words = {*table_words("scores_beside")}
    called = [c for c in numeric if words & set(spelled(c).split("_")) and not is_less_better(c)]
    left = [c for c in numeric if not _are_row_numbers(rows, c)]
    return called or left or [c for c in columns if c not in taken and _are_grades(rows, c)]


def _are_numbers(rows: Sequence[Record], column: str) -> bool:
    cells = [r.get(column) for r in rows if not is_empty(r.get(column))]
    return bool(cells) and all(number(c) is not None for c in cells)


def _are_grades(rows: Sequence[Record], column: str) -> bool:
    """Whether a few words come again and again in a column, as those of a scale do."""
    cells = [cell for r in rows if (cell := text(r.get(column)))]
    return (
        len(cells) == len(rows) and 1 < len(set(cells)) <= _MOST_GRADES and len(cells) >= 2 * len(set(cells))
    )


def _are_row_numbers(rows: Sequence[Record], column: str) -> bool:
    found = [n for r in rows if (n := number(r.get(column))) is not None]
    return len(set(found)) == len(found) and all(n % 1 == 0 for n in found)
