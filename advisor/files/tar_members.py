"""The files in a tar archive, packed with gzip or not."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_MAGIC, _AT = b"ustar", 257
_HEAD = 512
_GZIP = b"\x1f\x8b"


def is_tar(path: Path, head: bytes) -> bool:
    """Whether the file that begins with `head` is a tar archive, or one packed with gzip."""
    if head.startswith(_GZIP):
        try:
            with gzip.open(path) as unpacked:
                head = unpacked.read(_HEAD)
        except (OSError, EOFError, zlib.error):
            return False
    return head[_AT : _AT + len(_MAGIC)] == _MAGIC


def tar_members(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Each file inside: its name, its bytes, and what it holds, to be read before the next. Raises tarfile.TarError."""
    with tarfile.open(path) as archive:
        for member in archive:
            name = Path(member.name).name
            inside = archive.extractfile(member) if member.isfile() and not name.startswith(".") else None
            if inside is not None:
                yield member.name, member.size, inside
