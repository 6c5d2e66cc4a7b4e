"""What a text says of the machines that the model runs on: the user's own GPUs, or none."""

from __future__ import annotations

import functools
import re

from advisor.case.answers import meaning
from advisor.case.facts import fact
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numerals.number_words import WORDS
from advisor.knowledge.names.model_names import open_size

_RATE = r"~?\d[\d.,]*k? ?(?:a|per|/) ?(?:month|mo|year|week|quarter)\b"
SOLD_BY = "/"
"""Stands in the id of a model behind who sells it."""


def without_machines(text: str) -> str:
    """`text` with blanks where GPUs are counted, and their price named as one: "two rented H100s for 5k a month"."""
    text = re.sub(rf"(?i)\b({_counted()}) (?:for|at) (?={_RATE})", r"\1 cost ", text)
    return re.sub(rf"(?i)\b{_counted()}", lambda m: " " * len(m[0]), text)


def may_cost(text: str) -> bool:
    """Whether a rate stands right behind counted GPUs, so that it may be their price: "two L40S, 4k a month"."""
    return re.search(rf"(?i)\b{_counted()}, {_RATE}", text) is not None


@functools.cache
def _counted() -> str:
    machines = "|".join(re.escape(w.rstrip("*")) + r"\w*" for w in entries("hardware"))
    return rf"(?:\d+|{'|'.join(WORDS)})(?: ?x)?(?: (?!a |per )\w+){{0,3}} (?:{machines})\b"


def runs_inside(text: str) -> bool:
    """Whether the words say that the model runs on the user's own GPUs."""
    where = fact("serving_today")
    if says(text, "on_gpus"):
        return True
    meant = meaning.of(text, where)
    return meant.values == ("own-gpus",) and (meant.sure or meaning.volunteered(text, where) == meant.values)


def runs_otherwise(text: str) -> bool:
    """Whether the words say that no vendor's model runs: one's own GPUs do the work, or people, or nothing yet."""
    return runs_inside(text) or bool(meaning.volunteered(text, fact("serving_today")))


def is_vendors(model: str) -> bool:
    """Whether nobody but a vendor can run a model of this name: its weights are not to be had."""
    words = set(re.split(r"[^a-z0-9]+", model.lower()))
    return not words.isdisjoint(entries("vendor_models")) and words.isdisjoint(entries("open_models"))


def reads_like_model(name: str) -> bool:
    """Whether a name is that of a family, or states a size: `qwen3-32b`, `acme-7b`; "fp8" is none."""
    heads = re.findall(r"[a-z]+", name.lower())
    return open_size(name) is not None or not set(entries("model_families")).isdisjoint(heads)


def is_sold(model: str) -> bool:
    """Whether a model is one that a vendor runs: nobody else can, or its id names who sells it."""
    return is_vendors(model) or SOLD_BY in model
