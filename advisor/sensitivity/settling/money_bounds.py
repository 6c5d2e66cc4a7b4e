"""What the money may come to while answers are open: exactly, where costing reads none of them; else anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from advisor.case.facts import TRIED, VOCABULARY
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.case.routes import ROUTES, TUNED, UNTRAINED
from advisor.costing.models.availability import current_model
from advisor.costing.selection import acceptable_routes
from advisor.decision.model_facts import model_facts
from advisor.decision.tuned_route import FOLLOW, tuned_route, tuned_route_facts
from advisor.rules import CHOICE_FACTS
from advisor.rules.condition import NOTHING
from advisor.rules.facts_from_answers import FOLLOWS_FROM
from advisor.sensitivity.settling.open_values import abstract_policy
from advisor.sensitivity.settling.value_sets import (
    ABSENT,
    UNKNOWN,
    AbstractEvaluation,
    Space,
    Values,
    tuned_open,
)

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.sensitivity.base_case import BaseCase

GAP = "other_model_gap"
BAR = ("prompt_meets_bar", GAP, "failure_cause")
"""Answers that say which untrained routes meet the bar."""
OPENS = {
    "escalation_share": "cascade",
    "corpus_in_prompt_tokens": "rag",
    "data_boundary": "self-host",
    "models_tried": "self-host",
}
"""Answers that no rule need read and that may make a route acceptable: which one."""
RETIRES, BOUNDARY, HORIZON = "model_retires", "data_boundary", "horizon_months"
"""Whether today's model is shut down hangs on where it is called, and for how long."""


class MoneyBounds(Protocol):
    """The money of a workload whose other answers are open."""

    def facts(self) -> Space:
        """What costing says of the routes one by one."""

    def references(self, space: Space) -> tuple[str, ...]:
        """The untrained routes that may be the reference."""

    def choice(self, reading: AbstractEvaluation) -> tuple[tuple[str, ...], Space]:
        """The tuned routes that may be compared, and what follows from the choice."""


class KnownMoney:
    """The money as priced: no open answer is read by costing."""

    def __init__(self, money: Comparison) -> None:
        self._money = money
        self._facts: dict[str, Any] = {**money.facts(), **model_facts(money)}
        self._follows: dict[tuple[str | None, frozenset[str]], dict[str, Any]] = {}

    def facts(self) -> Space:
        """Every fact with its one value."""
        return {name: (value,) for name, value in self._facts.items()}

    def references(self, space: Space) -> tuple[str, ...]:
        """The reference as priced; the prompt while nothing is."""
        found = self._money.reference
        return (UNTRAINED[0] if found is None else found.route,)

    def choice(self, reading: AbstractEvaluation) -> tuple[tuple[str, ...], Space]:
        """The choice for every way in which open rules may close routes."""
        closing = reading.may_close()
        surely = {r for r, sure in closing.items() if sure}
        tuned: dict[str, None] = {}
        follows: dict[str, dict[Any, None]] = {}
        for open_ in _subsets([r for r in closing if r not in surely and r in TUNED]):
            shut = frozenset(surely | open_)
            for read in _combinations({n: reading.space.get(n, UNKNOWN) for n in CHOICE_FACTS}):
                chosen = tuned_route(self._money, shut, {**self._facts, **read})
                found = self._follow(chosen, shut)
                if chosen is not None:
                    tuned[chosen] = None
                for name in FOLLOW:
                    follows.setdefault(name, {})[found.get(name, ABSENT)] = None
        return tuple(tuned), {name: tuple(values) for name, values in follows.items()}

    def _follow(self, chosen: str | None, shut: frozenset[str]) -> dict[str, Any]:
        key = chosen, frozenset() if chosen else shut
        if key not in self._follows:
            self._follows[key] = tuned_route_facts(self._money, shut, chosen)
        return self._follows[key]


class UnknownMoney:
    """Money that nothing is known of but what the answers themselves rule out, when any of `remaining` may come."""

    def __init__(self, base_case: BaseCase, remaining: Collection[str]) -> None:
        self._base_case, self._remaining = base_case, remaining
        part = base_case.part
        self._anything = {
            name: (*values, ABSENT)
            for name, values in abstract_policy(part)[1].items()
            if name in VOCABULARY and VOCABULARY[name].derived and name not in part.makers
        }
        self._references: dict[tuple[Values, ...], tuple[str, ...]] = {}
        self._accepted: dict[Values, tuple[str, ...]] = {}

    def facts(self) -> Space:
        """Every fact of the money with all its values, unknown among them."""
        free = {n: v for n, v in self._anything.items() if n not in FOLLOW and n not in FOLLOWS_FROM}
        return {**free, RETIRES: self._retires()}

    def _retires(self) -> Values:
        """Whether today's model may be shut down within the horizon: the longer that is, the sooner."""
        facts = self._base_case.inputs.facts
        if "model" in self._remaining:
            return (True, False, ABSENT)
        options = []
        for name in (BOUNDARY, HORIZON):
            fact = VOCABULARY[name]
            ends = fact.values if fact.values else (fact.low, fact.high)
            options.append(ends if name in self._remaining else (facts.get(name),))
        found: dict[Any, None] = {}
        for boundary, horizon in product(*options):
            given = {**facts, BOUNDARY: boundary, HORIZON: horizon}
            now = current_model(replace(self._base_case.inputs, facts=given, used={}))
            found[ABSENT if now is None else now.retires] = None
        return tuple(found)

    def references(self, space: Space) -> tuple[str, ...]:
        """Whichever acceptable route is the cheapest, and the prompt, which stands in for one that has no price."""
        key = tuple(space.get(name, UNKNOWN) for name in BAR)
        found = self._references.get(key)
        if found is None:
            each = {self._acceptable(values) for values in product(*key)}
            routes = {UNTRAINED[0]}.union(*each, (r for n, r in OPENS.items() if n in self._remaining))
            found = self._references[key] = tuple(r for r in ROUTES if r in routes)
        return found

    def _acceptable(self, values: Values) -> tuple[str, ...]:
        if values not in self._accepted:
            known = self._base_case.inputs.facts
            facts = {n: known[n] for n in OPENS if n in known and n not in self._remaining}
            facts |= {n: v for n, v in zip(BAR, values, strict=True) if v is not ABSENT}
            if GAP in facts:
                facts[TRIED] = ModelsTried.of({UNNAMED: facts.pop(GAP)})
            self._accepted[values] = acceptable_routes(replace(self._base_case.inputs, facts=facts))
        return self._accepted[values]

    def choice(self, reading: AbstractEvaluation) -> tuple[tuple[str, ...], Space]:
        """Any tuned route that is not surely closed, in any band."""
        closing = reading.may_close()
        able = tuned_open(closing)
        open_: list[Any] = [True] if able else []
        if all(r in closing for r in TUNED):
            open_.append(False)
        if able:
            open_.append(ABSENT)
        follows = {n: self._anything[n] for n in FOLLOW if n in self._anything}
        return able, {**follows, "tuned_route_open": tuple(open_)}


def _subsets(routes: list[str]) -> Iterator[set[str]]:
    sizes = (combinations(routes, n) for n in range(len(routes) + 1))
    return (set(found) for found in chain.from_iterable(sizes))


def _combinations(space: Space) -> Iterator[dict[str, Any]]:
    for values in product(*space.values()):
        yield {n: v for n, v in zip(space, values, strict=True) if v is not ABSENT and v is not NOTHING}
