"""Keeps results computed from files between runs; reused only under the same stamp.

One entry a name, in the user's cache folder (ADVISOR_HOME/cache where that is set). A cache that cannot be read or
written is no error: the value is computed.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import bounded

MAX_BYTES = 64 * 1024 * 1024
_LONGEST = 100


def folder() -> Path:
    """The cache folder; not created here."""
    if home := os.environ.get("ADVISOR_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("advisor", appauthor=False)


def load(name: str, stamp: str) -> bytes | None:
    """What was stored as `name` with exactly this stamp; None for anything else."""
    entry = _entry(name)
    if not _is_ours(entry.parent) or not entry.is_file():
        return None  # before anything looks for a file of a similar name among the many that are kept
    try:
        written, _, content = bounded.read_bytes(entry, MAX_BYTES).partition(b"\n")
    except BadInput:
        return None
    return content if written == stamp.encode() else None


def store(name: str, stamp: str, content: bytes) -> None:
    """Keep `content` as `name`; `stamp` is one line that says what it was made from."""
    from advisor.files import atomic

    entry = _entry(name)
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(entry.parent) and (entry.is_file() or not entry.exists()):
            atomic.write_bytes(entry, stamp.encode() + b"\n" + content)
    except (OSError, BadInput):
        return


def _entry(name: str) -> Path:
    """A file that people can guess at; a name that it shares with another costs time alone, for stamps differ."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name)[-_LONGEST:].strip("-")
    return folder() / f"{plain}-{zlib.crc32(name.encode(errors='surrogateescape')):08x}.json"


def _is_ours(where: Path) -> bool:
    """Whether nobody else can write here: prices kept where others write could be changed unseen."""
    try:
        found = where.stat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
