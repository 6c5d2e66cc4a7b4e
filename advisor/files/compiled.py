"""Keeps objects made from files between runs, as long as the files and the code that reads them stay the same."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from advisor import __version__
from advisor.files import cache

T = TypeVar("T")
_PACKAGE = Path(__file__).parent.parent


class Shelf:
    """Several such things in one file, each made when it is first asked for."""

    def __init__(self, name: str, digest: str, code: tuple[str, ...]) -> None:
        self._name, self._digest, self._code = name, digest, code
        self._content: dict[str, msgspec.Raw] | None = None

    def get(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """What `make` gives, an instance of `kind`, as it was made before. Raises what `make` raises."""
        if self._content is None:
            self._content = kept(self._name, self._digest, dict[str, msgspec.Raw], dict, self._code)
        if key in self._content:
            try:
                return msgspec.json.decode(self._content[key], type=kind)
            except msgspec.MsgspecError:
                pass
        made = make()
        self._content[key] = msgspec.Raw(msgspec.json.encode(made))
        cache.store(self._name, _stamp(self._digest, self._code), msgspec.json.encode(self._content))
        return made


def kept(name: str, digest: str, kind: type[T], make: Callable[[], T], code: tuple[str, ...]) -> T:
    """What `make` gives, an instance of `kind`, from the cache where `digest` of its files is the same.

    `code`: the folders of this package whose code makes it. Raises what `make` raises: only what could be made is
    kept.
    """
    stamp = _stamp(digest, code)
    content = cache.load(name, stamp)
    if content is not None:
        try:
            return msgspec.json.decode(content, type=kind)
        except msgspec.MsgspecError:
            pass
    made = make()
    cache.store(name, stamp, msgspec.json.encode(made))
    return made


def _stamp(digest: str, code: tuple[str, ...]) -> str:
    return f"{digest} {_reader(code)}"


@functools.cache
def _reader(folders: tuple[str, ...]) -> str:
    """Which code makes the entries: its version, and how its files stand."""
    files = [file for folder in folders for file in sorted((_PACKAGE / folder).glob("*.py"))]
    stands = [(f.name, (s := f.stat()).st_size, s.st_mtime_ns) for f in files]
    return f"{__version__} {zlib.crc32(repr(stands).encode()):08x}"
