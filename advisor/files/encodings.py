"""In which encoding a file is written that is not UTF-8: UTF-16 by its mark, else as Excel saves a table."""

from __future__ import annotations

import re

from advisor.files.heading_words import count_known, count_parts

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = {*range(32)} - {*b"\t\n\f\r"}
"""Bytes that no text holds."""
_EXCEL, _JAPAN = "cp1252", "cp932"
"""What Excel writes where it is told no other, and what it writes in Japan."""
_EUROPE = (_EXCEL, "cp1250", "iso8859-2", "cp1254")
"""Encodings of Europe that no byte tells apart: the first in which most headings are known ones."""
_PAIRS = re.compile(rb"(?:[\xa1-\xfe][\xa1-\xfe])+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_EAST = (("gb18030", range(0xB0, 0xD8)), ("cp949", range(0xB0, 0xC9)))
"""Encodings of pairs of high bytes, with the first bytes of their usual signs."""
_TAIWAN_WORDS = re.compile(rb"(?:[\xa4-\xc6][\x40-\x7e\xa1-\xfe]){2,}")
_CYRILLIC_WORDS = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
"""Two signs or more of Big5, three letters or more of cp1251: other languages have no words that look so."""
_KANA = range(0xA4, 0xA6)
_SIGNS = range(0xA1, 0xAA)
"""First bytes of kana, and of signs that are no letters, in encodings of pairs."""
_FEWEST = 4
"""Fewer letters than so many show nothing."""
_FEWEST_PARTS = 3
"""Headings of the East that no text has by chance."""
_SHARE, _MOST = 0.9, 0.65
"""Which share of the letters has to be usual ones, and of the high bytes to stand in words, for an encoding."""


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
    """The encoding of a table that Excel saved: that of the East where all high bytes come in pairs or it has kana."""
    if (paired := _of_pairs(head)) is not None:
        return paired
    if _is_japanese(head):
        return _JAPAN
    if _are_mostly(_TAIWAN_WORDS, head):
        return "big5"
    if _are_mostly(_CYRILLIC_WORDS, head):
        return "cp1251"
    try:
        head.decode(_EXCEL)
    except UnicodeDecodeError:
        if any(map(_is_kana, head.decode(_JAPAN, "ignore"))):
            return _JAPAN
    return max(_EUROPE, key=lambda name: count_known(head.decode(name, "replace")))


def _of_pairs(head: bytes) -> str | None:
    """The encoding of China, Korea or Unix in Japan, where every high byte is one of a pair; None for another.

    Western letters stand alone between plain ones. The last run may be cut off.
    """
    runs = _HIGH.findall(head)[:-1] if head[-1] > 0x7F else _HIGH.findall(head)
    if not all(map(_PAIRS.fullmatch, runs)):
        return None
    first = [b for run in runs for b in run[::2]]
    letters = [b for b in first if b not in _SIGNS]
    if sum(b in _KANA for b in first) >= _FEWEST:
        return "euc_jp"
    if len(letters) < _FEWEST:
        return None
    fits = [name for name, usual in _EAST if sum(b in usual for b in letters) >= _SHARE * len(letters)]
    return fits[-1] if fits else None


def _are_mostly(words: re.Pattern[bytes], head: bytes) -> bool:
    """Whether most high bytes stand in such words."""
    every, inside = (sum(byte > 0x7F for byte in text) for text in (head, b"".join(words.findall(head))))
    return inside >= _FEWEST and inside >= _MOST * every


def _is_japanese(head: bytes) -> bool:
    """Whether a text that may be Shift-JIS has no kana and yet headings that are known: 日付,入力,出力."""
    text = head.decode(_JAPAN, "ignore")
    return 2 * len(text.encode(_JAPAN)) > len(head) and count_parts(text) >= _FEWEST_PARTS


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fe"
