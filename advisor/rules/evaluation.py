"""One evaluation: what the engine fired, checked against the three-valued reading, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from advisor.case.fact_type import Fact, Facts, Value
from advisor.errors import BadInput, near
from advisor.rules.condition import (
    NOTHING,
    Condition,
    Settled,
    Test,
    deciding,
    tests,
)
from advisor.rules.rule import Rule


class EngineFault(RuntimeError):
    """durable-rules and the three-valued reading disagree: no advice is better than wrong advice."""


class LevelledRules(Protocol):
    """Rules in the order in which they run; see RuleSet."""

    rules: tuple[Rule, ...]
    levels: tuple[tuple[Rule, ...], ...]
    makers: dict[str, tuple[Rule, ...]]
    settles: list[list[str]]
    declined: dict[str, Any]

    @property
    def vocabulary(self) -> Mapping[str, Fact]:
        """The facts that rules may name."""
        ...

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id. Raises BadInput with the nearest id."""
        ...


class Because(NamedTuple):
    """One test that made a rule what it is, and the value it met; None where the fact is unknown."""

    fact: str
    test: str
    value: Value | None


class Firing(NamedTuple):
    """A rule that holds, with the tests that made it hold."""

    rule: Rule
    because: tuple[Because, ...]


class Evaluation:
    """The rules on one set of facts. `facts` are those given and those derived."""

    def __init__(
        self, rules: LevelledRules, settled: Mapping[str, Any], states: Mapping[str, bool | None]
    ) -> None:
        self._rules, self._settled, self._states = rules, settled, states
        self._opened: dict[str, tuple[str, ...]] = {}
        self.facts: Facts = {k: v for k, v in settled.items() if v is not NOTHING}

    @property
    def holding(self) -> tuple[Rule, ...]:
        """The rules that hold, in order."""
        return tuple(rule for rule in self._rules.rules if self._states[rule.id])

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """The rules that hold, each with the tests that make it hold."""
        return tuple(Firing(rule, self._because(rule)) for rule in self.holding)

    def state(self, rule_id: str) -> bool | None:
        """True: the rule holds; False: it does not; None: an unknown fact leaves it open."""
        return self._states[self._rules.rule(rule_id).id]

    def reads(self, node: Condition) -> bool | None:
        """What any condition is on these facts."""
        return node.holds(self._settled)

    def deciding(self, rule_id: str) -> tuple[Because, ...]:
        """The tests that make the rule hold, fail, or stay open."""
        return self._because(self._rules.rule(rule_id))

    def tests(self, rule_id: str) -> tuple[tuple[Because, bool | None], ...]:
        """Every test of the rule's condition, and whether it holds; None where its fact is not known."""
        each = dict.fromkeys(tests(self._rules.rule(rule_id).when))
        return tuple((self._met(test), test.holds(self._settled)) for test in each)

    def open_facts(self, rule_id: str) -> tuple[str, ...]:
        """Unknown facts that keep the rule open, looking through those that rules derive."""
        if rule_id not in self._opened:
            self._opened[rule_id] = tuple(dict.fromkeys(self._open(self._rules.rule(rule_id))))
        return self._opened[rule_id]

    def _open(self, rule: Rule) -> Iterator[str]:
        if self._states[rule.id] is not None:
            return
        for test in deciding(rule.when, self._settled):
            makers = self._rules.makers.get(test.fact)
            if makers is None:
                yield test.fact
            else:
                for maker in makers:
                    yield from self.open_facts(maker.id)

    def _because(self, rule: Rule) -> tuple[Because, ...]:
        return tuple(self._met(test) for test in dict.fromkeys(deciding(rule.when, self._settled)))

    def _met(self, test: Test) -> Because:
        value = self._settled.get(test.fact)
        return Because(test.fact, test.text, None if value is NOTHING else value)


def evaluate(rules: LevelledRules, fire: Callable[[int, Settled], set[str]], facts: Facts) -> Evaluation:
    """Run all levels of `rules` on `facts`. Raises BadInput for bad facts, EngineFault for a wrong firing.

    `fire`: the ids of the rules of a level that the engine fires.
    """
    settled = checked(facts, rules.vocabulary)
    states: dict[str, bool | None] = {}
    for n, level in enumerate(rules.levels):
        fired = fire(n, settled)
        for rule in level:
            state = states[rule.id] = rule.when.holds(settled)
            if (rule.id in fired) is not (state is True):
                place = f"{rule.file}:{rule.line}"
                raise EngineFault(
                    f"{place}: durable-rules and the reading of {rule.id} disagree on {settled}"
                )
        for name in rules.settles[n]:
            _settle(name, rules.makers[name], rules.declined[name], states, settled)
    return Evaluation(rules, settled, states)


def checked(facts: Facts, vocabulary: Mapping[str, Fact]) -> dict[str, Any]:
    """`facts` within types and bounds, without those that are None. Raises BadInput."""
    known: dict[str, Any] = {}
    for name, value in facts.items():
        if value is None:
            continue
        if name not in vocabulary:
            raise BadInput("unknown fact", text=name, near=near(name, vocabulary))
        known[name] = vocabulary[name].check(value)
    return known


def _settle(
    name: str,
    makers: tuple[Rule, ...],
    declined: Any,
    states: Mapping[str, bool | None],
    settled: dict[str, Any],
) -> None:
    """Give a derived fact its value, `declined` where every maker declined; leave it open otherwise."""
    given = name in settled
    by: Rule | None = None
    for maker in makers:
        if not states[maker.id]:
            continue
        value = maker.derives()[name]
        if name in settled and settled[name] != value:
            other = f"{by.id} ({by.file}:{by.line}) derives" if by else "it is given as"
            raise BadInput(
                f"{maker.id} derives {name}: {value}, but {other} {settled[name]}",
                file=maker.file,
                line=maker.line,
            )
        settled[name], by = value, by or (None if given else maker)
    if name not in settled and all(states[m.id] is False for m in makers):
        settled[name] = declined
