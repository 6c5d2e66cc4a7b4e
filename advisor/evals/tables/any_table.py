"""A table of results, whoever wrote it: of a known kind, of labels, with a column for each model, or of scores."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, Any

from advisor.evals.opening.opened_text import open_text
from advisor.evals.readers.result_text import OpenedResults, ReadRows, ResultText, Rows
from advisor.evals.rows.row import RunInfo
from advisor.evals.tables import result_table
from advisor.evals.tables.beside_scores import BesideScores, beside_scores
from advisor.evals.tables.compared_labels import ComparedLabels, labels_of
from advisor.evals.tables.merged_cells import NOTE, filled_down, merged_columns
from advisor.evals.tables.plain_table import plain_table
from advisor.evals.tables.table_kinds import TableKind, are_scored, plain_kind
from advisor.evals.tables.table_records import title_above
from advisor.evals.tables.titled_sections import MODEL, begins_with, refuse_titles, with_models
from advisor.evals.tables.unscored_tables import refuse_unscored
from advisor.evals.tables.wide_table import WideTable, wide_table
from advisor.evals.tables.winners import refuse_winners

Records = Iterator[tuple[int, Any]]
ReadRecords = Callable[[IO[str], TableKind, str, RunInfo], Records]
_FIRST = 50
"""Records in which it is seen what a column of scores holds."""


@dataclass(frozen=True)
class AnyTable:
    """A table by its columns. `known`: its kind where these tell one; `flat`: all its cells are texts.

    `records`: its objects with their line or number, as a kind of table holds them.
    """

    file: ResultText
    columns: Sequence[str]
    known: TableKind | None
    records: ReadRecords
    flat: bool = False

    @contextmanager
    def every(self) -> Iterator[Records]:
        """All its records, read anew."""
        with open_text(self.file.path) as handle:
            yield self.records(handle, plain_kind(), str(self.file.path), RunInfo("table"))

    def first(self) -> list[dict[str, Any]]:
        """The first records that are objects."""
        with self.every() as records:
            return [r for _, r in itertools.islice(records, _FIRST) if isinstance(r, dict)]

    @property
    def unscored(self) -> bool:
        """Whether neither its kind, nor the user, nor a name says which of its columns holds scores."""
        return self.known is None and not self.file.chosen.roles and not are_scored(self.columns)


def read_table(one: AnyTable) -> OpenedResults:
    """The rows of a table. Raises BadInput where it cannot be told what is scored in it."""
    one = _unmerged(_in_sections(one))
    file, path = one.file, str(one.file.path)
    if one.unscored:
        with one.every() as records:
            refuse_winners(one.columns, records, path, file.is_model)
    if (wide := _wide(one)) is not None:
        return file.read_by("table", _by_model(wide, one.records))
    labels = labels_of(one.known, one.columns, one.first, file.chosen, path)
    if one.unscored and labels is None:
        with one.every() as records:
            refuse_unscored(one.columns, records, path)
    if labels is not None:
        return file.read_by(labels.kind.name, _by_score(BesideScores(labels.kind, None), one.records, labels))
    known = one.known or plain_table(one.columns, file.chosen, file.path, file.head)
    kind = known.mapped(file.chosen)
    return file.read_by(kind.name, _by_score(_beside(kind, one), one.records), links=kind.links)


def _in_sections(one: AnyTable) -> AnyTable:
    """The table with the models that stand above their rows as a column. Raises BadInput for other titles."""
    is_model, path = one.file.is_model, str(one.file.path)
    if not one.flat or one.known is not None or MODEL in one.columns or "model" in one.file.chosen.roles:
        return one
    with one.every() as records:
        begins = begins_with(title_above(one.file.head), next(records, (0, None))[1], is_model)
    if begins is None:
        with one.every() as records, one.every() as again:
            refuse_titles(records, again, path)
        return one

    def rows(handle: IO[str], kind: TableKind, file: str, info: RunInfo) -> Records:
        return with_models(one.records(handle, kind, file, info), begins, is_model)

    return replace(one, columns=(*one.columns, MODEL), records=rows)


def _unmerged(one: AnyTable) -> AnyTable:
    """The table with the texts of merged cells in each of their rows."""
    if not one.flat or one.known is not None:
        return one
    kind = plain_kind().fitted(one.columns).mapped(one.file.chosen)
    with one.every() as records:
        columns = merged_columns(one.columns, kind, records)
    if not columns:
        return one

    def rows(handle: IO[str], kind: TableKind, file: str, info: RunInfo) -> Records:
        info.notes.append(NOTE.format(", ".join(columns)))
        return filled_down(one.records(handle, kind, file, info), columns)

    return replace(one, records=rows)


def _by_model(wide: WideTable, records: ReadRecords) -> ReadRows:
    """The rows of a table with a column for each model."""
    return lambda handle, file, info: wide.read(records(handle, wide.kind, file, info), file, info)


def _by_score(beside: BesideScores, records: ReadRecords, labels: ComparedLabels | None = None) -> ReadRows:
    """The rows of a table with a column of scores, or with labels that are compared."""

    def rows(handle: IO[str], file: str, info: RunInfo) -> Rows:
        found = beside.with_failures(records(handle, beside.kind, file, info))
        return result_table.read(labels.scored(found, info) if labels else found, beside.kind, file, info)

    return rows


def _wide(one: AnyTable) -> WideTable | None:
    """How it is read where each model has a column of its own."""
    if not one.flat or one.file.chosen.roles:
        return None
    with one.every() as records:
        found = wide_table(one.columns, records, one.file.is_model)
    return found and replace(found, kind=replace(found.kind, grades=one.file.chosen.grades))


def _beside(kind: TableKind, one: AnyTable) -> BesideScores:
    """What stands beside the scores, where the columns of a plain table were not named by hand."""
    if kind.id != plain_kind().id or one.file.chosen.roles:
        return BesideScores(kind, None)
    return beside_scores(kind, one.columns, one.first)
