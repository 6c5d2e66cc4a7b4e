"""Tables of labels that were expected and predicted, without a score: right where both are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.evals.readers.label_match import LabelMatch
from advisor.evals.readers.table_kinds import TableKind, spelled, table_kinds, words_of_predictions
from advisor.evals.readers.table_values import value_at
from advisor.evals.readers.wide_table import LONGEST_LABEL
from advisor.evals.rows.row import RunInfo, number, text

_SCORE = "score"


@dataclass(frozen=True)
class ComparedLabels:
    """The kind of the table, and the columns whose labels are compared."""

    kind: TableKind
    expected: str
    predicted: str

    @property
    def note(self) -> str:
        """How its rows are read."""
        return f"right where {self.predicted} is {self.expected}, case and blanks aside"

    def scored(self, records: Iterable[tuple[int, Any]], info: RunInfo) -> Iterator[tuple[int, Any]]:
        """The records with a score, and in `info` what is to be known; an expected longer text is no label."""
        match = LabelMatch()
        info.notes.append(self.note)
        for at, record in records:
            yield at, {**record, _SCORE: self._score(record, match)} if isinstance(record, dict) else record
        info.notes += match.notes()

    def _score(self, record: dict[str, Any], match: LabelMatch) -> Any:
        expected, predicted = (text(value_at(record, c)) for c in (self.expected, self.predicted))
        if len(expected) > LONGEST_LABEL:
            return f"no label: {expected}"
        if not predicted:
            return None
        one, other = number(predicted), number(expected)
        return one == other if one is not None and other is not None else match.same(predicted, expected)


def compared_labels(columns: Sequence[str]) -> ComparedLabels | None:
    """How a table of these columns is compared; None where it has scores, or lacks one of the two."""
    kind = table_kinds()[-1].fitted(sorted(columns))
    scored = kind.scored_instead(sorted(columns)).roles["score"]
    if {*scored, *kind.listed} & set(columns):
        return None
    predicted = next((c for c in columns if spelled(c) in words_of_predictions()), None)
    expected = next((c for c in kind.roles["expected"] if c in columns and c != predicted), None)
    if predicted is None or expected is None:
        return None
    return ComparedLabels(kind.with_roles(score=(_SCORE,)), expected, predicted)
