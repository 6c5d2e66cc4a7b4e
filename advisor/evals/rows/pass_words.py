"""Words and signs for right and wrong, in pairs, as people and tools write them (verdicts.yaml)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from advisor.files import yaml_file

_LONGEST = 60
"""Characters of a verdict; a longer text is none."""
_TINTS = dict.fromkeys([0xFE0F, *range(0x1F3FB, 0x1F400)])


def verdict(written: str) -> float | None:
    """1 for right, 0 for wrong, a half for partly right; None for a word that is none of them."""
    if len(written) > _LONGEST:
        return None
    word = _plain(written)
    known = _words().get(word)
    if known is not None:
        return known
    first, _, rest = word.partition(" ")
    if first in _negations() and _words().get(rest) == 1.0:
        return 0.0
    return _together(word)


def is_partly(written: str) -> bool:
    """Whether this says that an answer is right in part."""
    return len(written) <= _LONGEST and verdict(written) == 0.5


def is_no_verdict(written: str) -> bool:
    """Whether this says that nobody told whether the answer was right."""
    return len(written) <= _LONGEST and _plain(written) in _no_verdicts()


def _together(word: str) -> float | None:
    """What all words of a text say, as in "✅ pass"; None where one says something else."""
    said = {_words().get(part) for part in word.split(" ")}
    return said.pop() if len(said) == 1 else None


def _plain(written: str) -> str:
    text = unicodedata.normalize("NFC", written).translate(_TINTS).casefold()
    return re.sub(r"[\s_\[\](){}-]+", " ", text).strip(" .!,;:") or text.strip()


@functools.cache
def _words() -> Mapping[str, float]:
    data = _data()
    known = {_plain(w): 0.5 for w in data["partly"]} | {_plain(w): 0.0 for w in data["unanswered"]}
    for pair in data["pairs"]:
        known |= {_plain(w): 1.0 for w in pair["right"]} | {_plain(w): 0.0 for w in pair["wrong"]}
    return known


@functools.cache
def _negations() -> frozenset[str]:
    return frozenset(_data()["negations"])


@functools.cache
def _no_verdicts() -> frozenset[str]:
    return frozenset(_plain(w) for w in _data()["no_verdict"])


def _data() -> Mapping[str, Any]:
    return yaml_file.beside(__file__, "verdicts.yaml")
