"""In which encoding a file is written that is not UTF-8: UTF-16 by its mark, else as Excel saves a table."""

from __future__ import annotations

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = {*range(32)} - {*b"\t\n\f\r"}
"""Bytes that no text holds."""
_EXCEL, _JAPAN = "cp1252", "cp932"
"""What Excel writes where it is told no other, and what it writes in Japan."""


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
        return _of_excel(head) if whole or e.end < len(head) else None
    return None


def _of_excel(head: bytes) -> str:
    """The encoding of a table that Excel saved: that of Japan where it cannot be that of the West, and has kana."""
    try:
        head.decode(_EXCEL)
    except UnicodeDecodeError:
        return _JAPAN if any(map(_is_kana, head.decode(_JAPAN, "ignore"))) else _EXCEL
    return _EXCEL


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fe"
