"""Which examples of two models are the same: by content, and by id only where contents cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.evals.rows.example_store import Pair, PairedBy
from advisor.evals.rows.tally import ModelTally


@dataclass(frozen=True)
class PairedExamples:
    """How many examples two models share, and how they were told; the pairs are read one by one."""

    here: ModelTally
    there: ModelTally
    by: PairedBy
    count: int

    @property
    def only_here(self) -> int:
        """Examples of the first model only."""
        return self.here.size - self.count

    @property
    def only_there(self) -> int:
        """Examples of the second model only."""
        return self.there.size - self.count

    @property
    def share(self) -> float:
        """Of the smaller test set, the share that paired."""
        smaller = min(self.here.size, self.there.size)
        return self.count / smaller if smaller else 0.0

    def pairs(self) -> Iterator[Pair]:
        """The pairs, in the order of the first model's examples."""
        return self.here.store.pairs(self.here.number, self.there.number, self.by)


def pair_examples(here: ModelTally, there: ModelTally) -> PairedExamples:
    """Pair on content; where the files are of different tools, whose contents differ in form, on ids."""
    found = _paired(here, there, "content")
    if here.tools & there.tools:
        return found
    return max(found, _paired(here, there, "id"), key=lambda p: p.count)


def _paired(here: ModelTally, there: ModelTally, by: PairedBy) -> PairedExamples:
    return PairedExamples(here, there, by, here.store.shared(here.number, there.number, by))
