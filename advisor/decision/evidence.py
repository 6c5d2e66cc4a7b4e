"""What fired rules add to a decision: evidence, disagreements between sources, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.decision import decision
from advisor.rules import EvidenceEffect, Note
from advisor.rules.rule import STRENGTHS
from advisor.text import fact_words

if TYPE_CHECKING:
    from advisor.case.routes import BandEdges
    from advisor.decision.basis import DecisionBasis
    from advisor.rules import Evaluation, Rule


def findings(evaluation: Evaluation) -> tuple[decision.Finding, ...]:
    """The evidence of fired rules, strongest first, else in file order."""
    fired = []
    for rule in evaluation.holding:
        if isinstance(rule.then, EvidenceEffect):
            then, because = rule.then, evaluation.deciding(rule.id)
            reasons = tuple(decision.DecidedBy(b.fact, b.test, b.value) for b in because)
            fired.append(
                decision.Finding(
                    rule.id,
                    rule.says,
                    then.strength,
                    then.routes_for,
                    then.routes_against,
                    reasons,
                    rule.cites,
                )
            )
    return tuple(sorted(fired, key=lambda f: STRENGTHS.index(f.strength)))


def fired_notes(evaluation: Evaluation, kind: str, blanks: Mapping[str, str]) -> tuple[str, ...]:
    """The texts of fired notes of one kind with their citations; plan steps in their order."""
    fired = [r for r in evaluation.holding if isinstance(r.then, Note) and r.then.kind == kind]
    ordered = sorted(fired, key=lambda r: r.then.order if isinstance(r.then, Note) else 0)
    return tuple(f"{_text(rule).format_map(blanks)} [{', '.join(rule.cites)}]" for rule in ordered)


def conflicts(basis: DecisionBasis, evaluation: Evaluation) -> tuple[decision.Conflict, ...]:
    """Topics on which sources disagree, if at least one rule applies: every position on this workload."""
    topics: dict[str, list[Rule]] = {}
    for rule in basis.rules.rules:
        if rule.topic:
            topics.setdefault(rule.topic, []).append(rule)
    disputed = []
    for topic, rules in topics.items():
        if any(evaluation.state(r.id) for r in rules) and len({r.cites for r in rules}) > 1:
            positions = tuple(_position(r, evaluation, basis.rules.bands) for r in rules)
            disputed.append(decision.Conflict(topic, positions))
    return tuple(disputed)


def _text(rule: Rule) -> str:
    return " ".join(rule.then.text.split()) if isinstance(rule.then, Note) else rule.says


def _position(rule: Rule, evaluation: Evaluation, bands: BandEdges) -> decision.Position:
    applies = evaluation.state(rule.id)
    head = {True: "Here it applies", False: "Here it does not apply", None: "Open"}[applies]
    tests = fact_words.reasons([(b.fact, b.test, b.value) for b in evaluation.deciding(rule.id)], bands)
    return decision.Position(rule.cites[0], f"{rule.says} {head}: {tests}.", applies)
