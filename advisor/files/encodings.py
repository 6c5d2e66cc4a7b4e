"""In which encoding a file is written that is not UTF-8: UTF-16 by its mark, else as Excel saves a table."""

from __future__ import annotations

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = {*range(32)} - {*b"\t\n\f\r"}
"""Bytes that no text holds."""
_EXCEL = "cp1252"
"""What Excel writes where it is told no other."""


def other_encoding(head: bytes, *, whole: bool) -> str | None:
    """The encoding of a text that begins with `head`, None for UTF-8, JSON and what is no text.

    `whole`: it is all there is, so that no letter is cut off at its end.
    """
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None or not _CONTROLS.isdisjoint(head) or head.lstrip()[:1] in (b"{", b"["):
        return marked
    try:
        head.decode()
    except UnicodeDecodeError as e:
        return _EXCEL if whole or e.end < len(head) else None
    return None
