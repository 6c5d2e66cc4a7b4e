"""Which open answer has the most power over the verdict, and which have none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.costing.models.what_is_known import MEASURED_ON_MODEL
from advisor.decision.tuned_route import FOLLOW
from advisor.decision.verdict import REFERENCE, TUNED_ROUTE
from advisor.rules import CHOICE_FACTS
from advisor.rules.facts_from_answers import FOLLOWS_FROM
from advisor.sensitivity.base_case import BaseCase, decide_base_case
from advisor.sensitivity.settling.money_bounds import RETIRES, KnownMoney, UnknownMoney
from advisor.sensitivity.settling.proof_search import Search
from advisor.sensitivity.settling.settle import priced_facts
from advisor.sensitivity.settling.value_sets import ABSENT, AbstractEvaluation, Space, conclusions

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis


def next_question(
    case: Case, basis: DecisionBasis, as_of: datetime.date, candidates: Sequence[str]
) -> str | None:
    """The one of `candidates`, facts still to be asked in their natural order, that narrows the verdict most.

    None when none of them can change it. Raises what `decide` raises.
    """
    ranked = by_power(decide_base_case(case, basis, as_of), candidates)
    return ranked[0] if ranked else None


def by_power(base_case: BaseCase, candidates: Sequence[str]) -> list[str]:
    """`candidates` that can still change the verdict, the most powerful first; of equals in the order given.

    Power: how few outcomes stay possible once the answer is known, on average over its cells. What is left out
    cannot change the verdict before one of those that are listed is answered.
    """
    asked = [n for n in candidates if n not in base_case.case.answers]
    money = priced_facts(base_case)
    stakes = UnknownMoney(base_case, asked) if money.intersection(asked) else KnownMoney(base_case.money)
    search = Search(base_case, asked, stakes)
    start = search.start()
    found, reading = search.outcomes(start)
    if found == {base_case.outcome}:
        return []
    reached = _reached(base_case, reading)
    able = [n for n in asked if n in reached or (MONEY in reached and n in money)]
    left = {name: _left(search, start, name, len(found)) for name in able}
    return sorted(able, key=left.__getitem__)


MONEY = "money"
"""Stands for all answers that costing reads."""


def _left(search: Search, start: Space, name: str, now: int) -> float:
    """The outcomes that stay possible once `name` is known, as bits; those of today where only costing reads it.

    Of a list, its single members stand for all.
    """
    values = [v for v in start.get(name, ()) if v is not ABSENT and not (isinstance(v, tuple) and len(v) > 1)]
    if not values:
        return math.log2(now)
    return sum(math.log2(max(len(search.outcomes({**start, name: (v,)})[0]), 1)) for v in values) / len(
        values
    )


def _reached(base_case: BaseCase, reading: AbstractEvaluation) -> set[str]:
    """The facts whose tests leave the verdict open, MONEY among them where its facts do."""
    rules = list(reading.may_conclude())
    routes = {conclusions(r)[0] for r in rules}
    tests = [t for r in rules for t in reading.open_tests(r)]
    if TUNED_ROUTE in routes or any(t.fact in FOLLOW for t in tests):
        behind = [m for name in CHOICE_FACTS for m in base_case.part.makers.get(name, ())]
        closing = base_case.part.closing
        tests += [t for r in (*closing, *behind) for t in reading.open_tests(r)]
    found: set[str] = {MONEY} if routes & {REFERENCE, TUNED_ROUTE} else set()
    for test in tests:
        if test.fact in FOLLOWS_FROM:
            found.update(FOLLOWS_FROM[test.fact])
        else:
            found.add(MONEY if base_case.part.vocabulary[test.fact].derived else test.fact)
    if len(reading.space.get(RETIRES, ())) > 1 and found.intersection(MEASURED_ON_MODEL):
        found.add(MONEY)
    return found
