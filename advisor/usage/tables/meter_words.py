"""Words in the names of meters that tell which kind of token each counts, and in which unit."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from advisor.files import yaml_file


@functools.cache
def meter_words(kind: str) -> str:
    """The pattern by which a text in lower case is of this kind."""
    return "|".join(meter_names(kind))


def meter_names(kind: str) -> Sequence[str]:
    """The words themselves."""
    words: Mapping[str, Sequence[str]] = yaml_file.beside(__file__, "meter_words.yaml")
    return words[kind]
