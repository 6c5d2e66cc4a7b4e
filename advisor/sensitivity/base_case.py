"""The case under study, decided once: every question of the outlook starts from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.answer import Answer
from advisor.case.facts import VOCABULARY
from advisor.costing.arrays import where
from advisor.costing.comparison import Comparison, compare_routes
from advisor.costing.inputs import Inputs
from advisor.costing.models.what_is_known import with_answers_carried_over
from advisor.costing.route_memory import ReadTracker
from advisor.decision.assess import assess, judge, money_facts
from advisor.decision.basis import DecisionBasis
from advisor.decision.defaults import with_defaults
from advisor.decision.verdict import verdict_bill
from advisor.sensitivity.outcome import Outcome, outcome, outcome_of

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case
    from advisor.case.fact_type import Value
    from advisor.costing.bill import Bill
    from advisor.decision.assess import Assessment, Judgement
    from advisor.decision.decision import Decision
    from advisor.knowledge.records import DefaultValue
    from advisor.rules import Evaluation, RuleSet

GPU = "gpu:"
"""Stands before the name of a GPU among the samples."""


class BaseCase(Struct, frozen=True, dict=True, eq=False):
    """A case on a date. `part`: the rules its verdict rests on; `inputs`: its facts, defaults filled in.

    `tuned`: the tuned route that is compared; `closed`: the routes that rules close; `row`: the row of the money
    that the verdict names.
    """

    case: Case
    part: RuleSet
    inputs: Inputs
    money: Comparison
    evaluation: Evaluation
    outcome: Outcome
    tuned: str | None
    closed: frozenset[str]
    row: Bill | None

    @property
    def priced(self) -> bool:
        """Whether the routes can be priced."""
        return self.money.load is not None

    def likely(self, name: str) -> float:
        """The likely value of a figure of the knowledge, or of a price named by `gpu:` and a GPU."""
        book = self.inputs.knowledge
        if not name.startswith(GPU):
            return book.estimate(name).likely
        hour = self.inputs.gpu_hour(book.gpu(name.removeprefix(GPU)))
        return float(hour.value) if hour is not None else 0.0

    def given(self, values: Mapping[str, Any]) -> Inputs:
        """The inputs with these values of facts, figures and prices, numbers or arrays.

        A default that is a share of a fact, or is picked by one, moves with it.
        """
        facts: dict[str, Any] = dict(self.inputs.facts)
        samples: dict[str, Any] = dict(self.inputs.samples)
        for name, value in values.items():
            (facts if name in VOCABULARY else samples)[name] = value
        changed = set(values)
        waiting = [d for d in self.inputs.knowledge.defaults if d.fact in facts]
        waiting = [d for d in waiting if d.fact not in self.case.answers]
        while moving := [d for d in waiting if changed & d.hangs_on]:
            for default in moving:
                facts[default.fact] = self._moved(default, values, facts)
                changed.add(default.fact)
            waiting = [d for d in waiting if d not in moving]
        return replace(self.inputs, facts=facts, samples=samples, used={})

    @cached_property
    def read_by_money(self) -> frozenset[str]:
        """The facts that costing asked for; no other can move the money of this case, nor what is known by it."""
        noted = ReadTracker(self.inputs.facts, self.inputs.ask_once)
        money_facts(compare_routes(self.inputs.watched(noted)))
        for question, given in noted.questions:
            question(noted, *given)
        return frozenset(VOCABULARY if noted.whole else noted.names)

    def decide(self, changed: Mapping[str, Value | None]) -> Outcome:
        """The outcome with these answers changed; None makes one unknown. Raises BadInput."""
        case = self._changed(changed)
        facts, _ = with_defaults(case, self.inputs.knowledge)
        said = frozenset(case.answers)
        before = self.inputs.facts
        differing = {n for n in facts.keys() | before.keys() if facts.get(n) != before.get(n)}
        if differing & self.read_by_money:
            money = compare_routes(replace(self.inputs, facts=facts, said=said, used={}))
            return outcome(self.part, money, self.evaluation)
        inputs = replace(self.inputs, facts=facts, said=said, used=self.money.inputs.used)
        money = replace(self.money, inputs=with_answers_carried_over(inputs, self.money.now))
        return outcome(self.part, money, self.evaluation)

    def answered(self, changed: Mapping[str, Value | None]) -> BaseCase:
        """The base case with these answers changed; None makes one unknown. Raises BadInput."""
        return _answered(self._changed(changed), self)

    def _changed(self, changed: Mapping[str, Value | None]) -> Case:
        answers = {n: a for n, a in self.case.answers.items() if n not in changed}
        answers |= {n: Answer(v) for n, v in changed.items() if v is not None}
        return replace(self.case, answers=answers)

    def _moved(self, default: DefaultValue, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        """The default now that facts it hangs on have changed; a value given for it keeps its place in the range."""
        if default.fact not in values:
            return _likely(default, facts)
        was = default.range(self.inputs.facts)
        now = default.range(
            {**facts, **({default.by: self.inputs.facts.get(default.by)} if default.by else {})}
        )
        value = values[default.fact]
        if was is None or now is None:
            return value
        left = now.low + _part(value - was.low, was.likely - was.low) * (now.likely - now.low)
        right = now.likely + _part(value - was.likely, was.high - was.likely) * (now.high - now.likely)
        return where(value <= was.likely, left, right)


def decide_base_case(case: Case, basis: DecisionBasis, as_of: datetime.date) -> BaseCase:
    """`case` decided on `as_of`. Raises what `decide` raises."""
    part = basis.rules.policy
    assessment = assess(case, DecisionBasis(part, basis.knowledge), as_of)
    return _base(assessment.case, part, assessment.inputs, assessment)


def base_case_of(decision: Decision, basis: DecisionBasis) -> BaseCase:
    """The base case of a decision that `basis` led to."""
    return decide_base_case(decision.case, basis, decision.as_of)


def base_case_of_assessment(assessment: Assessment) -> BaseCase:
    """The base case of a case that is assessed already."""
    return _base(assessment.case, assessment.rules.policy, assessment.inputs, assessment)


def _answered(case: Case, of: BaseCase) -> BaseCase:
    facts, _ = with_defaults(case, of.inputs.knowledge)
    inputs = replace(of.inputs, facts=facts, said=frozenset(case.answers), used={})
    return _base(case, of.part, inputs, judge(of.part, compare_routes(inputs), of.evaluation))


def _base(case: Case, part: RuleSet, inputs: Inputs, judgement: Judgement) -> BaseCase:
    row = verdict_bill(judgement.money, judgement.ruling)
    closed = frozenset(judgement.closed)
    outcome = outcome_of(judgement)
    return BaseCase(
        case, part, inputs, judgement.money, judgement.evaluation, outcome, judgement.tuned, closed, row
    )


def _likely(default: DefaultValue, facts: Mapping[str, Any]) -> Any:
    """The likely value of `default`, one for each element where it hangs on arrays."""
    arrays = [n for n in sorted(default.hangs_on) if hasattr(facts.get(n), "shape")]
    if not arrays:
        found = default.range(facts)
        return default.value if found is None else found.likely
    import numpy as np

    rows, places = np.unique(np.array([facts[n] for n in arrays]), axis=1, return_inverse=True)
    likely = []
    for row in rows.T:
        found = default.range({**facts, **dict(zip(arrays, row.tolist(), strict=True))})
        likely.append(found.likely if found else np.nan)
    return np.array(likely)[places.reshape(-1)]


def _part(of: Any, whole: float) -> Any:
    return of / whole if whole else 0.0 * of
