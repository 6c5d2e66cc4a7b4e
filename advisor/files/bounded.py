"""Read a file that may be anything: regular, not endless, not waiting for a writer."""

from __future__ import annotations

import stat
from pathlib import Path

from advisor.errors import BadInput, near

_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of `path`, at most `limit`. Raises BadInput for what is larger or no readable file.

    Devices and pipes are refused, but for the ones that a shell hands over (`-`, `<(...)`).
    """
    name = str(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BadInput("this is a directory", file=name, expected="a file")
        if not stat.S_ISREG(mode) and not name.startswith(_STREAMS):
            raise BadInput("this is no regular file", file=name, expected="a file on disk")
        with path.open("rb") as handle:
            raw = handle.read(limit + 1)
    except FileNotFoundError:
        raise BadInput("no such file", file=name, near=neighbour(path)) from None
    except PermissionError:
        raise BadInput("no permission to read this file", file=name) from None
    except BadInput:
        raise
    except (OSError, ValueError) as e:  # ValueError: a NUL byte in the name
        raise BadInput(f"cannot read this file ({getattr(e, 'strerror', None) or e})", file=name) from None
    if len(raw) > limit:
        raise BadInput(f"larger than {limit // 1024 // 1024} MiB", file=name)
    return raw


def read_text(path: Path, limit: int, expected: str) -> str:
    """The text of `path`, which is `expected` there. Raises BadInput like `read_bytes`, and for what is no UTF-8."""
    raw = read_bytes(path, limit)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = raw[: e.start].count(b"\n") + 1
        raise BadInput("not UTF-8 text", file=str(path), line=line, expected=expected) from None


def neighbour(path: Path) -> str | None:
    """A file beside `path` with a name close to it."""
    try:
        found = near(path.name, [p.name for p in path.parent.iterdir()])
    except (OSError, ValueError):
        return None
    return str(path.parent / found) if found else None
