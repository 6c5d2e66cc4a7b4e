"""promptfoo's own database (`~/.promptfoo/promptfoo.db`): the rows of its newest evaluation."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_VALUE
from advisor.evals.readers import promptfoo
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo

EXPORT = "its export: promptfoo export eval latest -o results.json"
_NEWEST = (
    "SELECT e.id, e.created_at, (SELECT count(DISTINCT eval_id) FROM eval_results) FROM evals e"
    " WHERE EXISTS (SELECT 1 FROM eval_results r WHERE r.eval_id = e.id)"
    " ORDER BY e.created_at DESC, e.rowid DESC LIMIT 1"
)
_PLAIN = {"prompt_idx": "promptIdx", "success": "success", "score": "score", "error": "error",
          "latency_ms": "latencyMs", "cost": "cost", "failure_reason": "failureReason", "id": "id"}  # fmt: skip
_PACKED = {"provider": "provider", "test_case": "testCase", "prompt": "prompt", "response": "response",
           "grading_result": "gradingResult", "named_scores": "namedScores"}  # fmt: skip


def read(path: Path, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows. Raises BadInput for another database, and for one that is damaged or in use."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            newest = base.execute(_NEWEST).fetchone()
            if newest is None:
                raise BadInput("a database of promptfoo without rows", file=str(path), expected=EXPORT)
            _tell(info, newest)
            rows = base.execute("SELECT * FROM eval_results WHERE eval_id = ?", (newest[0],))
            for number, row in enumerate(rows, 1):
                yield _row(dict(row), number)
    except sqlite3.Error as e:
        raise BadInput(
            f"not a database of promptfoo that can be read ({e})", file=str(path), expected=EXPORT
        ) from None


def _tell(info: RunInfo, newest: sqlite3.Row) -> None:
    info.run, created, count = str(newest[0]), newest[1], newest[2]
    if isinstance(created, int | float):
        info.created = datetime.datetime.fromtimestamp(created / 1000, datetime.UTC).isoformat()
    if count > 1:
        info.notes.append(f"the newest of its {count:,} evaluations is read ({info.run})")


def _row(row: dict[str, Any], at: int) -> EvalRow | BadRow:
    found = {name: row.get(column) for column, name in _PLAIN.items()}
    found["success"] = bool(found["success"])
    for column, name in _PACKED.items():
        packed = row.get(column)
        if packed is None:
            continue
        if len(packed) > LONGEST_VALUE:
            return BadRow(f"a {column} longer than {LONGEST_VALUE // 1024**2} MiB", at)
        try:
            found[name] = json.loads(packed)
        except (ValueError, RecursionError):
            return BadRow(f"a {column} that is no JSON", at, str(packed)[:80])
    return promptfoo.read_row(found, at)
