"""The search for a proof that no value of open facts leads to another outcome.

All rules are read over sets of values at once; where that is too coarse, one fact is split by the test that it
leaves undetermined. The search ends at the first outcome that differs, and gives up after `BUDGET` readings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

from advisor.case.facts import TRIED
from advisor.costing.models.what_is_known import MEASURED_ON_MODEL
from advisor.decision.verdict import MOVING, REFERENCE, TUNED_ROUTE, reference_route
from advisor.rules.condition import Test
from advisor.rules.facts_from_answers import FOLLOWS_FROM
from advisor.sensitivity.outcome import Outcome
from advisor.sensitivity.settling.money_bounds import RETIRES
from advisor.sensitivity.settling.open_values import abstract_policy, implied_facts, possible_answers
from advisor.sensitivity.settling.value_sets import (
    ABSENT,
    UNKNOWN,
    AbstractEvaluation,
    Space,
    Values,
    conclusions,
)

if TYPE_CHECKING:
    from advisor.sensitivity.base_case import BaseCase
    from advisor.sensitivity.settling.money_bounds import MoneyBounds

BUDGET = 400


class Search:
    """Completions of `base_case` in which any of `remaining` may be answered, with the money of `stakes`."""

    def __init__(self, base_case: BaseCase, remaining: Collection[str], stakes: MoneyBounds) -> None:
        self._base_case, self._remaining, self._stakes = base_case, remaining, stakes
        self._policy, self._cells = abstract_policy(base_case.part)
        self._sources = [s for name, sources in FOLLOWS_FROM.items() if name in self._cells for s in sources]
        self.left = BUDGET
        self._simple: dict[tuple[Values, ...], Space] = {}
        self._whole: AbstractEvaluation | None = None
        self._staying: dict[tuple[Values, ...], tuple[str, ...]] = {}

    def start(self) -> Space:
        """Everything that is possible."""
        return {**self._stakes.facts(), **possible_answers(self._base_case, self._remaining, self._cells)}

    def outcomes(self, space: Space) -> tuple[set[Outcome], AbstractEvaluation]:
        """The outcomes that `space` may have, and the rules over it."""
        self.left -= 1
        full = {**space, **self._follows(space)}
        retires = full.get(RETIRES, UNKNOWN)
        if True in retires:
            for name in MEASURED_ON_MODEL:
                known = full.get(name, UNKNOWN)
                after = self._after_the_move(name)
                full[name] = after if retires == (True,) else tuple(dict.fromkeys((*known, *after, ABSENT)))
        reading = AbstractEvaluation(self._policy, full, self._whole)
        tuned, chosen = self._stakes.choice(reading)
        reading.choose({n: space.get(n, values) for n, values in chosen.items()})
        self._whole = self._whole or reading
        staying = self._references(full, reading)
        found: set[Outcome] = set()
        for rule in reading.may_conclude():
            route, trained = conclusions(rule)
            routes = {REFERENCE: staying, TUNED_ROUTE: tuned}.get(route, (route,))
            found.update(Outcome(r, trained) for r in routes)
        return found, reading

    def _references(self, full: Space, reading: AbstractEvaluation) -> tuple[str, ...]:
        """The untrained routes that the verdict may name: that of today where moving to the cheapest does not repay."""
        key = self._stakes.references(full), *(reading.space.get(name, UNKNOWN) for name in MOVING)
        if key not in self._staying:
            self._staying[key] = tuple(dict.fromkeys(_reference(*values) for values in product(*key)))
        return self._staying[key]

    def _after_the_move(self, name: str) -> Values:
        """What an answer about a model that ends may be of the one in its place."""
        if TRIED in self._remaining:
            return (True, False, ABSENT)
        return (self._base_case.money.inputs.facts.get(name, ABSENT),)

    def _follows(self, space: Space) -> Space:
        key = tuple(space.get(n, UNKNOWN) for n in self._sources)
        if key not in self._simple:
            self._simple[key] = implied_facts(self._base_case, space, self._cells, self._remaining)
        return self._simple[key]

    def proves(self, space: Space, outcome: Outcome) -> bool:
        """Whether `outcome` is the only one; False also where the search gives up."""
        found, reading = self.outcomes(space)
        if found == {outcome}:
            return True
        if outcome not in found or self.left <= 0:
            return False
        split = next(self._splits(reading, space, outcome), None)
        return split is not None and all(self.proves(part, outcome) for part in split)

    def _splits(self, reading: AbstractEvaluation, space: Space, outcome: Outcome) -> Iterator[list[Space]]:
        """Ways to split `space` by a fact that leaves a concluding rule open, first those of another outcome."""
        rules = sorted(reading.may_conclude(), key=lambda r: conclusions(r) == tuple(outcome))
        for rule in rules:
            for test in reading.open_tests(rule):
                parts = self._parts(test, space, reading)
                if len(parts) > 1:
                    yield parts

    def _parts(self, test: Test, space: Space, reading: AbstractEvaluation) -> list[Space]:
        if test.fact in FOLLOWS_FROM:
            for source in FOLLOWS_FROM[test.fact]:
                values = space.get(source, UNKNOWN)
                if len(values) > 1:
                    return [{**space, source: (v,)} for v in values]
            return []
        values = space.get(test.fact, reading.space.get(test.fact, UNKNOWN))
        groups: dict[Any, Values] = {}
        for value in values:
            truth = test.holds({} if value is ABSENT else {test.fact: value})
            groups[truth] = (*groups.get(truth, ()), value)
        return [{**space, test.fact: group} for group in groups.values()]


def _reference(route: str, *moving: Any) -> str:
    """The untrained route that the verdict may name where `route` is the cheapest."""
    return reference_route({"reference_route": route, **dict(zip(MOVING, moving, strict=True))})
