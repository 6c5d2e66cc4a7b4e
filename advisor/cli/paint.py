"""Bold and dim on a terminal: headings, the verdict, what is closed. Pipes, files and NO_COLOR stay plain."""

from __future__ import annotations

import os
import re
import sys

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_HEADING = re.compile(r"[A-Z][^.:;]{1,60}:?")
_ITEM = re.compile(r"\s*(?:[-*] |\d+\. |  )")
_VERDICT, _CLOSED = "< the verdict", "  closed"


def wanted() -> bool:
    """Whether standard output is a terminal that takes colour (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str) -> str:
    """`text` with its first line, its headings and the row of the verdict in bold, closed rows dim."""
    lines = text.split("\n")
    return "\n".join(
        _styled(line, first=n == 0, following=lines[n + 1] if n + 1 < len(lines) else "")
        for n, line in enumerate(lines)
    )


def _styled(line: str, *, first: bool, following: str) -> str:
    if not line.strip():
        return line
    heading = bool(_HEADING.fullmatch(line)) and bool(_ITEM.match(following))
    if first or heading or line.endswith(_VERDICT):
        return f"{_BOLD}{line}{_PLAIN}"
    return f"{_DIM}{line}{_PLAIN}" if line.endswith(_CLOSED) else line
