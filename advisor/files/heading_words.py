"""Headings of other languages in the English words by which the roles of columns are known."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from advisor.files import yaml_file

_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_UNKNOWN = " other "
"""What stands for words of another script that nobody knows here: without it the rest would be another name."""


@functools.lru_cache(maxsize=4096)
def in_latin(heading: str) -> str:
    """The heading itself, or in English what it says in another script: 输入Token(万) is input Token(10k)."""
    if heading.isascii():
        return heading
    text = unicodedata.normalize("NFKC", heading)
    if not _OTHER_SCRIPT.search(text):
        return heading
    for said, english in _parts().items():
        text = text.replace(said, f" {english} ")
    text = _WORD.sub(lambda w: _known(w[0]) if _OTHER_SCRIPT.search(w[0]) else w[0], text)
    return re.sub(r" {2,}", " ", _OTHER_SCRIPT.sub(_UNKNOWN, text)).strip()


@functools.lru_cache(maxsize=4096)
def in_english(heading: str) -> str:
    """The same with the words of other languages in Latin letters: Jetons en entrée (M) is tokens input (M)."""
    text = in_latin(heading)
    short = _WORD.sub(lambda w: _known(w[0]), text)
    return re.sub(r"[\s'’]+", " ", short if _WORD.search(short) else text).strip(" -_")


def _known(word: str) -> str:
    """The English word, empty for a filler, or the word itself."""
    plain = _plain(word)
    return "" if plain in _data()["fillers"] else _words().get(plain, word)


def count_known(text: str) -> int:
    """How many words of a text are headings of other languages that are known here, those in plain letters aside."""
    return sum(_plain(w) in _words() for w in _WORD.findall(text) if not w.isascii())


def count_parts(text: str) -> int:
    """How many headings of writings without spaces, of two signs or more, a text has."""
    return sum(len(said) > 1 and said in text for said in _parts())


def _plain(word: str) -> str:
    return unicodedata.normalize(
        "NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", word.lower())).replace("ı", "i")
    )


@functools.cache
def _words() -> Mapping[str, str]:
    return {_plain(said): english for english, words in _data()["words"].items() for said in words}


@functools.cache
def _parts() -> Mapping[str, str]:
    """The longest first."""
    found = {said: english for english, parts in _data()["parts"].items() for said in parts}
    return dict(sorted(found.items(), key=lambda part: -len(part[0])))


def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return yaml_file.beside(__file__, "heading_words.yaml")
