"""Numbers and how often, as other languages say them, in digits and English: "zwölfhundert"."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE

_WORD = re.compile(r"[^\W\d_]{2,}")
_GROUP = 1000
"""What multiplies all before it, and begins a new sum."""
_compiled = functools.cache(re.compile)
"""Patterns are compiled when a text may hold their words: most hold none."""


class _Language(Struct, frozen=True):
    """`run`: the pattern of what one number is written as; `part`: that of one of its words.

    One of the `open_` ones alone means none, nor does what is `no_number`. `glued`: they are written as one word.
    """

    words: dict[str, Fraction]
    times: dict[str, int]
    glued: bool
    open_: frozenset[str]
    no_number: frozenset[str]
    run: str
    part: str

    def may_stand_in(self, said: Collection[str]) -> bool:
        """Whether one of the words `said` is, or begins with, one of a number."""
        names = (*self.words, *self.times)
        return any(w.startswith(names) for w in said) if self.glued else not {*names}.isdisjoint(said)


class _NumberWords(Struct, frozen=True):
    """The languages; what is `rewritten`, where one of the `marks` stands or a number."""

    languages: tuple[_Language, ...]
    marks: frozenset[str]
    rewritten: tuple[tuple[str, str], ...]


def in_english(text: str) -> str:
    """`text`, in small letters, with numbers of other languages in digits and "jeden Monat" as "per month"."""
    said = set(_WORD.findall(text))
    known = _read()
    languages = [one for one in known.languages if one.may_stand_in(said)]
    for language in languages:
        text = _compiled(language.run).sub(functools.partial(_digits, language), text)
    for pattern, means in known.rewritten if languages or known.marks & said else ():
        text = _compiled(pattern).sub(means, text)
    return text


def _digits(language: _Language, found: re.Match[str]) -> str:
    parts = _compiled(language.part).findall(found[0])
    if (len(parts) == 1 and parts[0] in language.open_) or found[0] in language.no_number:
        return found[0]
    value = _value(language, parts)
    return str(value) if value.denominator == 1 else f"{float(value):g}"


def _value(language: _Language, parts: Sequence[str]) -> Fraction:
    """What the words make: each added, or all before it multiplied."""
    total, current = Fraction(0), Fraction(0)
    for part in parts:
        if (times := language.times.get(part)) is None:
            current += language.words.get(part, 0)
        elif times < _GROUP:
            current = (current or Fraction(1)) * times
        else:
            total, current = total + (current or Fraction(1)) * times, Fraction(0)
    return total + current


@functools.cache
def _read() -> _NumberWords:
    """knowledge/number_words.yaml."""
    data = yaml_cache.read(KNOWLEDGE / "number_words.yaml").data
    rewritten = tuple((row["said"], row["means"]) for row in data["rewritten"])
    return _NumberWords(tuple(map(_language, data["languages"])), frozenset(data["marks"]), rewritten)


def _language(row: dict[str, Any]) -> _Language:
    words, times, joints = row["words"], row["times"], "|".join(row["joints"])
    word = "|".join(sorted(map(re.escape, (*words, *times)), key=len, reverse=True))
    glued = row.get("glued", False)
    unit = rf"(?:{word})(?:{word}|{joints})*" if glued else rf"(?:{word})"
    run = rf"(?<![\w.,-])(?<!\d ){unit}(?:(?:[ -](?:{joints}))?[ -]{unit})*(?![\w'’-])"
    values = {name: Fraction(str(value)) for name, value in words.items()}
    open_, no_number = frozenset(row["open"]), frozenset(row.get("no_numbers", ()))
    return _Language(values, times, glued, open_, no_number, run, f"{word}|{joints}")
