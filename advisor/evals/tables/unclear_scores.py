"""Tables whose score may be something else: an answer beside an answer, a mean of many examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.evals.rows.row import number, text
from advisor.evals.tables.table_kinds import (
    plain_kind,
    spelled,
    table_words,
    words_across,
    words_of_predictions,
)

_SHOWN = 4
Records = Sequence[Mapping[str, Any]]


def score_column(columns: Sequence[str]) -> str | None:
    """The first column that is called as scores are; None for none."""
    here = sorted(columns)
    kind = plain_kind().fitted(here).scored_instead(here)
    return next((c for c in kind.roles["score"] if c in columns), None)


def may_be_unclear(columns: Sequence[str]) -> bool:
    """Whether a column of scores stands beside one with which it has to be compared before it is believed."""
    score = score_column(columns)
    return score is not None and bool(_answers(columns, score) or _sizes(columns) or _is_of_runs(score))


def refuse_unclear(columns: Sequence[str], records: Records, file: str) -> None:
    """Raises BadInput where the column of scores may hold answers, or means of many examples."""
    score = score_column(columns)
    if score is None:
        return
    for other in _answers(columns, score):
        if _alike(records, score, other):
            raise BadInput(
                f"{score} and {other} hold the same words: {score} may be an answer, or say whether one is right",
                file=file, text=", ".join(sorted(_cells(records, score))[:_SHOWN]),
                expected=f"--map score={score} where it says whether the answer is right, else"
                         f" --map expected=COLUMN prediction=COLUMN, which are compared",
            )  # fmt: skip
    if _is_of_runs(score) and _cells(records, score) <= {*table_words("runs")["ended"]}:
        raise BadInput(f"{score} may say only that a call ran", file=file,
                       text=", ".join(sorted(_cells(records, score))[:_SHOWN]),
                       expected=f"--map score={score} where it says whether the answer was right")  # fmt: skip
    for size in _sizes(columns):
        if _are_sizes(records, size):
            raise BadInput(f"a table of means or counts, as its column {size} tells", file=file,
                           expected="a row for each example, with the model and whether it was right")  # fmt: skip


def _answers(columns: Sequence[str], score: str) -> list[str]:
    """The columns of answers beside which this one may be an answer too."""
    kind = plain_kind().fitted(sorted(columns))
    expected = [c for c in kind.roles["expected"] if c in columns and c != score]
    given = {*words_of_predictions(), *words_across()["answers"]}
    predicted = [c for c in columns if spelled(c) in given and c != score]
    words = table_words("answers_perhaps")
    if spelled(score) in words["given"]:
        return expected if not predicted else []
    return predicted if spelled(score) in words["expected"] and not expected else []


def _is_of_runs(score: str) -> bool:
    """Whether a column of this name tells of calls as often as of their answers."""
    return spelled(score) in table_words("runs")["columns"]


def _alike(records: Records, one: str, other: str) -> bool:
    cells = _cells(records, one)
    return bool(cells) and cells <= _cells(records, other)


def _cells(records: Records, column: str) -> set[str]:
    return {cell for r in records if (cell := text(r.get(column)).casefold())}


def _sizes(columns: Sequence[str]) -> list[str]:
    """The columns that count examples, or tell how far a mean of them may be off."""
    score, words = score_column(columns), table_words("sizes")
    told = [*words["of_means"], *(words["of_counts"] if spelled(score or "") in words["counts"] else ())]
    return [c for c in columns if spelled(c) in told]


def _are_sizes(records: Records, column: str) -> bool:
    """Whether all rows have more than one example, and these are no numbers of rows."""
    counts = [number(r.get(column)) for r in records]
    told = [c for c in counts if c is not None]
    numbered = len(set(told)) == len(told) and max(told, default=0) - min(told, default=0) == len(told) - 1
    return bool(told) and len(told) == len(counts) and not numbered and all(c != 1 for c in told)
