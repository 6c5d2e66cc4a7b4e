"""Parsed YAML files kept between runs: a file whose bytes are unchanged is not parsed again.

One entry a path, in the user's cache folder (ADVISOR_HOME/cache where that is set). A cache that cannot be
read or written is no error: the file is parsed.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import pickle
import sys
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.files import yaml_file

FORMAT = 1
"""Raise when Document changes, so that older entries are parsed anew."""


def read(path: Path) -> yaml_file.Document:
    """`yamlfile.read(path)`, from the cache where the bytes are the same. Raises BadInput like it."""
    try:
        content = path.read_bytes()
    except OSError:
        return yaml_file.read(path)
    stamp = (FORMAT, sys.version_info[:2], hashlib.sha256(content).hexdigest())
    entry = folder() / f"{hashlib.sha256(str(path).encode()).hexdigest()[:32]}.pickle"
    found = _load(entry)
    if isinstance(found, tuple) and len(found) == 3 and found[0] == stamp:
        return yaml_file.Document(found[1], str(path), found[2])
    document = yaml_file.read(path)
    _store(entry, (stamp, document.data, document.lines))
    return document


def folder() -> Path:
    """The cache folder; not created here."""
    if home := os.environ.get("ADVISOR_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("advisor", appauthor=False)


class _Plain(pickle.Unpickler):
    """Reads back plain data and dates, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return datetime.date
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def _load(entry: Path) -> Any:
    try:
        return _Plain(io.BytesIO(entry.read_bytes())).load()
    except Exception:
        return None


def _store(entry: Path, content: Any) -> None:
    from advisor.files import atomic

    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_bytes(entry, pickle.dumps(content, protocol=5))
    except (OSError, BadInput):
        return
