"""Examples that stand in a table again: what tells their rows apart, and whether failures alone were retried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from advisor.evals.rows.row import PASS
from advisor.evals.tables.table_kinds import TableKind
from advisor.evals.tables.unused_columns import is_unused
from advisor.text import words
from advisor.text.escape import one_line

_WATCHED = 500
"""Examples whose rows are compared."""
_SHOWN = 40
"""Characters shown of a value."""
_MOST_VALUES = 12
"""Values of a column up to which they are settings."""


class RepeatedExamples:
    """Rows of one example: a column of which most examples show the same values, two or more, may be a setting."""

    def __init__(self, kind: TableKind) -> None:
        self._known = {name for names in kind.roles.values() for name in names}
        self._values: dict[str, dict[str, set[str]]] = {}
        self._first: dict[str, float] = {}
        self._again: set[str] = set()

    def add(self, example: str, record: Mapping[str, Any], scores: Mapping[str, float]) -> None:
        """One more row of an example."""
        self._tried(example, scores)
        if example not in self._values and len(self._values) >= _WATCHED:
            return
        seen = self._values.setdefault(example, {})
        for column, value in record.items():
            if column in self._known or is_unused(column) or value in (None, ""):
                continue
            values = seen.setdefault(column, set())
            if len(values) <= _MOST_VALUES:
                values.add(one_line(str(value)[:_SHOWN], _SHOWN))

    def notes(self) -> list[str]:
        """A sentence on each column that tells the rows of an example apart."""
        columns = dict.fromkeys(c for seen in self._values.values() for c in seen)
        return [note for c in columns if (note := self._note(c))] + self._retried()

    def _tried(self, example: str, scores: Mapping[str, float]) -> None:
        if example in self._first:
            self._again.add(example)
        elif scores and len(self._first) < _WATCHED:
            self._first[example] = scores.get(PASS, next(iter(scores.values())))

    def _retried(self) -> list[str]:
        """A sentence where those and only those examples were asked again whose first answer failed."""
        failed = {e for e, score in self._first.items() if score == 0}
        if not self._again or self._again != failed or len(failed) == len(self._first):
            return []
        first = words.share(sum(self._first.values()) / len(self._first))
        return [
            f"{len(failed):,} examples were asked again, all after a failure and none after a success: the mean of all"
            f" answers flatters, the first answers alone make {first}"
        ]

    def _note(self, column: str) -> str:
        sets = Counter(frozenset(seen.get(column, ())) for seen in self._values.values())
        values, often = sets.most_common(1)[0]
        if not 2 <= len(values) <= _MOST_VALUES or often * 2 <= len(self._values):
            return ""
        name = one_line(column, _SHOWN)
        return (
            f"examples stand here again with another {name} ({', '.join(sorted(values))}) and are taken together;"
            f" where it is a prompt or a setting, --map variant={name} takes them apart"
        )
