"""The cases that stand beside a rule: `fires` must make it hold, `silent` must not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.errors import BadInput
from advisor.rules.evaluation import Because, Evaluation
from advisor.rules.facts_from_answers import with_derived
from advisor.rules.rule import InlineCase, Rule
from advisor.rules.ruleset import RuleSet


@dataclass(frozen=True)
class FailedInlineCase:
    """An inline case that does not do what it says, with the tests that decided otherwise."""

    rule: Rule
    kind: Literal["fires", "silent"]
    case: InlineCase
    state: bool | None
    because: tuple[Because, ...]
    file: str
    line: int
    error: str = ""

    def __str__(self) -> str:
        said = "should fire" if self.kind == "fires" else "should stay silent"
        state = {True: "it fires", False: "it does not", None: "it stays open"}[self.state]
        why = self.error or "; ".join(f"{b.fact} {b.test}" for b in self.because)
        meant = f" ({self.case.why})" if self.case.why else ""
        facts = dict(self.case.facts)
        return f"{self.file}:{self.line}: {self.rule.id} {said} on {facts}{meant}, but {state} ({why})"


def failing_cases(rules: RuleSet, only: Sequence[Rule] | None = None) -> Iterator[FailedInlineCase]:
    """Run the inline cases of `only`, or of every rule, and yield those that do not hold."""
    for rule in rules.rules if only is None else only:
        for i, case in enumerate(rule.fires):
            yield from _run(rules, rule, "fires", i, case)
        for i, case in enumerate(rule.silent):
            yield from _run(rules, rule, "silent", i, case)


def case_count(rules: RuleSet) -> int:
    """How many inline cases the rules hold."""
    return sum(len(rule.fires) + len(rule.silent) for rule in rules.rules)


def evaluated(rules: RuleSet, case: InlineCase) -> Evaluation:
    """An inline case as it is evaluated: with the derived facts that follow from its answers alone."""
    return rules.evaluate(with_derived(case.facts), rules.unanswered)


def _run(
    rules: RuleSet, rule: Rule, kind: Literal["fires", "silent"], i: int, case: InlineCase
) -> Iterator[FailedInlineCase]:
    file, line = rules.place(rule.id, kind, i)
    try:
        found = evaluated(rules, case)
    except BadInput as e:
        yield FailedInlineCase(rule, kind, case, None, (), file, line, str(e))
        return
    state = found.state(rule.id)
    if (state is True) is not (kind == "fires"):
        yield FailedInlineCase(rule, kind, case, state, found.deciding(rule.id), file, line)
