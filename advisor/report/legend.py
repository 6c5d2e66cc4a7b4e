"""The legend: what each citation of a memo stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.decision.decision import Decision
from advisor.knowledge.references import Reference, references

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


def legend(decision: Decision, book: Knowledge) -> tuple[Reference, ...]:
    """Every key that the decision cites, with its sentence, document, date and address, in order of their names."""
    return references(book, sorted(set(_cited(decision))), decision.as_of)


def _cited(decision: Decision) -> Iterator[str]:
    for finding in decision.findings:
        yield from finding.cites
    for route in decision.routes:
        for line in route.lines:
            yield from line.cites
    for conflict in decision.conflicts:
        yield from (p.claim for p in conflict.positions)
    for price in decision.prices:
        yield price.entry
