"""One evaluation: what the engine fired, checked against the three-valued reading, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from advisor.case.fact_type import Fact, Facts, Value
from advisor.errors import BadInput, near
from advisor.rules.condition import (
    NOTHING,
    Condition,
    Settled,
    Test,
    deciding_tests,
    tests,
)
from advisor.rules.rule import Rule

if TYPE_CHECKING:
    from advisor.rules.durable_engine import Pass, Passes


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
    def read_in(self) -> Mapping[str, frozenset[str]]:
        """Fact -> ids of the rules whose condition names it."""
        ...

    @property
    def vocabulary(self) -> Mapping[str, Fact]:
        """The facts that rules may name."""
        ...

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id. Raises BadInput with the nearest id."""
        ...


class Because(NamedTuple):
    """One test that made a rule what it is, and the value it met; None if the fact is unknown."""

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
        self,
        rules: LevelledRules,
        given: Mapping[str, Any],
        settled: Mapping[str, Any],
        states: Mapping[str, bool | None],
        passes: Passes,
    ) -> None:
        self._rules, self.settled, self.states = rules, settled, states
        self.given, self.passes = given, passes
        self._opened: dict[str, tuple[str, ...]] = {}
        self.facts: Facts = {k: v for k, v in settled.items() if v is not NOTHING}

    @cached_property
    def holding(self) -> tuple[Rule, ...]:
        """The rules that hold, in order."""
        return tuple(rule for rule in self._rules.rules if self.states[rule.id])

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """The rules that hold, each with the tests that make it hold."""
        return tuple(Firing(rule, self._because(rule)) for rule in self.holding)

    def state(self, rule_id: str) -> bool | None:
        """True: the rule holds; False: it does not; None: an unknown fact leaves it open."""
        return self.states[self._rules.rule(rule_id).id]

    def reads(self, node: Condition) -> bool | None:
        """What any condition is on these facts."""
        return node.holds(self.settled)

    def deciding(self, rule_id: str) -> tuple[Because, ...]:
        """The tests that make the rule hold, fail, or stay open."""
        return self._because(self._rules.rule(rule_id))

    def tests(self, rule_id: str) -> tuple[tuple[Because, bool | None], ...]:
        """Every test of the rule's condition, and whether it holds; None if its fact is not known."""
        each = dict.fromkeys(tests(self._rules.rule(rule_id).when))
        return tuple((self._met(test), test.holds(self.settled)) for test in each)

    def open_facts(self, rule_id: str) -> tuple[str, ...]:
        """Unknown facts that keep the rule open, looking through those that rules derive."""
        if rule_id not in self._opened:
            self._opened[rule_id] = tuple(dict.fromkeys(self._open(self._rules.rule(rule_id))))
        return self._opened[rule_id]

    def _open(self, rule: Rule) -> Iterator[str]:
        if self.states[rule.id] is not None:
            return
        for test in deciding_tests(rule.when, self.settled):
            makers = self._rules.makers.get(test.fact)
            if makers is None:
                yield test.fact
            else:
                for maker in makers:
                    yield from self.open_facts(maker.id)

    def _because(self, rule: Rule) -> tuple[Because, ...]:
        return tuple(self._met(test) for test in dict.fromkeys(deciding_tests(rule.when, self.settled)))

    def _met(self, test: Test) -> Because:
        value = self.settled.get(test.fact)
        return Because(test.fact, test.text, None if value is NOTHING else value)


Fire = Callable[[int, Settled, "Passes", Set[str]], "Mapping[int, Pass]"]
"""What the engine fires in a level on facts, of which so many changed since these passes."""


def evaluate(rules: LevelledRules, fire: Fire, facts: Facts, base: Evaluation | None = None) -> Evaluation:
    """Run all levels of `rules` on `facts`. Raises BadInput for bad facts, EngineFault for a wrong firing.

    `base`: the same rules, or a part of them or of what they are a part of, on other facts: what reads none of those
    that differ is not run again.
    """
    run = _Run(rules, checked(facts, rules.vocabulary, base.given if base else {}), base)
    for level in range(len(rules.levels)):
        run.level(level, fire)
    return Evaluation(rules, run.given, run.settled, run.states, run.passes)


class _Run:
    """An evaluation under way: `settled` are the facts so far, `states` what is known of rules."""

    def __init__(self, rules: LevelledRules, given: Mapping[str, Any], base: Evaluation | None) -> None:
        self._rules, self.given, self.settled = rules, given, dict(given)
        self._before, self.passes = (base.passes if base else {}), dict[int, "Pass"]()
        self._was, self._kept = (base.settled, base.states) if base else ({}, {})
        self.states = dict[str, bool | None]()
        self._changed, self._stale = set[str](), set[str]()
        if base:
            for name in differing(given, base.given):
                self._change(name)

    def level(self, level: int, fire: Fire) -> None:
        """Run the rules of `level`, then settle the facts whose last maker was among them."""
        passes = fire(level, self.settled, self._before, self._changed)
        fired = frozenset[str]().union(*(p.fired for p in passes.values()))
        for rule in self._rules.levels[level]:
            if rule.id in self._kept and rule.id not in self._stale:
                self.states[rule.id] = self._kept[rule.id]
                continue
            state = self.states[rule.id] = rule.when.holds(self.settled)
            if (rule.id in fired) is not (state is True):
                place = f"{rule.file}:{rule.line}"
                raise EngineFault(
                    f"{place}: durable-rules and the reading of {rule.id} disagree on {self.settled}"
                )
        self.passes |= passes
        for name in self._rules.settles[level]:
            _settle(name, self._rules.makers[name], self._rules.declined[name], self.states, self.settled)
            if self._before and self.settled.get(name) != self._was.get(name):
                self._change(name)

    def _change(self, name: str) -> None:
        self._changed.add(name)
        self._stale |= self._rules.read_in.get(name, frozenset())


def differing(some: Mapping[str, Any], others: Mapping[str, Any]) -> set[str]:
    """The names whose values are not the same in both."""
    changed = {n for n, v in some.items() if others.get(n) is not v and others.get(n) != v}
    return changed | (others.keys() - some.keys())


def checked(facts: Facts, vocabulary: Mapping[str, Fact], before: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` within types and bounds, without those that are None. Raises BadInput. `before`: checked already."""
    known: dict[str, Any] = {}
    for name, value in facts.items():
        if value is None:
            continue
        if name not in vocabulary:
            raise BadInput("unknown fact", text=name, near=near(name, vocabulary))
        known[name] = value if before.get(name) is value else vocabulary[name].check(value)
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
