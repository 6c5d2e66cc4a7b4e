"""The words in which the interview shows a value: `own-network` is "it stays in our network"."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE


def value_label(fact: str, value: str) -> str:
    """A value of this fact as its question puts it; without a question it stands for itself."""
    return _labels().get(fact, {}).get(value, value)


def quoted(fact: str, value: str) -> str:
    """The same in quotation marks, for a sentence around it; a value that stands for itself has none."""
    label = value_label(fact, value)
    return value if label == value else f'"{label}"'


def question_asked(fact: str) -> str:
    """How a fact is asked for; one that nobody asks stands for itself."""
    return next((str(p["ask"]) for p in _parts() if p["fact"] == fact), fact)


@functools.cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {p["fact"]: {str(c["value"]): str(c["label"]) for c in p.get("choices", ())} for p in _parts()}


@functools.cache
def _parts() -> Sequence[Mapping[str, Any]]:
    questions = yaml_cache.read(KNOWLEDGE / "checklist.yaml").data["questions"]
    return [part for question in questions for part in question["parts"]]
