"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from advisor.errors import BadInput


def write(path: Path, text: str) -> None:
    """Replace `path` by `text` (UTF-8) in one step; a failure leaves what was there. Raises BadInput."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step; a failure leaves what was there. Raises BadInput.

    A link's target is replaced, not the link. A device, a pipe or a shell's `>(...)` is written through.
    """
    try:
        if _is_stream(path):
            with path.open("wb") as stream:
                stream.write(content)
        else:
            _replace(_target(path), content)
    except (OSError, ValueError, RuntimeError) as e:  # ValueError: a NUL byte; RuntimeError: a loop of links
        raise BadInput(f"cannot write here ({getattr(e, 'strerror', None) or e})", file=str(path)) from None


def make_folder(path: Path) -> None:
    """Make the folder `path`, with those above it, unless it is there. Raises BadInput."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as e:
        raise BadInput(
            f"cannot make this folder ({getattr(e, 'strerror', None) or e})", file=str(path)
        ) from None


def _is_stream(path: Path) -> bool:
    """Whether something that is no regular file stands there already."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _target(path: Path) -> Path:
    """The file that a link leads to in the end; newer Pythons give a link back where links run in a loop."""
    target = path.resolve() if path.is_symlink() else path
    if target.is_symlink():
        raise RuntimeError("a loop of links")
    return target


def _replace(path: Path, content: bytes) -> None:
    import tempfile

    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
