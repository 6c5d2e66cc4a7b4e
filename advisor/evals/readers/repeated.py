"""Examples that stand in a table again: which column tells their rows apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.evals.readers.table_kinds import TableKind
from advisor.text.escape import one_line

_WATCHED = 500
"""Examples whose rows are compared."""
_MOST_VALUES = 12
"""Values of a column up to which they are settings."""


class RepeatedExamples:
    """Rows of one example compared with its first: a column in which each is another may be a prompt or a setting."""

    def __init__(self, kind: TableKind) -> None:
        self._known = {name for names in kind.roles.values() for name in names}
        self._rows: dict[str, list[Mapping[str, Any]]] = {}
        self._apart: dict[str, dict[str, None]] | None = None

    def add(self, example: str, record: Mapping[str, Any]) -> None:
        """One more row of an example."""
        earlier = self._rows.get(example)
        if earlier is None:
            if len(self._rows) < _WATCHED:
                self._rows[example] = [self._shown(record)]
            return
        if len(earlier) <= _MOST_VALUES and self._apart != {}:
            self._compare(earlier, self._shown(record))

    def notes(self) -> list[str]:
        """A sentence on each column that tells the rows of every example apart."""
        return [
            f"examples stand here again with another {one_line(c, 40)} ({', '.join(values)}) and are taken together;"
            f" where it is a prompt or a setting, --map variant={one_line(c, 40)} takes them apart"
            for c, values in (self._apart or {}).items()
        ]

    def _shown(self, record: Mapping[str, Any]) -> dict[str, str]:
        return {
            c: one_line(str(v), 40) for c, v in record.items() if c not in self._known and v not in (None, "")
        }

    def _compare(self, earlier: list[Mapping[str, Any]], row: Mapping[str, str]) -> None:
        apart = row if self._apart is None else self._apart
        others = {c for c in apart if all(e.get(c, row.get(c)) != row.get(c) for e in earlier)}
        before = self._apart or {}
        found = {c: {**before.get(c, dict.fromkeys(e[c] for e in earlier)), row[c]: None} for c in others}
        self._apart = {c: values for c, values in found.items() if len(values) <= _MOST_VALUES}
        earlier.append(row)
