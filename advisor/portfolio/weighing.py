"""The verdict of a case and its money, without the proof that a memo needs: for when there are many."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.fact_type import Value
from advisor.decision.assess import assess
from advisor.decision.basis import DecisionBasis
from advisor.decision.costs import break_even
from advisor.decision.leans import Ahead
from advisor.decision.tell_verdict import step_after
from advisor.decision.verdict import verdict_bill
from advisor.sensitivity.settling.standing import stands

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


@dataclass(frozen=True)
class Weighed:
    """What `decide` says of route, money and gates."""

    route: str
    trained: bool
    settled: bool
    next_route: str | None
    bill: Bill | None
    money: Comparison
    facts: Mapping[str, Value]
    band: str | None


def thin(world: DecisionBasis) -> DecisionBasis:
    """`world` with the rules that a verdict rests on and no others."""
    return DecisionBasis(world.rules.policy, world.knowledge)


def weighed(case: Case, world: DecisionBasis, as_of: datetime.date) -> Weighed:
    """`case` on `as_of`, with a world made by `thin`. Raises what `decide` raises."""
    found = assess(case, world, as_of)
    following, asked = step_after(found, Ahead(found, None), stands)
    return Weighed(
        found.ruling.route,
        found.ruling.trained,
        asked is None,
        following.route,
        verdict_bill(found.money, found.ruling),
        found.money,
        found.facts,
        break_even(found.money, found.tuned).band,
    )
