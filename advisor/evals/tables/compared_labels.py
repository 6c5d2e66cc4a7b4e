"""Tables of labels that were expected and predicted, without a score: right where both are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import BadInput
from advisor.evals.rows.row import RunInfo, number, text
from advisor.evals.tables.label_match import LabelMatch
from advisor.evals.tables.table_kinds import (
    Chosen,
    TableKind,
    plain_kind,
    spelled,
    table_words,
    words_of_predictions,
)
from advisor.evals.tables.table_values import value_at
from advisor.evals.tables.unclear_scores import Records, may_be_unclear, refuse_unclear, score_column
from advisor.evals.tables.wide_table import LONGEST_LABEL

_SCORE = "score"


@dataclass(frozen=True)
class ComparedLabels:
    """The kind of the table, the columns whose labels are compared, and a score beside them that is left out."""

    kind: TableKind
    expected: str
    predicted: str
    beside: str | None = None

    @property
    def note(self) -> str:
        """How its rows are read."""
        left = (
            f"; {self.beside} may be a probability: --map score={self.beside} counts it"
            if self.beside
            else ""
        )
        return f"right where {self.predicted} is {self.expected}, case and blanks aside{left}"

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


def labels_of(
    known: TableKind | None,
    columns: Sequence[str],
    first: Callable[[], Records],
    chosen: Chosen,
    file: str,
) -> ComparedLabels | None:
    """The labels that are compared in a table, None for none; `first`: its first records.

    Raises BadInput for a table of means, and where a column of scores may hold answers.
    """
    if known is not None and known.refuse and not chosen.roles:
        raise BadInput(known.refuse, file=file, expected=known.wanted)
    if known is not None or chosen.roles:
        return _chosen_labels(columns, chosen) if known is None else None
    labels = _compared_labels(columns, first)
    if labels is None and may_be_unclear(columns):
        refuse_unclear(columns, first(), file)
    return labels


def _chosen_labels(columns: Sequence[str], chosen: Chosen) -> ComparedLabels | None:
    """How a table is compared of which the user named the expected label or the prediction, and no score."""
    here = {*columns}
    named = {r: chosen.roles[r] for r in ("expected", "prediction") if chosen.roles.get(r) in here}
    if not named or "score" in chosen.roles:
        return None
    kind = plain_kind().fitted(sorted(columns)).mapped(chosen)
    predicted = named.get("prediction") or _predicted(columns)
    expected = named.get("expected") or _expected(kind, columns, predicted)
    if predicted is None or expected is None:
        return None
    return ComparedLabels(kind.with_roles(score=(_SCORE,)), expected, predicted)


def _compared_labels(columns: Sequence[str], first: Callable[[], Records]) -> ComparedLabels | None:
    """How a table of these columns is compared; None where it has scores, or lacks one of the two.

    `first`: its first records. Fractions beside labels are no scores: they may be a probability.
    """
    kind = plain_kind().fitted(sorted(columns))
    predicted = _predicted(columns)
    expected = _expected(kind, columns, predicted)
    if expected is None and predicted is not None:
        expected = _right_beside(columns, predicted, first)
    if predicted is None or expected is None or {*kind.listed} & set(columns):
        return None
    beside = score_column(columns)
    if beside is not None and not _are_fractions(first(), beside, expected):
        return None
    return ComparedLabels(kind.with_roles(score=(_SCORE,)), expected, predicted, beside)


def _predicted(columns: Sequence[str]) -> str | None:
    return next((c for c in columns if spelled(c) in words_of_predictions()), None)


def _expected(kind: TableKind, columns: Sequence[str], predicted: str | None) -> str | None:
    return next((c for c in kind.roles["expected"] if c in columns and c != predicted), None)


def _right_beside(columns: Sequence[str], predicted: str, first: Callable[[], Records]) -> str | None:
    """The column called an answer whose words most predictions are: beside no other, it is the right one."""
    words = table_words("right_beside")
    for column in (c for c in columns if spelled(c) in words):
        records = first()
        right = {text(r.get(column)).casefold() for r in records}
        given = [cell for r in records if (cell := text(r.get(predicted)).casefold())]
        if given and 2 * sum(cell in right for cell in given) > len(given):
            return column
    return None


def _are_fractions(records: Records, column: str, expected: str) -> bool:
    """Whether the cells of a column are numbers between 0 and 1, beside labels that can be compared."""
    found = [v for r in records if (v := number(r.get(column))) is not None]
    short = all(len(text(r.get(expected))) <= LONGEST_LABEL for r in records)
    return (
        short
        and bool(found)
        and all(0 <= v <= 1 for v in found)
        and any(0 < v < 1 and v != 0.5 for v in found)
    )
