"""Audits what stands beside conditions: citations, inline cases, boundary tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.case.fact_type import Facts
from advisor.errors import near
from advisor.rules import condition, inline_cases
from advisor.rules.condition import Test, value_text
from advisor.rules.diagnostics import Diagnostic
from advisor.rules.facts_from_answers import with_derived
from advisor.rules.rule import Rule
from advisor.rules.ruleset import RuleSet

CLOSE = 0.02
"""How far below a threshold, as a share of it, a boundary case may stand."""


def findings(rules: RuleSet, claims: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Citations of unknown claims, claims without a rule, inline cases that fail, thresholds without cases.

    `claims`: claim id -> how it is checked.
    """
    for rule in rules.rules:
        yield from _citations(rules, rule, claims)
        yield from _boundaries(rules, rule)
        wrong = list(inline_cases.failing_cases(rules, [rule]))
        for miss in wrong:
            message = str(miss).removeprefix(f"{miss.file}:{miss.line}: ")
            yield Diagnostic("A015", miss.file, miss.line, message)
        if not wrong:
            yield from _undecided(rules, rule)
    cited = {claim for rule in rules.rules for claim in rule.cites}
    file, line = rules.place(rules.rules[0].id) if rules.rules else ("rules", 1)
    for claim, check in claims.items():
        if check == "rule" and claim not in cited:
            yield Diagnostic("A017", file, line, f"no rule cites {claim}, which a rule must carry")


def _citations(rules: RuleSet, rule: Rule, claims: Mapping[str, str]) -> Iterator[Diagnostic]:
    for i, claim in enumerate(rule.cites):
        if claim not in claims:
            file, line = rules.place(rule.id, "cites", i)
            close = near(claim, claims)
            hint = f"; did you mean {close}?" if close else ""
            yield Diagnostic("A010", file, line, f"{rule.id} cites {claim}, which is no claim{hint}")


def _boundaries(rules: RuleSet, rule: Rule) -> Iterator[Diagnostic]:
    cases = [(kind, with_derived(case.facts)) for kind in ("fires", "silent") for case in getattr(rule, kind)]
    for test in dict.fromkeys(condition.tests(rule.when)):
        if test.op in ("below", "at least") and not _has_both_sides(rules, test, cases):
            file, line = rules.place(rule.id, "when", test.fact)
            message = (
                f"{rule.id} has no cases at the boundary of {test.fact}: one of fires and silent needs "
                f"{value_text(test.value)}, the other a value just below it"
            )
            yield Diagnostic("A012", file, line, message)


def _undecided(rules: RuleSet, rule: Rule) -> Iterator[Diagnostic]:
    """Tests that could be left out, turned round or narrowed without any case noticing."""
    cases = [inline_cases.evaluated(rules, case) for case in (*rule.fires, *rule.silent)]
    unnoticed = []
    for test, other in condition.variants(rule.when):
        pairs = [(case.reads(rule.when), case.reads(other)) for case in cases]
        if test.op not in ("known", "unknown"):  # which may only tell an open rule from a silent one
            pairs = [(one is True, two is True) for one, two in pairs]
        if all(one == two for one, two in pairs):
            unnoticed.append(test)
    for test in dict.fromkeys(unnoticed):
        file, line = rules.place(rule.id, "when", test.fact)
        yield Diagnostic("A018", file, line, f"no case of {rule.id} turns on {test.fact} {test.text}")


def _has_both_sides(rules: RuleSet, test: Test, cases: list[tuple[str, Facts]]) -> bool:
    at: Any = test.value
    room = max(CLOSE * abs(at), 1.0 if rules.vocabulary[test.fact].whole else 0.0)
    on, under = set(), set()
    for kind, case in cases:
        value: Any = case.get(test.fact)
        if value is None:
            continue
        if value == at:
            on.add(kind)
        elif at - room <= value < at:
            under.add(kind)
    return len(on | under) > 1 and bool(on) and bool(under)
