"""In which order rules run: each after all that derive a fact it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from advisor.rules import condition
from advisor.rules.diagnostics import OnFault, fault
from advisor.rules.parsing.rule_text import RuleText
from advisor.rules.rule import Rule


def run_levels(rules: Sequence[Rule], sources: Mapping[str, RuleText], on_fault: OnFault) -> dict[str, int]:
    """Rule -> its level: one pass a level is enough. Rules that wait on each other go to `on_fault` and have none."""
    derived_by = rules_by_fact(rules)
    needs: dict[str, Iterable[str]] = {
        r.id: {m.id for test in condition.tests(r.when) for m in derived_by.get(test.fact, ())} for r in rules
    }
    while True:
        try:
            order = list(TopologicalSorter(needs).static_order())
            break
        except CycleError as e:
            cycle: list[str] = e.args[1]
            source = sources[cycle[0]]
            message = "rules wait on each other: " + " -> ".join(reversed(cycle))
            on_fault(fault("A009", source.doc, source.place_of("when"), message))
            needs = {i: set(n) - set(cycle) for i, n in needs.items() if i not in cycle}
    found: dict[str, int] = {}
    for i in order:
        found[i] = 1 + max((found[n] for n in needs[i]), default=-1)
    return found


def rules_by_fact(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Derived fact -> the rules that derive it, in order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for name in rule.derives():
            found[name] = (*found.get(name, ()), rule)
    return found
