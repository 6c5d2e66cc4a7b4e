"""Parsed YAML files kept between runs: a file whose bytes are unchanged is not parsed again.

One entry a path, in the user's cache folder (ADVISOR_HOME/cache where that is set). A cache that cannot be
read or written is no error: the file is parsed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.files import bounded, yaml_file

FORMAT = 2
"""Raise when Document changes, so that older entries are parsed anew."""

MAX_BYTES = 16 * yaml_file.MAX_BYTES
_DATE = "$date"


def read(path: Path) -> yaml_file.Document:
    """`yaml_file.read(path)`, from the cache where the bytes are the same. Raises BadInput like it."""
    content = bounded.read_bytes(path, yaml_file.MAX_BYTES)
    stamp = [FORMAT, hashlib.sha256(content).hexdigest()]
    entry = folder() / f"{hashlib.sha256(str(path).encode()).hexdigest()[:32]}.json"
    found = _load(entry, stamp)
    if found is not None:
        return yaml_file.Document(found[0], str(path), found[1])
    document = yaml_file.read(path)
    _store(entry, stamp, document)
    return document


def folder() -> Path:
    """The cache folder; not created here."""
    if home := os.environ.get("ADVISOR_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("advisor", appauthor=False)


def _load(entry: Path, stamp: list[Any]) -> tuple[Any, dict[yaml_file.Place, int]] | None:
    """The data and lines kept for exactly these bytes; None for anything else."""
    if not _is_ours(entry.parent):
        return None
    try:
        kept = json.loads(bounded.read_bytes(entry, MAX_BYTES))
        if kept["stamp"] != stamp:
            return None
        return _dated(kept["data"]), {tuple(place): line for place, line in kept["lines"]}
    except (BadInput, ValueError, KeyError, TypeError, RecursionError):
        return None


def _store(entry: Path, stamp: list[Any], document: yaml_file.Document) -> None:
    from advisor.files import atomic

    kept = {"stamp": stamp, "data": document.data, "lines": list(document.lines.items())}
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(entry.parent) and (entry.is_file() or not entry.exists()):
            atomic.write_bytes(entry, json.dumps(kept, default=_undated, ensure_ascii=False).encode())
    except (OSError, BadInput, ValueError):
        return


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can write here: prices kept where others write could be changed unseen."""
    try:
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _undated(value: object) -> dict[str, str]:
    if isinstance(value, datetime.date):
        return {_DATE: value.isoformat()}
    raise TypeError(type(value).__name__)


def _dated(value: Any) -> Any:
    """`value` with its dates made dates again."""
    match value:
        case dict() if value.keys() == {_DATE}:
            return datetime.date.fromisoformat(value[_DATE])
        case dict():
            return {k: _dated(v) for k, v in value.items()}
        case list():
            return [_dated(v) for v in value]
    return value
