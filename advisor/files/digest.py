"""A hash over files, computed again only where one of them was touched since."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from advisor.files import bounded, cache

_FRESH_S = 2
"""A file touched so lately may be written again within one tick of the clock, which nothing would show."""


def of_files(name: str, paths: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of `paths`, in this order; kept as `name`.

    Raises BadInput for a file that cannot be read.
    """
    files = list(paths)
    stamp = stands(files)
    kept = stamp and cache.load(name, stamp)
    if kept:
        return kept.decode()
    found = _computed(files)
    if stamp:
        cache.store(name, stamp, found.encode())
    return found


def stands(files: Sequence[Path]) -> str | None:
    """Sizes, places and times of `files` in one line; None if one is missing or was touched just now."""
    try:
        found = [(f.name, f.stat()) for f in files]
    except OSError:
        return None
    limit = time.time() - _FRESH_S
    if any(s.st_mtime > limit or s.st_ctime > limit for _, s in found):
        return None
    return repr([(name, s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for name, s in found])


def _computed(files: Iterable[Path]) -> str:
    import hashlib  # loads OpenSSL

    digest = hashlib.sha256()
    for path in files:
        body = bounded.read_bytes(path, cache.MAX_BYTES)
        digest.update(f"{path.name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()
