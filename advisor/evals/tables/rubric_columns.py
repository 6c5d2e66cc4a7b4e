"""Columns that name the criteria by which each answer of a table is graded, a row for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.evals.rows.row import text
from advisor.evals.tables.table_kinds import spelled, table_words

_MOST = 12
"""Criteria of the longest rubric whose grades are told apart."""


def criteria_column(answers: Sequence[tuple[str, Mapping[str, Any]]]) -> str | None:
    """The column of criteria in these rows, each with the name of its answer; None for none.

    Most answers have several rows, no two of one criterion.
    """
    columns = dict.fromkeys(c for _, row in answers for c in row if spelled(c) in table_words("criteria"))
    return next(
        (c for c in columns if _tells_criteria([(name, text(row.get(c))) for name, row in answers])), None
    )


def _tells_criteria(graded: Sequence[tuple[str, str]]) -> bool:
    rows, pairs = Counter(name for name, _ in graded), set(graded)
    few = 1 < len({criterion for _, criterion in graded}) <= _MOST
    return few and len(pairs) == len(graded) and 2 * sum(n > 1 for n in rows.values()) > len(rows)
