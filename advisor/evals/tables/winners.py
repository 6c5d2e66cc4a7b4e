"""Tables of which answer was the better one: told for what they are, as a preference is no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.evals.rows.row import text
from advisor.evals.tables.table_kinds import spelled, words_of_sides, words_of_winners
from advisor.evals.tables.table_values import is_empty
from advisor.evals.tables.wide_table import IsModel

_MOST = 12
"""Different winners up to which a column is one of winners."""


def refuse_winners(
    columns: Sequence[str], records: Iterable[tuple[int, Any]], file: str, is_model: IsModel
) -> None:
    """Raises BadInput where a column says who won: with how often each did, and what that shows."""
    column = next((c for c in columns if spelled(c.rpartition("/")[2]) in words_of_winners()), None)
    if column is None:
        return
    told = [r for _, r in records if isinstance(r, dict) and not is_empty(r.get(column))]
    said, sides = {text(r[column]) for r in told}, {*columns, *words_of_sides()}
    if not 0 < len(said) <= _MOST or not all(w in sides or spelled(w) in sides or is_model(w) for w in said):
        return
    won = Counter(_winner(r, column) for r in told)
    shown = ", ".join(f"{name} {n:,}" for name, n in won.most_common())
    raise BadInput(f"{column} says which of two answers is better ({shown}), not whether either is good enough",
                   file=file, expected="a score of each answer: a row with id, model and score")  # fmt: skip


def _winner(record: Mapping[str, Any], column: str) -> str:
    """Who won a row: the model, where the word stands for one that another column names."""
    said = text(record[column])
    named = {spelled(c).removeprefix("model_"): text(v) for c, v in record.items() if spelled(c) in _SIDES}
    return named.get(spelled(said).removeprefix("model_").removeprefix("assistant_"), said)


_SIDES = ("model_a", "model_b", "model_1", "model_2")
