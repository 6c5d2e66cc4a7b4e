"""The outcome of a verdict, and the thresholds at which rules tell numbers apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from advisor.decision.assess import judge
from advisor.rules import condition

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement
    from advisor.rules import Evaluation, RuleSet


class Outcome(NamedTuple):
    """The outcome of a verdict: its route, and whether a tuned model runs there."""

    route: str
    trained: bool

    def __str__(self) -> str:
        return f"{self.route}, {'trained' if self.trained else 'untrained'}"


def outcome(part: RuleSet, money: Comparison, base: Evaluation | None = None) -> Outcome:
    """The outcome for priced answers. Raises BadInput if the rules leave them without one.

    `base`: what the rules made of other answers to the same workload.
    """
    return outcome_of(judge(part, money, base))


def outcome_of(judgement: Judgement) -> Outcome:
    """The outcome of what was judged."""
    return Outcome(judgement.ruling.route, judgement.ruling.trained)


def thresholds(part: RuleSet) -> Mapping[str, tuple[float, ...]]:
    """Numeric fact -> the values at which `part` tells it apart, in order."""
    found: dict[str, set[float]] = {}
    for rule in part.rules:
        for test in condition.tests(rule.when):
            if part.vocabulary[test.fact].kind == "number" and test.value is not None:
                values = test.value if isinstance(test.value, tuple) else (test.value,)
                found.setdefault(test.fact, set()).update(values)
    return {name: tuple(sorted(values)) for name, values in found.items()}
