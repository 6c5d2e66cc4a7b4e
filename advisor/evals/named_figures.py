"""The named figures that comparisons of models rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """Named figures that a comparison rests on: chance of error on each side, power, and shares."""

    error: float
    power: float
    margin: float
    large_share: float
    pair_share: float

    @property
    def level(self) -> float:
        """Of the two-sided interval whose ends each err with `error`."""
        return 1 - 2 * self.error
