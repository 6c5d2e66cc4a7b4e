"""For each answer that is a choice, a list, or yes and no: the other values at which the verdict changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.case.fact_type import Fact, Value
from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.models_tried import GAPS, ModelsTried
from advisor.errors import BadInput
from advisor.sensitivity.outcome import Outcome

if TYPE_CHECKING:
    from advisor.sensitivity.base_case import BaseCase


@dataclass(frozen=True)
class CategoricalFlip:
    """With `fact` = `to` the outcome is another one."""

    fact: str
    now: Value
    to: Value
    outcome: Outcome


def categorical_flips(base_case: BaseCase) -> list[CategoricalFlip]:
    """Every other value, of an answer or a default, that changes the verdict; lists change by one member.

    What the input is made of is the work itself, which nobody answers otherwise.
    """
    found = []
    for name in (n for n in ASKED if n != "modalities"):
        now = base_case.inputs.facts.get(name)
        said = name in base_case.case.answers or base_case.inputs.knowledge.default(name) is not None
        if now is None or not said:
            continue
        for to in other_values(VOCABULARY[name], now):
            try:
                outcome = base_case.decide({name: to})
            except BadInput:
                continue
            if outcome != base_case.outcome:
                found.append(CategoricalFlip(name, now, to, outcome))
    return found


def other_values(fact: Fact, now: Any) -> Iterator[Value]:
    """The values beside `now`; of a list, those with one member more or less; of models tried, one other gap.

    None for numbers and models.
    """
    match fact.kind:
        case "bool":
            yield not now
        case "choice":
            yield from (v for v in fact.values if v != now)
        case "choices":
            yield from (tuple(v for v in now if v != gone) for gone in now)
            yield from ((*now, v) for v in fact.values if v not in now)
        case "gaps":
            for model in now:
                others = (gap for gap in GAPS if gap != now.gap(model))
                yield from (ModelsTried.of({**now, model: gap}) for gap in others)
