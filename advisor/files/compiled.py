"""What was made of files kept between runs, ready made, while the files and the code that reads them stay."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from advisor import __version__
from advisor.files import cache

T = TypeVar("T")
_PACKAGE = Path(__file__).parent.parent


def kept(name: str, digest: str, kind: type[T], make: Callable[[], T], code: tuple[str, ...]) -> T:
    """What `make` gives, an instance of `kind`, from the cache where `digest` of its files is the same.

    `code`: the folders of this package whose code makes it. Raises what `make` raises: only what could be made is
    kept.
    """
    import msgspec

    stamp = f"{digest} {_reader(code)}"
    content = cache.load(name, stamp)
    if content is not None:
        try:
            return msgspec.json.decode(content, type=kind)
        except msgspec.MsgspecError:
            pass
    made = make()
    cache.store(name, stamp, msgspec.json.encode(made))
    return made


@functools.cache
def _reader(folders: tuple[str, ...]) -> str:
    """Which code makes the entries: its version, and how its files stand."""
    files = [file for folder in folders for file in sorted((_PACKAGE / folder).glob("*.py"))]
    stands = [(f.name, (s := f.stat()).st_size, s.st_mtime_ns) for f in files]
    return f"{__version__} {zlib.crc32(repr(stands).encode()):08x}"
