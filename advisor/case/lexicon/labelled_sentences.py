"""knowledge/sentences.tsv: how people say things, a sentence a line with the fact that it tells.

A fact with choices has its value beside it. A number of a fact stands in brackets; in a sentence that tells nothing it
may, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from advisor.case.facts import ASKED, VOCABULARY
from advisor.errors import BadInput, near
from advisor.files.paths import KNOWLEDGE

FILE = KNOWLEDGE / "sentences.tsv"
NOTHING = "none"
THE_NUMBER = "N"
"""What stands for the number that is asked for."""
_FACTS = tuple(n for n in ASKED if VOCABULARY[n].kind in ("bool", "choice", "choices", "number"))
_NUMERAL = re.compile(r"\d[\d.,]*")


def of_words(path: Path = FILE) -> Iterator[tuple[str, str]]:
    """What words tell: "fact=value", or NOTHING, and the sentence. Raises BadInput with file:line."""
    for name, value, sentence in _rows(path):
        yield (f"{name}={value}" if value else NOTHING), sentence.replace("[", "").replace("]", "")


def of_numbers(path: Path = FILE) -> Iterator[tuple[str, str]]:
    """What a number tells: the fact, or NOTHING, and the sentence with THE_NUMBER. Raises BadInput with file:line."""
    for name, _, sentence in _rows(path):
        if "[" in sentence:
            yield name, re.sub(r"\[(.*?)\]", _standing_for, sentence)


def _standing_for(number: re.Match[str]) -> str:
    """The number's place, with its unit where that is in the brackets too: "[80 ms]" is "N ms"."""
    shown, found = _NUMERAL.subn(f" {THE_NUMBER} ", number[1], count=1)
    return shown if found else f" {THE_NUMBER} {number[1]} "


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3:
            raise BadInput(
                "no labelled sentence",
                file=str(path),
                line=number,
                text=line,
                expected="fact, value, sentence",
            )
        try:
            yield _checked(*cells)
        except BadInput as e:
            raise e.at(str(path), number) from None


def _checked(name: str, value: str, sentence: str) -> tuple[str, str, str]:
    if name not in (*_FACTS, NOTHING):
        raise BadInput("no fact that sentences are labelled with", text=name, near=near(name, _FACTS))
    which = VOCABULARY.get(name)
    numeric = which is None or which.kind == "number"
    values = ("",) if numeric else (which.values if which and which.values else ("yes", "no"))
    if value not in values:
        raise BadInput(f"{name} has no such value", text=value, near=near(value, values))
    if which is not None and numeric and not re.search(r"\[.+\]", sentence):
        raise BadInput("the number is not marked", text=sentence, expected="the number in [brackets]")
    return name, value, sentence
