"""Columns that mark what is right and leave the rest blank: nobody knows whether a blank is wrong, or not looked at."""

from __future__ import annotations

from advisor.errors import BadInput
from advisor.evals.rows.row import BadRow, EvalRow
from advisor.evals.tables.table_kinds import TableKind, plain_kind
from advisor.text.escape import one_line

NO_SCORE = "no score"
_FEWEST = 2
"""Blanks from which on they are asked about."""


class OnlyMarks:
    """Watches the rows of a table of one's own, one after the other."""

    def __init__(self, kind: TableKind, file: str) -> None:
        self._watched = kind.id == plain_kind().id and not kind.grades
        self._file, self._mark, self._blanks, self._others = file, "", 0, False

    def add(self, row: EvalRow | BadRow, written: str) -> None:
        """One more row; `written`: what stands for its score."""
        if isinstance(row, EvalRow) and row.state == "scored":
            self._mark = self._mark or written
            self._others = self._others or any(v != 1 for v in row.scores.values())
        elif isinstance(row, EvalRow):
            self._blanks += row.why == NO_SCORE
        self._others = self._others or (isinstance(row, BadRow) and bool(row.unread))

    def check(self) -> None:
        """Raises BadInput where all scores are right, and others are blank."""
        if not self._watched or self._others or not self._mark or self._blanks < _FEWEST:
            return
        mark = one_line(self._mark, 20)
        raise BadInput(
            f"every score is {mark}, and {self._blanks:,} are blank: wrong, or not looked at",
            file=self._file,
            expected=f'--scale "" "{mark}" where a blank is wrong, --scale x "{mark}" where nobody looked at it',
        )
