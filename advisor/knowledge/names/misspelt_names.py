"""Which models a misspelt name may be: the same version and size, other letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.knowledge.names.known_names import KnownNames
    from advisor.knowledge.names.name_parts import NameParts

_LONGEST = 120
"""Longer than any name: no slip of the pen."""
_CLOSE, _CLOSE_LONG, _LONG = 0.65, 0.7, 6
"""How alike a slip is to the word that was meant, more so where both have so many letters."""


def misspelt_ids(book: KnownNames, parts: NameParts) -> list[str]:
    """The models of the same version and size whose name differs in letters that are no known word; none if none."""
    known = {*book.name_vocabulary, *book.name_words["stages"]}
    wrong = [w for w in parts.words if figures(w) != w and w not in known]
    if not wrong or len(parts.key) > _LONGEST:
        return []
    keys = book.names_by_figures.get(figures("".join(parts.words)), {})
    families = {*book.name_words["families"]}
    close = [key for key in keys if _misspells(parts.words, key.split(), wrong, families)]
    best = max(
        close, key=lambda key: (any(map(book.is_ours, keys[key])), _alike(parts.key, key)), default=None
    )
    return keys[best] if best else []


def _misspells(
    asked: Sequence[str], words: Sequence[str], wrong: Sequence[str], families: Collection[str]
) -> bool:
    """Whether `asked` is `words`, of the same figures, but for letters in the `wrong` ones.

    A family may be left out, as in `sonet 4.6`.
    """
    words = [w for w in words if w not in families or any(_is_slip(w, x) for x in asked)]
    if not {w for w in asked if w.isalpha() and w not in wrong} <= {*words}:
        return False
    added = [w for w in words if w.isalpha() and w not in asked]
    if len(added) > len(wrong):
        return False
    meant = [re.sub("[^a-z]", "", w) for w in words if w not in asked]
    if any(w.isalpha() and not any(_is_slip(w, x) for x in meant) for w in wrong):
        return False  # a word of its own (`audio`, `image`) names another model
    letters = ["".join(sorted("".join(part))) for part in (asked, words)]
    return all(any(_is_slip(w, x) for x in wrong) for w in added) and _alike(*letters) >= _CLOSE


def _is_slip(one: str, other: str) -> bool:
    return _alike(one, other) >= (_CLOSE_LONG if min(len(one), len(other)) >= _LONG else _CLOSE)


def _alike(one: str, other: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, one, other).ratio()


def figures(text: str) -> str:
    """The figures and points of a text: what a slip of the pen may not change."""
    return re.sub(r"[^\d.]", "", text)
