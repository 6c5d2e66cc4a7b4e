"""All rules together: who derives what, in which order they run, and evaluating them on facts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.case.fact_type import Facts
from advisor.case.routes import BANDS, BandEdges
from advisor.errors import BadInput, near
from advisor.rules import condition
from advisor.rules.engine_program import program
from advisor.rules.evaluation import Evaluation, evaluate
from advisor.rules.figure import Figure, expression
from advisor.rules.rule import Close, Conclude, Rule
from advisor.rules.run_order import rules_by_fact
from advisor.rules.terms import Terms

if TYPE_CHECKING:
    from advisor.rules.durable_engine import Engine
    from advisor.rules.engine_program import Program
    from advisor.rules.parsing.rule_text import RuleText

BAND_STAY, BAND_TRAIN = "band_stay", "band_train"
"""The figures that are the edges of the break-even bands."""


class Origin(NamedTuple):
    """Where a rule stands, and its own YAML."""

    file: str
    line: int
    text: str


Keep = Callable[[Callable[[], "Program"]], "Program"]
"""The program of the rules: kept from an earlier run, or made now."""
CHOICE_FACTS = ("named_route", "boundary_closed", "encoder_alone")
"""Derived facts that the choice of the tuned route reads."""
_CHOICE, _POLICY, _PARTS = 1, 2, 3
"""How many parts of the engine's program are fired: what the choice rests on, what a verdict does, all rules."""


