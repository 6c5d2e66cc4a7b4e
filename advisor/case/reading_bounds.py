"""The bounds by which text is read, each with its reason: knowledge/reading_bounds.yaml."""

from __future__ import annotations

import functools
from fractions import Fraction

from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE


@functools.cache
def _values() -> dict[str, float]:
    """Every bound by its id."""
    return {
        row["id"]: row["value"] for row in yaml_cache.read(KNOWLEDGE / "reading_bounds.yaml").data["bounds"]
    }


def bound(name: str) -> float:
    """The bound of this id, in the unit that the file states. Raises KeyError for an unknown one."""
    return _values()[name]


def exact_bound(name: str) -> Fraction:
    """The same as an exact fraction, to be held against exact numbers."""
    return Fraction(str(_values()[name]))
