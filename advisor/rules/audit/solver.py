"""Proofs over all assignments of facts, unknown included: conditions as formulas over the cells of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advisor.case.facts import VOCABULARY
from advisor.files.extras import missing
from advisor.rules.condition import Condition, Test
from advisor.rules.facts_from_answers import MONTHS_BETWEEN_SHIFTS
from advisor.rules.rule import Rule
from advisor.rules.ruleset import RuleSet
from advisor.rules.value_classes import CADENCE, OUTPACED, SHIFT, cells

Formula = Any
"""A z3 Boolean; the library has no types."""


def _z3() -> Formula:
    try:
        import z3
    except ImportError:
        raise missing("audit", "the audit needs the z3 solver") from None
    return z3


class Proof:
    """Conditions of one rule set as formulas.

    Facts that are asked, and those costing derives, are free, each in one of its cells or unknown. Facts that
    rules derive are defined by their rules: a value where one holds, no or NOTHING where all decline, else unknown.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.z3 = _z3()
        self.rules = rules
        self.cells = dict(cells(rules))
        self._true: dict[Test, Formula] = {}
        self._false: dict[Test, Formula] = {}
        self._made = {name: makers for name, makers in rules.makers.items() if name not in VOCABULARY}
        self._is: dict[str, Mapping[Any, Formula]] = {}
        self._solver = self.z3.Solver()
        self.free = {
            name: [self.z3.Bool(f"{name}:{i}") for i in range(len(values))]
            for name, values in self.cells.items()
            if name not in self._made and name != OUTPACED
        }
        for flags in self.free.values():
            self._solver.add(self.z3.AtMost(*flags, 1))

    def true(self, node: Condition) -> Formula:
        """Where the condition holds."""
        if isinstance(node, Test):
            return self._reading(node)[0]
        join = self.z3.And if node.join == "all" else self.z3.Or
        return join([self.true(p) for p in node.parts])

    def false(self, node: Condition) -> Formula:
        """Where the condition is known not to hold."""
        if isinstance(node, Test):
            return self._reading(node)[1]
        join = self.z3.Or if node.join == "all" else self.z3.And
        return join([self.false(p) for p in node.parts])

    def none_of(self, nodes: Iterable[Condition]) -> Formula:
        """Where none of the conditions holds."""
        return self.z3.Not(self.z3.Or([self.true(n) for n in nodes]))

    def possible(self, *formulas: Formula) -> bool:
        """Whether some assignment makes all formulas true."""
        return bool(self._solver.check(self._all(formulas)) == self.z3.sat)

    def example(self, *formulas: Formula) -> Mapping[str, Any] | None:
        """A minimal assignment that makes all formulas true: no fact of it can be dropped. None: impossible."""
        wanted = self._all(formulas)
        if self._solver.check(wanted) != self.z3.sat:
            return None
        model = self._solver.model()
        kept: dict[str, Formula] = {
            name: flag
            for name, flags in self.free.items()
            for flag in flags
            if self.z3.is_true(model.eval(flag, model_completion=True))
        }
        fixed = [self._unknown(name) for name in self.free if name not in kept]
        for name in list(kept):
            others = [flag for other, flag in kept.items() if other != name]
            if self._solver.check(wanted, *fixed, self._unknown(name), *others) == self.z3.sat:
                del kept[name]
                fixed.append(self._unknown(name))
        return {
            name: next(v for v, f in zip(self.cells[name], self.free[name], strict=True) if f.eq(flag))
            for name, flag in kept.items()
        }

    def _all(self, formulas: Sequence[Formula]) -> Formula:
        return self.z3.And(list(formulas))

    def _unknown(self, name: str) -> Formula:
        return self.z3.Not(self.z3.Or(self.free[name]))

    def _reading(self, test: Test) -> tuple[Formula, Formula]:
        if test not in self._true:
            unknown = test.holds({})
            sides: dict[bool, list[Formula]] = {True: [], False: []}
            states = self._states(test.fact)
            for value, formula in states.items():
                found = test.holds({test.fact: value})
                assert found is not None
                sides[found].append(formula)
            if unknown is not None:
                sides[unknown].append(self.z3.Not(self.z3.Or(list(states.values()))))
            self._true[test], self._false[test] = (self.z3.Or(sides[side]) for side in (True, False))
        return self._true[test], self._false[test]

    def _states(self, name: str) -> Mapping[Any, Formula]:
        """Value of the fact -> where the fact has it."""
        if name not in self._is:
            if name == OUTPACED:
                self._is[name] = self._outpaced()
            elif name in self._made:
                self._is[name] = self._derived(self._made[name], name)
            else:
                self._is[name] = dict(zip(self.cells[name], self.free[name], strict=True))
        return self._is[name]

    def _derived(self, makers: tuple[Rule, ...], name: str) -> Mapping[Any, Formula]:
        """Where two rules would derive different values, the first counts here; that they do is a finding."""
        found: dict[Any, list[Formula]] = {}
        earlier: list[Formula] = []
        for maker in makers:
            holds = self.true(maker.when)
            value = maker.derives()[name]
            found.setdefault(value, []).append(self.z3.And(holds, self.z3.Not(self.z3.Or(earlier))))
            earlier.append(holds)
        nothing = self.z3.And([self.false(m.when) for m in makers])
        return {
            **{value: self.z3.Or(where) for value, where in found.items()},
            self.rules.declined[name]: nothing,
        }

    def _outpaced(self) -> Mapping[Any, Formula]:
        both: dict[bool, list[Formula]] = {True: [], False: []}
        for shift, is_shift in self._states(SHIFT).items():
            for every, is_every in self._states(CADENCE).items():
                both[MONTHS_BETWEEN_SHIFTS[shift] < every].append(self.z3.And(is_shift, is_every))
        return {value: self.z3.Or(where) for value, where in both.items()}
