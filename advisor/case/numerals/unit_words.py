"""The words that numbers are counted, timed and paid in: knowledge/unit_words.yaml."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE

Means = TypeVar("Means")


class UnitWords(msgspec.Struct, frozen=True):
    """Spans, currencies and powers of ten, each with the words for it; the words of other units."""

    spans: dict[str, list[str]]
    adverbs: dict[str, list[str]]
    rates: dict[str, list[str]]
    once_a_week: list[str]
    once_a_year: frozenset[str]
    currencies: dict[str, list[str]]
    scales: dict[int, list[str]]
    unsure_scales: set[str]
    tokens: set[str]
    token_sides: set[str]
    file_sizes: set[str]
    text_sizes: set[str]
    percent: set[str]
    milliseconds: set[str]
    times_over: set[str]
    done_times: list[str]


@functools.cache
def load() -> UnitWords:
    """knowledge/unit_words.yaml. Raises msgspec.ValidationError where it does not hold what it should."""
    data = yaml_cache.read(KNOWLEDGE / "unit_words.yaml").data
    return msgspec.convert(data, UnitWords, strict=False)


def by_word(words: Mapping[Means, Iterable[str]]) -> dict[str, Means]:
    """What each word means."""
    return {word: means for means, said in words.items() for word in said}
