"""Saved interviews: one log each in the user's data folder."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import paths
from advisor.interview import state
from advisor.interview.event_log import Log

_TAIL = 4096
_SENTENCE = 4
"""Words from which on what was said tells an interview from others."""


@dataclass(frozen=True)
class Saved:
    """One saved interview. `answers` counts facts answered; `finished` is the file it was written to.

    `opening`: the first sentence that was said.
    """

    path: Path
    title: str
    answers: int
    changed: datetime.datetime
    finished: str | None
    fault: str | None = None
    opening: str = ""

    @property
    def called(self) -> str:
        """Its title; of one without, how it begins."""
        return self.title or self.opening or "without a title"


def folder() -> Path:
    """Where logs are kept. Not created here."""
    return paths.user_data() / "interviews"


def new_path() -> Path:
    """A path for a new log that no other interview has."""
    return folder() / f"{secrets.token_hex(6)}.jsonl"


def count() -> int:
    """How many interviews are saved; none is read."""
    return len(_newest_first())


def list_saved() -> list[Saved]:
    """All saved interviews, newest first; one that cannot be read carries its `fault`."""
    return [_saved(path, changed) for changed, path in _newest_first()]


def unfinished() -> Saved | None:
    """The newest interview with an answer in it that was not written to a file yet; reads no more than it must."""
    for changed, path in _newest_first():
        if _ends_finished(path):
            continue
        found = _saved(path, changed)
        if found.answers and not found.finished and not found.fault:
            return found
    return None


def _newest_first() -> list[tuple[datetime.datetime, Path]]:
    """Every log with the time of its last change; one that is deleted meanwhile is left out."""
    found = []
    try:
        logs = list(folder().glob("*.jsonl"))
    except OSError:
        return []
    for path in logs:
        with contextlib.suppress(OSError, OverflowError, ValueError):
            seconds = path.lstat().st_mtime
            found.append((datetime.datetime.fromtimestamp(seconds).astimezone(), path))
    return sorted(found, key=lambda f: (f[0], f[1].name), reverse=True)


def _saved(path: Path, changed: datetime.datetime) -> Saved:
    try:
        events = Log.open(path).events
        now = state.replay(events, str(path))
    except BadInput as e:
        return Saved(path, "", 0, changed, None, str(e))
    texts = (str(e.get("text", "")) for e in events if e["do"] == "said")
    opening = next((t for t in texts if len(t.split()) >= _SENTENCE), "")
    return Saved(path, now.title, len(now.answers), changed, now.finished, opening=opening)


def _ends_finished(path: Path) -> bool:
    """Whether the last line says that the interview was written to a file."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as handle:
            handle.seek(max(0, path.stat().st_size - _TAIL))
            return handle.read(_TAIL).rstrip().rpartition(b"\n")[2].startswith(b'{"do":"finished"')
    except OSError:
        return False
