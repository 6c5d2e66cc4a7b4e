"""Whose error it is: the model's own, which is a failure, or the runner's, which says nothing of the model."""

from __future__ import annotations

import functools
import re

from advisor.evals.rows.row import State
from advisor.files import yaml_file

_LOOKED_AT = 4000


def state_of_error(text: str) -> State:
    """`failed` for a limit of the model (context length, content filter), `missing` for anything else.

    A message with signs of both, such as "429: too many tokens per minute", is the runner's, unless the vendor
    refused the request itself.
    """
    shown = text[:_LOOKED_AT].lower()
    patterns = _patterns()
    if patterns["runner"].search(shown) and not patterns["request"].search(shown):
        return "missing"
    return "failed" if patterns["model"].search(shown) else "missing"


def is_of_runner(text: str) -> bool:
    """Whether a message has a sign of network, key, quota or time."""
    return _patterns()["runner"].search(text[:_LOOKED_AT].lower()) is not None


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = yaml_file.beside(__file__, "errors.yaml")
    return {
        kind: re.compile("|".join(rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])" for w in words))
        for kind, words in data.items()
    }
