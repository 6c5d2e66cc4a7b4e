"""The words in which the interview shows a value: `own-network` is "it stays in our network"."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE


def value_label(fact: str, value: str) -> str:
    """A value of this fact as its question puts it; without a question it stands for itself."""
    return _labels().get(fact, {}).get(value, value)


def quoted(fact: str, value: str) -> str:
    """The same in quotation marks, for a sentence around it; a value that stands for itself has none."""
    label = value_label(fact, value)
    return value if label == value else f'"{label}"'


@functools.cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    questions = yaml_cache.read(KNOWLEDGE / "checklist.yaml").data["questions"]
    parts = [part for question in questions for part in question["parts"]]
    return {p["fact"]: {str(c["value"]): str(c["label"]) for c in p.get("choices", ())} for p in parts}
