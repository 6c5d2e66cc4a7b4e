"""A result file as text, before it is known what wrote it, and its rows once that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from advisor.evals.opening.opened_text import guarded, open_text
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo
from advisor.evals.tables.table_kinds import Chosen
from advisor.evals.tables.wide_table import IsModel

Rows = Iterator[EvalRow | BadRow]
ReadRows = Callable[[IO[str], str, RunInfo], Rows]


@dataclass(frozen=True)
class OpenedResults:
    """What wrote a file, and its rows; `links`: they tell which example a trace is of, and hold no scores.

    The rows are read as they are taken, and raise BadInput where the file breaks off.
    """

    info: RunInfo
    rows: Rows
    links: bool = False


@dataclass(frozen=True)
class ResultText:
    """How the text of a file begins, the columns that the user chose, and which names are those of models."""

    path: Path
    head: str
    chosen: Chosen
    is_model: IsModel

    def read_by(self, tool: str, read: ReadRows, *, links: bool = False) -> OpenedResults:
        """The rows as the reader of `tool` takes them from the text."""
        info = RunInfo(tool)
        return OpenedResults(info, guarded(_rows(self.path, read, info), self.path), links)


def _rows(path: Path, read: ReadRows, info: RunInfo) -> Rows:
    with open_text(path) as handle:
        yield from read(handle, str(path), info)
