"""Answers that are read, but odd for what was asked: they are read back."""

from __future__ import annotations

import re
from collections.abc import Collection

from advisor.case.answer import Answer
from advisor.case.description import one_line
from advisor.case.fact_type import Fact
from advisor.case.lexicon import own_words
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers import mentions
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput

_HOW_OFTEN = ("input_shift", "knowledge_changes")
_NAMED = ("number", "model", "gaps")
"""Kinds of facts whose answers name what they tell: other words beside them are no sign of another question."""
_DIGIT = re.compile(r"\d")


def is_odd(text: str, answer: Answer, fact: Fact) -> bool:
    """Whether an answer is far from what is usual, tells how much and not how often, or names a model and no vendor."""
    if fact.kind == "number":
        return _is_unlikely(answer.value, fact)
    if fact.name in _HOW_OFTEN:
        return _tells_how_much(text)
    of_vendors = fact.kind == "choices" and not fact.values
    return of_vendors and bool(_DIGIT.search(text)) and says(text, "model_families")


def told_instead(text: str, fact: Fact, askable: Collection[str]) -> dict[str, Answer]:
    """What a sentence tells for certain of questions of their own, where it tells nothing of the one that is asked."""
    if fact.kind in _NAMED or " " not in text.strip():
        return {}
    line = one_line.parse(text, _no_model)
    if fact.name in line.told:
        return {}
    apart = entries("own_questions")
    return {n: a for n, a in line.found.items() if n in apart and n in askable and not _akin(n, fact)}


def _akin(name: str, fact: Fact) -> bool:
    """Whether words that tell one of two facts tell the other too: who never evaluated has no baseline."""
    return name in own_words.load().akin.get(fact.name, ())


def _is_unlikely(value: object, fact: Fact) -> bool:
    ends = own_words.load().likely.get(fact.name)
    if ends is None or not isinstance(value, int | float) or value == 0:
        return False
    low, high = map(float, ends)
    return not low <= value <= high


def _tells_how_much(text: str) -> bool:
    """Whether it counts so many a day, or a growth: "9,000 orders a month"."""
    try:
        said = mentions.find(text)
    except TwoMeanings:
        return False
    return any(m.percent or m.is_money or (m.per and m.low > 1 and m.noun[:1] != ("times",)) for m in said)


def _no_model(name: str) -> str:
    raise BadInput("no model is looked for", text=name)
