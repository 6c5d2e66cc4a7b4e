"""The part of the rules that a verdict rests on."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from advisor.decision.tuned_route import READ
from advisor.rules import Close, Conclude

if TYPE_CHECKING:
    from advisor.rules import RuleSet

_parts: weakref.WeakKeyDictionary[RuleSet, RuleSet] = weakref.WeakKeyDictionary()
_policies: weakref.WeakSet[RuleSet] = weakref.WeakSet()


def policy(rules: RuleSet) -> RuleSet:
    """The rules that conclude or close, and those that derive what these read; evidence and notes are left out."""
    if rules in _policies:
        return rules
    found = _parts.get(rules)
    if found is None:
        found = _parts[rules] = rules.part(_needed(rules))
        _policies.add(found)
    return found


def _needed(rules: RuleSet) -> set[str]:
    waiting = [r for r in rules.rules if isinstance(r.then, Conclude | Close)]
    for name in READ:
        waiting += rules.makers.get(name, ())
    found: set[str] = set()
    while waiting:
        rule = waiting.pop()
        if rule.id not in found:
            found.add(rule.id)
            for name in rules.reads(rule):
                waiting += rules.makers.get(name, ())
    return found
