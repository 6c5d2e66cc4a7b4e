"""When a result file's run was made, as the tools write it."""

from __future__ import annotations

import datetime
from pathlib import Path

from advisor.errors import BadInput


def created_at(text: str) -> datetime.datetime | None:
    """A time in ISO 8601, or in seconds since 1970; without a zone it is UTC. None where there is none."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
    try:
        return datetime.datetime.fromtimestamp(float(text), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def run_at(path: Path) -> datetime.datetime | None:
    """When the run of a result file was made; None for what is none, breaks off, or does not tell."""
    from advisor.evals.opening.result_files import likely
    from advisor.evals.read_results import open_results
    from advisor.evals.tables.table_kinds import Chosen

    if not likely(path):
        return None
    try:
        found = open_results(path, Chosen())
        for _row in found.rows:
            pass
    except BadInput:
        return None
    return created_at(found.info.created)
