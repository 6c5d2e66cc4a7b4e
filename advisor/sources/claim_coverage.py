"""Coverage: for each claim of the register, where it lives, and whether that is what its `check` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.sources.citations import Citation, Kind, citations

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.knowledge.records import Claim

PROOFS: Mapping[str, tuple[Kind, ...]] = {
    "rule": ("rule", "note"),
    "advice": ("rule", "note"),
    "price": ("entry",),
    "cost": ("entry", "question", "line"),
    "example": ("example",),
    "flawed": ("example", "note"),
}
"""Which kinds of citation prove a claim of each check."""


@dataclass(frozen=True)
class Covered:
    """A claim and the places that cite it."""

    claim: Claim
    places: tuple[Citation, ...]

    def proves(self, place: Citation) -> bool:
        """Whether `place` is of a kind that the claim's check asks for."""
        return place.kind in PROOFS[self.claim.check]

    @property
    def proven(self) -> bool:
        """Whether one of the places proves the claim."""
        return any(map(self.proves, self.places))


@dataclass(frozen=True)
class Coverage:
    """All claims of the register, in its order."""

    claims: tuple[Covered, ...]

    @property
    def missing(self) -> tuple[Covered, ...]:
        """Claims that nothing covers as their check asks."""
        return tuple(c for c in self.claims if not c.proven)


def coverage(basis: DecisionBasis) -> Coverage:
    """Where each claim of the register lives. Raises BadInput (file:line)."""
    found = citations(basis)
    return Coverage(tuple(Covered(c, tuple(found.get(c.id, ()))) for c in basis.knowledge.claims))
