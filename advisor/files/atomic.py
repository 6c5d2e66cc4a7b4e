"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from advisor.errors import BadInput


def write(path: Path, text: str) -> None:
    """Replace `path` by `text` (UTF-8) in one step; a failure leaves what was there. Raises BadInput."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step; a failure leaves what was there. Raises BadInput."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    except (OSError, ValueError) as e:  # ValueError: a NUL byte in the name
        raise BadInput(f"cannot write here ({getattr(e, 'strerror', None) or e})", file=str(path)) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException as e:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(e, OSError):
            raise BadInput(f"cannot write here ({e.strerror})", file=str(path)) from None
        raise
