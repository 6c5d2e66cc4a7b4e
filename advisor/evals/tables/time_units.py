"""Columns of how long a call took that name no unit: left out where they may be seconds or milliseconds."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.evals.rows.row import number
from advisor.evals.tables.table_kinds import TableKind, spelled

_UNNAMED = ("latency", "duration", "execution_time")
_LONGEST = 100
"""Seconds of a call up to which a figure without a unit is one of seconds."""


def with_clear_times(records: Sequence[Mapping[str, Any]], kind: TableKind) -> TableKind:
    """This kind without the columns of times whose unit is not clear."""
    open_ = {c for c in kind.roles.get("seconds", ()) if spelled(c) in _UNNAMED and _is_long(records, c)}
    return (
        kind.with_roles(seconds=tuple(c for c in kind.roles["seconds"] if c not in open_)) if open_ else kind
    )


def unclear_times(before: TableKind, after: TableKind) -> list[str]:
    """A sentence on each column that was left out."""
    lost = [c for c in before.roles.get("seconds", ()) if c not in after.roles["seconds"]]
    return [f"{c} may be seconds or milliseconds and is left out: --map ms={c}, or seconds={c}" for c in lost]


def _is_long(records: Sequence[Mapping[str, Any]], column: str) -> bool:
    told = [n for r in records if (n := number(r.get(column))) is not None]
    return bool(told) and statistics.mean(told) > _LONGEST
