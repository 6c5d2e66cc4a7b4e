"""Tables with a column for each model, which holds its scores, or its answers beside the expected one."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from advisor.errors import BadInput
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo
from advisor.evals.tables import result_table
from advisor.evals.tables.label_match import LabelMatch
from advisor.evals.tables.table_kinds import TableKind, plain_kind, recognise, words_across

LONGEST_LABEL = 60
"""Characters up to which an expected answer is a label."""
_FIRST = 50


IsModel: TypeAlias = Callable[[str], str | None]
"""The id of the model that a name stands for; None for no model's name."""


def no_model(_: str) -> str | None:
    """For where no model is known."""
    return None


@dataclass(frozen=True)
class WideTable:
    """`models`: the column of each model; `expected`: what its answers are compared with, None for scores."""

    kind: TableKind
    models: Mapping[str, str]
    expected: str | None

    def read(
        self, records: Iterable[tuple[int, Any]], file: str, info: RunInfo
    ) -> Iterator[EvalRow | BadRow]:
        """The rows of these records, one a model, and in `info` how they are read."""
        info.notes.append(self._note)
        return result_table.read(self._rows(records, info), self.kind, file, info)

    @property
    def _note(self) -> str:
        if self.expected is None:
            return "a column for each model holds its scores"
        return f"a column for each model holds its answers: right where they are {self.expected}, case and blanks aside"

    def _rows(self, records: Iterable[tuple[int, Any]], info: RunInfo) -> Iterator[tuple[int, Any]]:
        columns, match = set(self.models.values()), LabelMatch()
        for at, record in records:
            if isinstance(record, BadInput):
                yield at, record
                continue
            shared = {name: value for name, value in record.items() if name not in columns}
            for model, column in self.models.items():
                yield at, {**shared, "model": model, "score": self._score(record, column, match)}
        info.notes += match.notes()

    def _score(self, record: Mapping[str, Any], column: str, match: LabelMatch) -> Any:
        answer = record[column]
        if self.expected is None or not answer.strip():
            return answer
        return match.same(answer, record[self.expected])


def wide_table(
    columns: Sequence[str], first: Iterable[tuple[int, Any]], is_model: IsModel
) -> WideTable | None:
    """How a table of these `first` records is read; None for one with scores, models, or of a known kind."""
    kind = plain_kind().fitted(sorted(columns))
    if recognise(columns) or {*kind.roles["score"], *kind.roles["model"]} & set(columns):
        return None
    found = [(m, c) for c in columns if is_model(m := _beside_model().sub(" ", c).strip())]
    marked = {m: c for m, c in found if _says(c, "scores")}
    answers = {m: c for m, c in reversed(found) if not _says(c, "scores")}
    if marked and set(answers) <= set(marked):
        return WideTable(kind, marked, None)
    right = next((c for c in kind.roles["expected"] if c in columns), None)
    if answers and not marked and right is not None and _are_labels(first, right):
        return WideTable(kind, _in_order(answers, found), right)
    scored = {m: c for m, c in answers.items() if not _says(c, "answers")} | marked
    return WideTable(kind, _in_order(scored, found), None) if scored else None


def _in_order(columns: Mapping[str, str], found: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {m: c for m, c in found if columns.get(m) == c}


def _are_labels(first: Iterable[tuple[int, Any]], column: str) -> bool:
    """Whether the first rows expect labels: of longer texts none is ever the same to the letter."""
    rows = (row for _, row in itertools.islice(first, _FIRST))
    return all(len(row[column]) <= LONGEST_LABEL for row in rows if isinstance(row, dict))


def _says(column: str, kind: str) -> bool:
    """Whether the head of a model's column says that it holds `scores`, or `answers`."""
    said = _beside_model().search(column)
    return said is not None and said[1].lower() in words_across()[kind]


@functools.cache
def _beside_model() -> re.Pattern[str]:
    known = "|".join(word for words in words_across().values() for word in words)
    return re.compile(rf"[\s_:()\[\]-]*(?<![^\W_])({known})(?![^\W_])[\s_:()\[\]?-]*", re.IGNORECASE)
