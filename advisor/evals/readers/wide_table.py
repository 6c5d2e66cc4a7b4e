"""Tables with a column for each model, which holds its scores, or its answers beside the expected one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from advisor.errors import BadInput

_KIND = re.compile(
    r"[\s_:()\[\]-]*\b(score|pass|passed|correct|ok|rating|answer|output|response|prediction)\b[\s_:()\[\]-]*",
    re.IGNORECASE,
)
_ANSWERS = ("answer", "output", "response", "prediction")
_LONGEST_LABEL = 60
"""Characters up to which an expected answer is a label: longer ones are never the same to the letter."""


IsModel: TypeAlias = Callable[[str], bool]


def no_model(_: str) -> bool:
    """For where no model is known."""
    return False


@dataclass(frozen=True)
class WideTable:
    """`models`: the column of each model; `expected`: what its answers are compared with, None for scores."""

    models: Mapping[str, str]
    expected: str | None

    @property
    def note(self) -> str:
        """How it is read."""
        if self.expected is None:
            return "a column for each model holds its scores"
        return f"a column for each model holds its answers: right where they are {self.expected}, case and blanks aside"

    def rows(self, records: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """Each record as one a model, with its score."""
        columns = set(self.models.values())
        for at, record in records:
            if isinstance(record, BadInput):
                yield at, record
                continue
            shared = {name: value for name, value in record.items() if name not in columns}
            for model, column in self.models.items():
                yield at, {**shared, "model": model, "score": self._score(record, column)}

    def _score(self, record: Mapping[str, Any], column: str) -> Any:
        answer = record[column]
        if self.expected is None or not answer.strip():
            return answer
        return _same(answer, record[self.expected])


def wide_table(
    columns: Sequence[str],
    first: Sequence[Mapping[str, str]],
    expected: Sequence[str],
    is_model: IsModel,
) -> WideTable | None:
    """How a table with these columns and `first` rows is read; None where none of its columns is a model.

    `expected`: names under which a table keeps the right answers.
    """
    named = {c: _KIND.sub(" ", c).strip() for c in columns}
    scored = {m: c for c, m in named.items() if is_model(m) and not _is_answer(c)}
    answers = {m: c for c, m in named.items() if is_model(m)}
    right = next((e for e in expected if e in columns), None)
    label = right is not None and all(len(r[right]) <= _LONGEST_LABEL for r in first)
    plain = scored and all(c == m for m, c in scored.items())
    if answers and label and (plain or not scored):
        return WideTable(answers, right)
    return WideTable(scored, None) if scored else None


def _is_answer(column: str) -> bool:
    said = _KIND.search(column)
    return said is not None and said[1].lower() in _ANSWERS


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
