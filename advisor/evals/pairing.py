"""Which examples of two models are the same: by content, and by id only where contents cannot be told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from advisor.evals.tally import ExampleTally, ModelTally

Pair = tuple[ExampleTally, ExampleTally]


@dataclass(frozen=True)
class PairedExamples:
    """The pairs, how many stand on one side only, and how they were told."""

    pairs: tuple[Pair, ...]
    only_here: int
    only_there: int
    by: str

    @property
    def share(self) -> float:
        """Of the smaller test set, the share that paired."""
        smaller = len(self.pairs) + min(self.only_here, self.only_there)
        return len(self.pairs) / smaller if smaller else 0.0


def pair_examples(here: ModelTally, there: ModelTally) -> PairedExamples:
    """Pair on content; where the files are of different tools, whose contents differ in form, on ids."""
    shared = [k for k in here.examples if k in there.examples]
    found = _paired([(here.examples[k], there.examples[k]) for k in shared], here, there, "content")
    if here.tools & there.tools:
        return found
    by_id = _unique_ids(there)
    named = [(e, by_id[i]) for i, e in _unique_ids(here).items() if i in by_id]
    return max(found, _paired(named, here, there, "id"), key=lambda p: len(p.pairs))


def _paired(pairs: list[Pair], here: ModelTally, there: ModelTally, by: str) -> PairedExamples:
    return PairedExamples(tuple(pairs), len(here.examples) - len(pairs), len(there.examples) - len(pairs), by)


def _unique_ids(tally: ModelTally) -> dict[str, ExampleTally]:
    often = Counter(e.item for e in tally.examples.values())
    return {e.item: e for e in tally.examples.values() if often[e.item] == 1}
