"""What has become of the rules that a memo was decided under: the one that decided, the policy, the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.report.carried.fingerprint import rule_fingerprint
from advisor.rules.rule import POLICY

if TYPE_CHECKING:
    from advisor.case.fact_type import Facts
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision
    from advisor.report.carried.record import Record

_NAMED = 3


def edited_rules(record: Record, known: Facts, now: Decision, basis: DecisionBasis) -> Iterator[str]:
    """The rule that decided then and the one that decides now, what changed in the policy, and how much evidence.

    `known`: the facts of the record. Silent where the rules are the same.
    """
    if record.provenance.rules_sha256 == now.provenance.rules_sha256:
        return
    said = dict(_edited(record, known, basis))
    if not said:
        yield "the rules were edited; those that bear on this case say the same"
    then, today = record.verdict.concluded_by, now.verdict.concluded_by
    if then in said:
        yield f"{then} decided then and {said.pop(then)}"
    if today != then and today in said:
        yield f"{today} decides now and {said.pop(today)}"
    evidence = [rule_id for rule_id in said if not rule_id.startswith(f"{POLICY}.")]
    yield from (f"{rule_id} {what}" for rule_id, what in said.items() if rule_id not in evidence)
    if len(evidence) <= _NAMED:
        yield from (f"{rule_id} {said[rule_id]}" for rule_id in evidence)
    else:
        named = ", ".join(evidence[:_NAMED])
        yield f"{len(evidence)} rules of evidence are new, changed or gone, such as {named}"


def _edited(record: Record, known: Facts, basis: DecisionBasis) -> Iterator[tuple[str, str]]:
    """Id of a rule that bears on the case -> what became of it."""
    today = {r.id: r for r in basis.rules.rules}
    for name, digest in record.rules.items():
        if name not in today:
            yield name, "is no longer a rule"
        elif rule_fingerprint(today[name]) != digest:
            yield name, f"changed: {today[name].says}"
    for rule_id in _firing(known, basis):
        if rule_id not in record.rules:
            yield rule_id, f"is new or changed: {today[rule_id].says}"


def _firing(known: Facts, basis: DecisionBasis) -> list[str]:
    """The rules of today that fire on what was known then."""
    try:
        return [f.rule.id for f in basis.rules.evaluate(known).firings]
    except BadInput:
        return []
