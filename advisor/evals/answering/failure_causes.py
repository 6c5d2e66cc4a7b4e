"""Why answers failed: kinds of causes from the words in which files name them, and which are worth proposing."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from advisor.evals.statistics.proportions import exact_interval
from advisor.files import yaml_file

if TYPE_CHECKING:
    from advisor.evals.quality_report import ModelQuality

_LOOKED_AT = 200


def cause_of(text: str) -> str:
    """The cause that a category of failures means, such as "wrong schema"; empty where it means none of them."""
    shown = text[:_LOOKED_AT].lower().replace("_", " ").replace("-", " ")
    return next((cause for cause, pattern in _patterns().items() if pattern.search(shown)), "")


def likely_causes(model: ModelQuality, worth: float, level: float) -> list[tuple[str, int, float, float]]:
    """Causes of more than the share `worth` of this model's failures for sure: how many, and bounds of the share."""
    found = []
    for cause, count in model.causes:
        low, high = exact_interval(count, model.fails, level)
        if low > worth:
            found.append((cause, count, low, high))
    return found


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = yaml_file.beside(__file__, "causes.yaml")
    return {
        cause: re.compile("|".join(rf"\b{re.escape(w)}" for w in words), re.IGNORECASE)
        for cause, words in data.items()
    }
