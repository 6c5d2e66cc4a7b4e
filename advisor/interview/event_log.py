"""The append-only log of one interview: JSON lines, each on disk before it counts as said."""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.files.parsed_json import parsed_json

Event = Mapping[str, Any]

LARGEST = 64 * 1024 * 1024


class Log:
    """Events in order. `path` None keeps them in memory only; `unsaved` says why the disk has fewer."""

    def __init__(self, path: Path | None, events: list[Event], size: int = 0, on_disk: int = 0) -> None:
        self.path, self.events = path, events
        self._size, self._on_disk = size, on_disk
        self._waiting: list[Event] = []
        self.unsaved: str | None = None

    @classmethod
    def open(cls, path: Path | None) -> Log:
        """Read the log at `path`, or start it there. A torn last line is dropped. Raises BadInput."""
        if path is None:
            return cls(path, [])
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise BadInput("not a file that an interview can be kept in", file=str(path))
            if found.st_size > LARGEST:
                raise BadInput("larger than a log of an interview can be", file=str(path))
            raw = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if path.is_symlink():
                raise BadInput("a link to a file that is not there", file=str(path)) from None
            return cls(path, [])
        except OSError as e:
            raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
        lines = raw.split(b"\n")
        events: list[Event] = []
        size = 0
        for number, line in enumerate(lines, 1):
            event = _event(line)
            if event is None:
                if number >= len(lines) - 1 and not b"".join(lines[number:]).strip():
                    break
                raise BadInput("not a line of an interview", file=str(path), line=number, text=line[:80])
            events.append(event)
            size += len(line) + 1
        log = cls(path, events, min(size, len(raw)), len(raw))
        if size > len(raw):
            log._put(b"\n")
        return log

    def append(self, event: Event) -> None:
        """Add one event. It is kept even where the disk refuses it; the next append tries again."""
        self.events.append(event)
        if self.path is not None:
            self._waiting.append(event)
            self._write()

    def _write(self) -> None:
        data = b"".join(
            json.dumps(e, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"
            for e in self._waiting
        )
        if self._put(data):
            self._waiting.clear()

    def _put(self, data: bytes) -> bool:
        assert self.path is not None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if os.fstat(handle).st_size != self._on_disk:
                    self.unsaved = f"not saved (another advisor writes here): {self.path}"
                    return False
                self._extend(handle, data)
            finally:
                os.close(handle)
        except OSError as e:
            self.unsaved = f"not saved ({e.strerror}): {self.path}"
            return False
        self.unsaved = None
        return True

    def _extend(self, handle: int, data: bytes) -> None:
        """Put `data` after the last whole line and force it to disk, or leave the file as it was."""
        try:
            os.ftruncate(handle, self._size)
            os.lseek(handle, self._size, os.SEEK_SET)
            rest = data
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, self._size)
            self._on_disk = self._size
            raise
        self._size += len(data)
        self._on_disk = self._size


def _event(line: bytes) -> Event | None:
    event = parsed_json(line)
    return event if isinstance(event, dict) and isinstance(event.get("do"), str) else None
