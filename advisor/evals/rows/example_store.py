"""Examples of all models in a private database that goes to disk where it grows, so that memory stays as it is.

Of ids, contents and clusters only digests are kept, never a text.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from advisor.evals.rows.row import EvalRow

Pair = tuple["ExampleTally", "ExampleTally"]
PairedBy = Literal["content", "id"]

_COLUMNS = ("item", "cluster", "runs", "failed", "input", "output", "cached", "usd", "sums")
_SCHEMA = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -4096",
    "BEGIN",
    "CREATE TABLE example (id INTEGER PRIMARY KEY, model INTEGER, key INTEGER, item INTEGER, cluster INTEGER,"
    " runs INTEGER, failed INTEGER, input REAL, output REAL, cached REAL, usd REAL, sums TEXT, UNIQUE (model, key))",
    "CREATE INDEX of_model ON example (model)",
    "CREATE TABLE seen (mark INTEGER PRIMARY KEY)",
    "CREATE TABLE slot (mark INTEGER PRIMARY KEY, lost INTEGER)",
    "CREATE TABLE took (model INTEGER, ms REAL)",
)
_SHARED = {
    "content": "example a JOIN example b ON b.model = ? AND b.key = a.key WHERE a.model = ?",
    "id": "example a JOIN (SELECT *, count(*) AS often FROM example WHERE model = ? GROUP BY item) b"
    " ON b.item = a.item AND b.often = 1 WHERE a.model = ?"
    " AND a.item IN (SELECT item FROM example WHERE model = a.model GROUP BY item HAVING count(*) = 1)",
}


@dataclass(slots=True)
class ExampleTally:
    """One example of one model: how often it ran, per metric the sum and number of scores, and what its calls took.

    `item`, `cluster`: digests of its id and of what it belongs to; 0 where there is none.
    """

    item: int
    cluster: int
    runs: int = 0
    failed: int = 0
    input: float | None = None
    output: float | None = None
    cached: float | None = None
    usd: float | None = None
    sums: dict[str, tuple[float, int]] = field(default_factory=dict)

    def took(self, row: EvalRow) -> None:
        """Add what one call took, where it tells."""
        self.input = _plus(self.input, row.tokens.input)
        self.output = _plus(self.output, row.tokens.output)
        self.cached = _plus(self.cached, row.tokens.cached)
        self.usd = _plus(self.usd, row.usd)

    def reading(self, metric: str) -> tuple[float | None, float, float]:
        """The mean score over the repeats, and the means with what is missing as failed and as passed."""
        total, n = self.sums.get(metric, (0.0, 0))
        known = n + self.failed
        missing = max(self.runs - known, 0)
        every = known + missing
        if not every:
            return None, 0.0, 1.0
        return (total / known if known else None), total / every, (total + missing) / every


def _plus(total: float | None, amount: float | None) -> float | None:
    return total if amount is None or amount < 0 else (total or 0.0) + amount


class ExampleStore:
    """Examples by model and content, marks of rows that were seen, slots of lost answers, and times of calls."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        for statement in _SCHEMA:
            self._db.execute(statement)

    def see(self, mark: int) -> bool:
        """Keep a row's mark; whether it was there."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (mark,)).rowcount == 0

    def lost(self, slot: int) -> bool | None:
        """Whether the answer of a slot was lost; None where the slot is new."""
        found = self._db.execute("SELECT lost FROM slot WHERE mark = ?", (slot,)).fetchone()
        return None if found is None else bool(found[0])

    def fill(self, slot: int, lost: bool) -> None:
        """Keep whether the answer of a slot was lost."""
        self._db.execute("INSERT OR REPLACE INTO slot VALUES (?, ?)", (slot, lost))

    def get(self, model: int, key: int) -> ExampleTally | None:
        """One model's example, to be changed and put back."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM example WHERE model = ? AND key = ?"
        found = self._db.execute(query, (model, key)).fetchone()
        return None if found is None else _example(found)

    def put(self, model: int, key: int, example: ExampleTally) -> None:
        """Keep an example as it is now."""
        values = [getattr(example, c) for c in _COLUMNS[:-1]]
        marks = ", ".join("?" * (len(_COLUMNS) + 2))
        changed = ", ".join(f"{c} = excluded.{c}" for c in _COLUMNS)
        query = (
            f"INSERT INTO example (model, key, {', '.join(_COLUMNS)}) VALUES ({marks})"
            f" ON CONFLICT (model, key) DO UPDATE SET {changed}"
        )
        self._db.execute(query, (model, key, *values, json.dumps(example.sums)))

    def examples(self, model: int) -> Iterator[ExampleTally]:
        """All examples of a model, in the order in which they came."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM example WHERE model = ? ORDER BY id"
        return map(_example, self._db.execute(query, (model,)))

    def most_runs(self, model: int) -> int:
        """How often the example that ran most often did."""
        query = "SELECT coalesce(max(runs), 0) FROM example WHERE model = ?"
        return int(self._db.execute(query, (model,)).fetchone()[0])

    def pairs(self, here: int, there: int, by: PairedBy) -> Iterator[Pair]:
        """The examples that two models share, in the order of the first; ids count where each stands once."""
        columns = ", ".join(f"{side}.{c}" for side in "ab" for c in _COLUMNS)
        query = f"SELECT {columns} FROM {_SHARED[by]} ORDER BY a.id"
        n = len(_COLUMNS)
        for found in self._db.execute(query, (there, here)):
            yield _example(found[:n]), _example(found[n:])

    def shared(self, here: int, there: int, by: PairedBy) -> int:
        """How many examples two models share."""
        query = f"SELECT count(*) FROM {_SHARED[by]}"
        return int(self._db.execute(query, (there, here)).fetchone()[0])

    def add_time(self, model: int, ms: float) -> None:
        """Keep how long one call of a model took, in milliseconds."""
        self._db.execute("INSERT INTO took VALUES (?, ?)", (model, ms))

    def time_at(self, model: int, share: float) -> float | None:
        """The milliseconds under which this share of a model's calls stayed; None without any."""
        n = self._db.execute("SELECT count(*) FROM took WHERE model = ?", (model,)).fetchone()[0]
        query = "SELECT ms FROM took WHERE model = ? ORDER BY ms LIMIT 1 OFFSET ?"
        found = self._db.execute(query, (model, min(int(share * n), max(n - 1, 0)))).fetchone()
        return None if found is None else float(found[0])


def _example(values: tuple[Any, ...]) -> ExampleTally:
    *plain, sums = values
    found = ExampleTally(*plain)
    found.sums = {metric: (total, n) for metric, (total, n) in json.loads(sums).items()}
    return found
