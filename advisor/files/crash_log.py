"""The traceback of an error of our own, kept in a file instead of on the screen."""

from __future__ import annotations

import tempfile
import traceback

from advisor.errors import BadInput, printable
from advisor.files import atomic, paths


def keep(error: BaseException) -> str:
    """Write the traceback and return one line that says what happened and where the log lies."""
    text = "".join(traceback.format_exception(error))
    said = printable(f"an error of its own ({type(error).__name__}: {error})")[:200]
    try:
        return f"{said}; the log is {_kept_with_the_user(text)}"
    except (OSError, BadInput):
        pass
    try:
        # A name of its own each time: in a folder that all may write to, a fixed one could be a link.
        with tempfile.NamedTemporaryFile("w", prefix="advisor-crash-", suffix=".log", delete=False) as log:
            log.write(text)
        return f"{said}; the log is {log.name}"
    except OSError:
        return f"{said}; no log could be written"


def _kept_with_the_user(text: str) -> str:
    path = paths.user_data() / "crash.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(path, text)
    return str(path)
