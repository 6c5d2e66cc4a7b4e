"""Saved interviews: one log each in the user's data folder."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import paths
from advisor.interview import state
from advisor.interview.event_log import Log


@dataclass(frozen=True)
class Saved:
    """One saved interview. `answers` counts facts answered; `finished` is the file it was written to."""

    path: Path
    title: str
    answers: int
    changed: datetime.datetime
    finished: str | None
    fault: str | None = None


def folder() -> Path:
    """Where logs are kept. Not created here."""
    return paths.user_data() / "interviews"


def new_path() -> Path:
    """A path for a new log that no other interview has."""
    return folder() / f"{secrets.token_hex(6)}.jsonl"


def list_saved() -> list[Saved]:
    """All saved interviews, newest first; one that cannot be read carries its `fault`."""
    found = []
    for path in folder().glob("*.jsonl") if folder().is_dir() else ():
        changed = datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        try:
            now = state.replay(Log.open(path).events, str(path))
            found.append(Saved(path, now.title, len(now.answers), changed, now.finished))
        except BadInput as e:
            found.append(Saved(path, "", 0, changed, None, str(e)))
    return sorted(found, key=lambda s: (s.changed, s.path.name), reverse=True)


def unfinished() -> Saved | None:
    """The newest interview with an answer in it that was not written to a file yet."""
    return next((s for s in list_saved() if s.answers and not s.finished and not s.fault), None)
