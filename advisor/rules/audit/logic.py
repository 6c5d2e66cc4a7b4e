"""Audits the rules as logic, proven over all assignments of facts."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.routes import ROUTES, TUNED
from advisor.rules.audit.solver import Formula, Proof
from advisor.rules.condition import ALWAYS, value_text
from advisor.rules.diagnostics import Diagnostic
from advisor.rules.rule import Close, Conclude, Rule
from advisor.rules.ruleset import RuleSet

ANY_TUNED, ANY_UNTRAINED = "tuned", "reference"
"""Routes a policy rule may name that stand for one the costing picks."""
Reached = list[tuple[Rule, Formula]]
"""Policy rules that can conclude, each with where it is the first to apply."""


def findings(rules: RuleSet) -> Iterator[Diagnostic]:
    """Conditions never or always true, rules that contradict or hide each other, gaps, dead verdicts."""
    proof = Proof(rules)
    for rule in rules.rules:
        yield from _condition(proof, rule)
    yield from _contradictions(proof)
    policy = [r for r in rules.rules if isinstance(r.then, Conclude)]
    reached = yield from _order(proof, policy)
    yield from _verdicts(proof, reached)
    yield from _gap(proof, policy)


def _at(proof: Proof, code: str, rule: Rule, message: str, *, part: str = "when") -> Diagnostic:
    file, line = proof.rules.place(rule.id, part)
    return Diagnostic(code, file, line, message)


def _condition(proof: Proof, rule: Rule) -> Iterator[Diagnostic]:
    if not proof.possible(proof.true(rule.when)):
        yield _at(proof, "A005", rule, f"the condition of {rule.id} can never hold")
    elif rule.when != ALWAYS and not proof.possible(proof.false(rule.when)):
        yield _at(
            proof,
            "A006",
            rule,
            f"the condition of {rule.id} can never fail; write `when: always` if it is meant",
        )


def _contradictions(proof: Proof) -> Iterator[Diagnostic]:
    for name, makers in proof.rules.makers.items():
        for one, other in combinations(makers, 2):
            if one.derives()[name] == other.derives()[name]:
                continue
            found = proof.example(proof.true(one.when), proof.true(other.when))
            if found is not None:
                message = (
                    f"{one.id} derives {name}: {value_text(one.derives()[name])} and {other.id} derives "
                    f"{value_text(other.derives()[name])}, and both hold on {_written(found)}"
                )
                yield _at(proof, "A008", other, message, part="then")


def _order(proof: Proof, policy: Sequence[Rule]) -> Generator[Diagnostic, None, Reached]:
    """Shadowed rules are reported; each rule that can conclude is returned with where it does."""
    reached: Reached = []
    for n, rule in enumerate(policy):
        first = proof.z3.And(proof.true(rule.when), proof.none_of(r.when for r in policy[:n]))
        if proof.possible(first):
            reached.append((rule, first))
        elif proof.possible(proof.true(rule.when)):
            hiding = [r.id for r in policy[:n] if proof.possible(proof.true(r.when), proof.true(rule.when))]
            yield _at(
                proof, "A007", rule, f"{rule.id} never concludes: settled before by {', '.join(hiding)}"
            )
    return reached


def _verdicts(proof: Proof, reached: Reached) -> Iterator[Diagnostic]:
    closing = [(r.then.routes, r) for r in proof.rules.rules if isinstance(r.then, Close)]
    for route in ROUTES:
        group = ANY_TUNED if route in TUNED else ANY_UNTRAINED
        closed = [r.when for routes, r in closing if route in routes]
        for rule, first in reached:
            assert isinstance(rule.then, Conclude)
            named = rule.then.values.get("route")
            if named == route or (named == group and proof.possible(first, proof.none_of(closed))):
                break
        else:
            file, line = _policy_place(proof, [r for r, _ in reached])
            yield Diagnostic("A013", file, line, f"no answers lead to the verdict {route}")


def _gap(proof: Proof, policy: Sequence[Rule]) -> Iterator[Diagnostic]:
    found = proof.example(proof.none_of(r.when for r in policy))
    if found is not None:
        file, line = _policy_place(proof, policy)
        message = f"no policy rule concludes on {_written(found)}"
        yield Diagnostic("A014", file, line, message, case=_case_file(found))


def _policy_place(proof: Proof, policy: Sequence[Rule]) -> tuple[str, int]:
    """The last rule that concludes, since what is missing would stand after it."""
    last = (policy or proof.rules.rules)[-1:]
    return proof.rules.place(last[0].id) if last else ("rules", 1)


def _written(facts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {value_text(value)}" for name, value in facts.items()) or "no answers at all"


def _case_file(facts: Mapping[str, Any]) -> str:
    """The assignment as a case file; what costing derives, which no answer states, as comments."""
    from advisor.case.case import Answer, Case, dump

    case = Case(title="No verdict", answers={n: Answer(v) for n, v in facts.items() if n in ASKED})
    derived = [
        f"# with {name}: {value_text(value)}\n" for name, value in facts.items() if VOCABULARY[name].derived
    ]
    return dump(case) + "".join(derived)
