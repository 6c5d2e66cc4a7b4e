"""The values that open answers may still take, as the rules tell them apart."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from advisor.case.facts import ASKED
from advisor.rules.facts_from_answers import FOLLOWS_FROM, with_derived
from advisor.rules.value_classes import OUTPACED
from advisor.rules.value_classes import cells as cut
from advisor.sensitivity.settling.value_sets import (
    ABSENT,
    UNKNOWN,
    AbstractPolicy,
    Space,
    Values,
)

if TYPE_CHECKING:
    from advisor.rules import RuleSet
    from advisor.sensitivity.base_case import BaseCase

GOOD_ENOUGH, CAUSE = "prompt_meets_bar", "failure_cause"
"""A prompt that is good enough fills in that there is no cause of failure."""

_kept: weakref.WeakKeyDictionary[RuleSet, tuple[AbstractPolicy, Mapping[str, Values]]] = (
    weakref.WeakKeyDictionary()
)


def abstract_policy(part: RuleSet) -> tuple[AbstractPolicy, Mapping[str, Values]]:
    """The rules ready to be read over sets, and each fact they read cut into cells."""
    found = _kept.get(part)
    if found is None:
        found = _kept[part] = AbstractPolicy(part), cut(part)
    return found


def unanswered_facts(base_case: BaseCase) -> tuple[str, ...]:
    """The facts that may be asked and have no answer; defaults count as none."""
    return tuple(n for n in ASKED if n not in base_case.case.answers)


def possible_answers(
    base_case: BaseCase, remaining: Collection[str], cells: Mapping[str, Values]
) -> dict[str, Values]:
    """The possible values of every asked fact that rules read, when any of `remaining` may be answered or not."""
    return {
        name: _values(base_case, name, remaining, values)
        for name, values in cells.items()
        if not base_case.part.vocabulary[name].derived
    }


def implied_facts(
    base_case: BaseCase, space: Space, cells: Mapping[str, Values], remaining: Collection[str]
) -> Space:
    """The facts that follow from answers alone."""
    found: dict[str, Values] = {}
    for name, sources in FOLLOWS_FROM.items():
        if name not in cells:
            continue
        if name == OUTPACED:
            known = {s: space.get(s, UNKNOWN) for s in sources}
        elif any(s in remaining for s in sources):
            found[name] = (*cells[name], ABSENT)
            continue
        else:
            known = {s: (base_case.inputs.facts.get(s, ABSENT),) for s in sources}
        found[name] = tuple(dict.fromkeys(f.get(name, ABSENT) for f in map(with_derived, _each(known))))
    return found


def _values(base_case: BaseCase, name: str, remaining: Collection[str], values: Values) -> Values:
    facts = base_case.inputs.facts
    if name in base_case.case.answers:
        return (facts[name],)
    if name in remaining:
        filled = name in facts
        return values if filled else (*values, ABSENT)
    now = facts.get(name, ABSENT)
    default = base_case.inputs.knowledge.default(name)
    if default is not None and default.hangs_on & set(remaining):
        return (*values, ABSENT)
    if name == CAUSE and GOOD_ENOUGH in remaining:
        return tuple(dict.fromkeys((now, ())))
    return (now,)


def _each(space: Space) -> Iterator[dict[str, Any]]:
    for values in product(*space.values()):
        yield {n: v for n, v in zip(space, values, strict=True) if v is not ABSENT}
