"""The case that is looked at, decided once: what every question of the outlook starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from advisor.choice import closings
from advisor.costing.comparison import Comparison, compare
from advisor.costing.inputs import Inputs
from advisor.defaults import fill
from advisor.facts import VOCABULARY
from advisor.outlook.policy import Outcome, judged, policy

if TYPE_CHECKING:
    import datetime

    from advisor.case import Case
    from advisor.knowledge.records import Default
    from advisor.rulebase import RuleSet
    from advisor.world import World

GPU = "gpu:"
"""Stands before the name of a GPU among the samples."""


@dataclass(frozen=True)
class Ground:
    """A case on a date. `part`: the rules its verdict rests on; `inputs`: its facts, defaults filled in.

    `tuned`: the tuned route that is compared; `closed`: the routes that rules close.
    """

    case: Case
    part: RuleSet
    inputs: Inputs
    money: Comparison
    outcome: Outcome
    tuned: str | None
    closed: frozenset[str]

    @property
    def priced(self) -> bool:
        """Whether the routes can be priced."""
        return self.money.load is not None

    def given(self, values: Mapping[str, Any]) -> Inputs:
        """The inputs with these values of facts, figures and prices, numbers or arrays.

        A default that is a share of a fact, or is picked by one, moves with it.
        """
        facts: dict[str, Any] = dict(self.inputs.facts)
        samples: dict[str, Any] = dict(self.inputs.samples)
        for name, value in values.items():
            (facts if name in VOCABULARY else samples)[name] = value
        for default in self.inputs.knowledge.defaults:
            if default.fact not in self.case.answers and default.fact in facts:
                self._move(default, values, facts)
        return replace(self.inputs, facts=facts, samples=samples, used={})

    def _move(self, default: Default, values: Mapping[str, Any], facts: dict[str, Any]) -> None:
        name = default.fact
        hangs_on = [n for n in (default.share_of, default.by) if n is not None and n in values]
        if name not in values and hangs_on:
            facts[name] = _filled(default, facts, facts[hangs_on[0]])
        elif (whole := default.share_of) and whole in values:
            before = self.inputs.facts[whole]
            facts[name] = values[name] * (facts[whole] / before) if before else values[name]


def stand(case: Case, world: World, as_of: datetime.date) -> Ground:
    """`case` decided on `as_of`. Raises what `decide` raises."""
    facts, _ = fill(case, world.knowledge)
    inputs = Inputs(world.knowledge, as_of, facts, case.prices)
    part, money = policy(world.rules), compare(inputs)
    found, evaluation, tuned = judged(part, money)
    return Ground(case, part, inputs, money, found, tuned, frozenset(closings(evaluation)))


def _filled(default: Default, facts: Mapping[str, Any], moved: Any) -> Any:
    if not hasattr(moved, "shape"):
        found = default.range(facts)
        return found.likely if found else None
    import numpy as np

    names = [n for n in (default.share_of, default.by) if n]
    columns = np.array([np.broadcast_to(facts[n], moved.shape) for n in names])
    rows, places = np.unique(columns, axis=1, return_inverse=True)
    likely = []
    for row in rows.T:
        found = default.range(dict(zip(names, row.tolist(), strict=True)))
        likely.append(found.likely if found else np.nan)
    return np.array(likely)[places.reshape(-1)]
