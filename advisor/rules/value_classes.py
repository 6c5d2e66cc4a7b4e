"""Every fact cut into the finitely many cells that rules can tell apart, each with a value standing for it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import chain, combinations, pairwise
from typing import Any

from advisor.case.fact_type import LARGEST, Fact
from advisor.case.models_tried import GAPS, ModelsTried
from advisor.rules import condition
from advisor.rules.facts_from_answers import MONTHS_BETWEEN_SHIFTS
from advisor.rules.ruleset import RuleSet

CADENCE, SHIFT, OUTPACED = "retrain_every_months", "input_shift", "input_outpaces_retraining"
ANOTHER = "another"
"""Stands for a name that no rule mentions, where the fact takes any name."""


def cells(rules: RuleSet) -> Mapping[str, tuple[Any, ...]]:
    """For each fact that a condition reads, and what follows from it, one value a cell."""
    named: dict[str, set[Any]] = {}
    for rule in rules.rules:
        for test in condition.tests(rule.when):
            several = test.op in ("one of", "none of")
            values = test.value if several else () if test.value in (None, ()) else (test.value,)
            named.setdefault(test.fact, set()).update(values)
    if OUTPACED in named:
        named.setdefault(SHIFT, set())
        months = [m for m in MONTHS_BETWEEN_SHIFTS.values() if math.isfinite(m)]
        named.setdefault(CADENCE, set()).update(months)
    return {name: _cells(rules.vocabulary[name], found) for name, found in named.items()}


def _cells(fact: Fact, named: set[Any]) -> tuple[Any, ...]:
    match fact.kind:
        case "bool":
            return True, False
        case "choice":
            return fact.values
        case "model":
            return *sorted(named), ANOTHER
        case "gaps":
            return tuple(ModelsTried.of({ANOTHER: gap}) for gap in GAPS)
        case "choices":
            names = fact.values or (*sorted(named), ANOTHER)
            return tuple(chain.from_iterable(combinations(names, n) for n in range(len(names) + 1)))
        case _:
            return tuple(v for v in _between(fact, sorted(named)) if _in_bounds(fact, v))


def _between(fact: Fact, thresholds: list[float]) -> Iterable[float]:
    """The thresholds, and a value below, between and above them; whole where the fact is whole."""
    if not thresholds:
        return [_inside(fact, fact.low, fact.high)]
    inner = [_inside(fact, a, b) for a, b in pairwise(thresholds)]
    ends = [_inside(fact, fact.low, thresholds[0]), _inside(fact, thresholds[-1], fact.high)]
    return sorted({*thresholds, *(v for v in (*inner, *ends) if v not in thresholds)})


def _inside(fact: Fact, low: float, high: float) -> float:
    """A value strictly between the two where there is one; else the end that is the fact's own bound."""
    if not math.isfinite(low):
        return 0.0 if not math.isfinite(high) else high - max(1.0, abs(high))
    if not math.isfinite(high) or high >= LARGEST:
        return low * 2 if low > 0 else low + 1.0 if low == 0 else low / 2 if low < -1 else 1.0
    if fact.whole:
        return low + 1 if low + 1 < high else low
    return (low + high) / 2


def _in_bounds(fact: Fact, value: float) -> bool:
    return fact.low <= value <= fact.high and not (fact.above_low and value == fact.low)