class RuleSet:
    """Rules in the order in which they are listed, compiled for the engine on first use."""

    def __init__(
        self,
        rules: Sequence[Rule],
        levels: Sequence[int],
        sources: Callable[[], Mapping[str, RuleText]],
        terms: Terms,
        sha256: str,
        keep: Keep = lambda make: make(),
        whole: RuleSet | None = None,
        parts: int = _PARTS,
    ) -> None:
        self.vocabulary, self.figures, self.gates = terms.facts, terms.figures, tuple(terms.gates)
        """The facts and figures that rules may name, and the facts that say whether a gate is passed."""
        self.clauses = terms.clauses
        """The fact of a gate -> what holds where it is passed, as a clause."""
        self._terms, self.sha256, self._read_sources, self._keep = terms, sha256, sources, keep
        self._whole, self._parts, self._level, self.rules = whole, parts, levels, tuple(rules)
        level = dict(zip((r.id for r in rules), levels, strict=True))
        self.levels = tuple(
            tuple(r for r, n in zip(rules, levels, strict=True) if n == now)
            for now in range(max(levels, default=-1) + 1)
        )
        """The rules of each level, which run at once, after those of the one before."""
        self.makers = rules_by_fact(self.rules)
        """Derived fact -> the rules that derive it, in order."""
        self.declined = {name: _declined(name, each) for name, each in self.makers.items()}
        """Derived fact -> what it is where all of them decline: no for what is only ever derived as yes."""
        self.settles: list[list[str]] = [[] for _ in self.levels]
        """For each level, the derived facts whose last maker runs there."""
        for name, each in self.makers.items():
            self.settles[max(level[m.id] for m in each)].append(name)
        self._by_id = {r.id: r for r in self.rules}
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @cached_property
    def _sources(self) -> Mapping[str, RuleText]:
        """The rules as written, read where somebody asks for their text or place."""
        return self._read_sources()

    @property
    def bands(self) -> BandEdges:
        """The edges of the break-even bands. Raises BadInput if the rules give them no figure, or cross them."""
        for name in (BAND_STAY, BAND_TRAIN):
            if name not in self.figures:
                raise BadInput("the rules lack a figure", text=name, expected="a figure in times break-even")
        stay, train = self.figures[BAND_STAY], self.figures[BAND_TRAIN]
        if not 0 < stay.value < train.value:
            expected = f"more than {BAND_STAY}, {stay.shown}"
            raise BadInput(
                "the bands cross", file=train.file, line=train.line, text=train.shown, expected=expected
            )
        return BandEdges(stay.value, train.value)

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id. Raises BadInput with the nearest id."""
        try:
            return self._by_id[rule_id]
        except KeyError:
            raise BadInput("unknown rule", text=rule_id, near=near(rule_id, self._by_id)) from None

    @cached_property
    def concluding(self) -> tuple[Rule, ...]:
        """The rules that conclude, in the order of the policy."""
        return tuple(r for r in self.rules if isinstance(r.then, Conclude))

    @cached_property
    def closing(self) -> tuple[Rule, ...]:
        """The rules that close routes."""
        return tuple(r for r in self.rules if isinstance(r.then, Close))

    @cached_property
    def policy(self) -> RuleSet:
        """The rules that a verdict rests on: those that conclude or close, and those that derive what these read.

        Evidence and notes are left out. The two share an engine.
        """
        if self._whole:
            return self
        return self._part([*self.concluding, *self._choosing()], _POLICY)

    @cached_property
    def before_choice(self) -> RuleSet:
        """The rules that the choice of a tuned route rests on: those that close, and those behind what it reads."""
        return self._part(self._choosing(), _CHOICE)

    def _choosing(self) -> list[Rule]:
        return [*self.closing, *(maker for name in CHOICE_FACTS for maker in self.makers.get(name, ()))]

    def _part(self, bases: Iterable[Rule], parts: int) -> RuleSet:
        """`bases` and what they rest on, fired by the engine of the whole."""
        needed = {r.id for base in bases for r in self.behind(base)}
        among = [(r, n) for r, n in zip(self.rules, self._level, strict=True) if r.id in needed]
        rules, levels = [r for r, _ in among], [n for _, n in among]
        whole = self._whole or self
        return RuleSet(
            rules, levels, lambda: self._sources, self._terms, self.sha256, whole=whole, parts=parts
        )

    def origin(self, rule_id: str) -> Path:
        """The folder the rule came with."""
        return self._sources[self.rule(rule_id).id].folder

    def document(self, rule_id: str) -> Origin:
        """File, line and YAML text of the rule; of the gate or topic it is written in, where it is in one."""
        rule, source = self.rule(rule_id), self._sources[rule_id]
        first, last = source.written()
        lines = Path(source.doc.file).read_text("utf-8-sig").splitlines()[first - 1 : last]
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()
        return Origin(rule.file, rule.line, "\n".join(lines) + "\n")

    def written(self, rule_id: str) -> Mapping[str, Any]:
        """The keys of the rule as its file has them."""
        return self._sources[self.rule(rule_id).id].data

    def place(self, rule_id: str, *steps: str | int) -> tuple[str, int]:
        """File and line of a part of the rule, such as `when`."""
        source = self._sources[rule_id]
        return source.doc.file, source.doc.line(source.place_of(*steps))

    def reads(self, rule: Rule) -> tuple[str, ...]:
        """Facts the rule's condition names, in reading order."""
        return tuple(dict.fromkeys(t.fact for t in condition.tests(rule.when)))

    @cached_property
    def read_in(self) -> Mapping[str, frozenset[str]]:
        """Fact -> ids of the rules whose condition names it."""
        if self._whole:
            return self._whole.read_in
        found: dict[str, set[str]] = {}
        for rule in self.rules:
            for fact in self.reads(rule):
                found.setdefault(fact, set()).add(rule.id)
        return {fact: frozenset(ids) for fact, ids in found.items()}

    def readers(self, fact: str) -> tuple[Rule, ...]:
        """The rules whose condition names `fact`."""
        return tuple(r for r in self.rules if fact in self.reads(r))

    def behind(self, rule: Rule) -> tuple[Rule, ...]:
        """The rule, and all that derive what it reads, or what those read."""
        found = {rule.id: rule}
        waiting = [rule]
        for each in waiting:
            for maker in (m for fact in self.reads(each) for m in self.makers.get(fact, ())):
                if maker.id not in found:
                    found[maker.id] = maker
                    waiting.append(maker)
        return tuple(found.values())

    def rests_on(self, rule: Rule) -> tuple[Figure, ...]:
        """The figures that the rule's condition names, or rests on through the facts that other rules derive."""
        names: dict[str, None] = {}
        for test in (t for each in self.behind(rule) for t in condition.tests(each.when)):
            if found := expression(test.written):
                names[found.name] = None
            if set(self.vocabulary[test.fact].values) == set(BANDS):
                names |= dict.fromkeys((BAND_STAY, BAND_TRAIN))
        return tuple(self.figures[n] for n in names if n in self.figures)

    def evaluate(self, facts: Facts, base: Evaluation | None = None) -> Evaluation:
        """What holds, does not hold, and is open for `facts`; with a `base` only what differs from it is read again.

        Raises BadInput for a fact that is unknown to the vocabulary, out of its bounds, or derived
        differently by two rules; EngineUnavailable where durable-rules is missing.
        """
        engine = (self._whole or self).compiled()
        return evaluate(self, partial(engine.fire, self._parts), facts, base)

    @cached_property
    def unanswered(self) -> Evaluation | None:
        """The rules where nothing is known; None if two of them then derive a fact differently."""
        try:
            return self.evaluate({})
        except BadInput:
            return None

    def compiled(self) -> Engine:
        """The engine with these rules. Raises EngineUnavailable if durable-rules is missing."""
        with self._lock:
            if self._engine is None:
                from advisor.rules.durable_engine import Engine

                self._engine = Engine(self._keep(self._program))
        return self._engine

    def _program(self) -> Program:
        """The rules as the engine reads them."""
        levels = [[(r.id, r.when) for r in level] for level in self.levels]
        parts = [{r.id for r in part.rules} for part in (self.before_choice, self.policy)]
        return program(levels, parts, self.vocabulary)


def _declined(name: str, makers: Iterable[Rule]) -> Any:
    return False if all(m.derives()[name] is True for m in makers) else condition.NOTHING
