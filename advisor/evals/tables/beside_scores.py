"""What stands beside the column of scores: more scores, and states that say that an answer never came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.evals.rows.row import number, text
from advisor.evals.tables.table_kinds import TableKind, spelled, table_words
from advisor.evals.tables.table_values import is_empty
from advisor.evals.tables.unclear_scores import Records, score_column

_ERROR = "@state"
"""The column in which a state is put that says that a call failed."""


@dataclass(frozen=True)
class BesideScores:
    """The kind of a table with all that stands beside its scores; `state`: the column of states of calls."""

    kind: TableKind
    state: str | None

    def with_failures(self, records: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """The records, those whose call failed with that as their error."""
        broken = _broken()
        for at, record in records:
            state = text(record.get(self.state)) if self.state and isinstance(record, dict) else ""
            yield at, {**record, _ERROR: state} if state.casefold() in broken else record


def beside_scores(kind: TableKind, columns: Sequence[str], first: Callable[[], Records]) -> BesideScores:
    """What stands beside the scores of the plain table of these columns; `first`: its first records."""
    score = score_column(columns)
    scores = [] if score is None else _called_scores(kind, columns)
    states = [c for c in columns if c != score and score and spelled(c) in table_words("runs")["columns"]]
    if score is None or not scores + states:
        return BesideScores(kind, None)
    records = first()
    more = [c for c in scores if _are_shares(records, c)]
    state = next((c for c in states if _are_states(records, c, score)), None)
    errors = (*kind.roles["error"], _ERROR) if state else kind.roles["error"]
    return BesideScores(kind.with_roles(score=(*kind.roles["score"], *more), error=errors), state)


def _called_scores(kind: TableKind, columns: Sequence[str]) -> list[str]:
    """Columns without a role that are called like scores."""
    known = {name for names in kind.roles.values() for name in names}
    words = {*table_words("scores_beside")}
    return [c for c in columns if c not in known and words & set(spelled(c).split("_"))]


def _are_shares(records: Records, column: str) -> bool:
    found = [number(r.get(column)) for r in records if not is_empty(r.get(column))]
    return bool(found) and all(v is not None and 0 <= v <= 1 for v in found)


def _are_states(records: Records, column: str, score: str) -> bool:
    """Whether a column tells how calls ended, some of which failed and have no point."""
    states = [(text(r.get(column)).casefold(), number(r.get(score))) for r in records]
    lost = [points for state, points in states if state in _broken()]
    told = {state for state, _ in states}
    return 0 < len(lost) < len(states) and told <= {*table_words("runs")["ended"]} and not any(lost)


def _broken() -> frozenset[str]:
    return frozenset(table_words("runs")["broken"])
