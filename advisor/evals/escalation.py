"""A cheap model first, the rest to today's: what share is passed on, and what quality is left.

With a confidence or a cheap check of the cheap model in the file, at each threshold of it. Without one only a
bound is known: a check that is never wrong would pass on just what the cheap model fails.
"""

from __future__ import annotations

import array
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.evals.named_figures import Figures
from advisor.evals.rows.pairing import PairedExamples
from advisor.evals.statistics.bounds import difference_bounds
from advisor.evals.statistics.proportions import exact_interval

SIGNALS = ("confidence", "confidence_score", "self_confidence", "certainty", "check", "valid", "format")
"""Names of scores by which a cheap answer can be told from one to pass on, without knowing the right one."""
_STEPS = 10


@dataclass(frozen=True)
class EscalationStep:
    """Pass on what the signal puts under `threshold`: the share passed on with its bounds, the quality left.

    `no_worse`: shown to be no worse than the strong model alone, within the margin.
    """

    threshold: float
    share: float
    low: float
    high: float
    quality: float
    no_worse: bool


@dataclass(frozen=True)
class Escalation:
    """A cascade of two measured models. `best_share`, `best_quality`: the bound that no check can better."""

    cheap: str
    strong: str
    n: int
    best_share: float
    best_quality: float
    signal: str | None
    steps: tuple[EscalationStep, ...]

    @property
    def chosen(self) -> EscalationStep | None:
        """The step that passes on least of those shown to be no worse than the strong model alone."""
        return min((s for s in self.steps if s.no_worse), key=lambda s: s.share, default=None)


def escalation(
    cheap: str, strong: str, paired: PairedExamples, metric: str, signals: Sequence[str], figures: Figures
) -> Escalation | None:
    """The cascade of two models on their pairs; None where the strong model is not better anywhere."""
    signal = next((s for s in signals if s in paired.here.scored), None)
    rows = _Rows(*(array.array("d") for _ in range(3)))
    for here, there in paired.pairs():
        a, b = here.reading(metric)[0], there.reading(metric)[0]
        if a is not None and b is not None:
            rows.cheap.append(a)
            rows.strong.append(b)
            told = None if signal is None else here.reading(signal)[0]
            rows.signal.append(math.nan if told is None else told)
    n, lost = len(rows.cheap), sum(b > a for a, b in rows.scores())
    if not lost:
        return None
    if all(map(math.isnan, rows.signal)):
        signal = None
    return Escalation(
        cheap, strong, n, lost / n, sum(max(scores) for scores in rows.scores()) / n,
        signal, () if signal is None else _steps(rows, figures),
    )  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    """A pair each: the two scores, and the signal of the cheap answer, NaN where it has none."""

    cheap: array.array[float]
    strong: array.array[float]
    signal: array.array[float]

    def scores(self) -> Iterator[tuple[float, float]]:
        return zip(self.cheap, self.strong, strict=True)


def _steps(rows: _Rows, figures: Figures) -> tuple[EscalationStep, ...]:
    """At most ten thresholds, between the values that the signal takes. An answer without a signal is passed on."""
    values = sorted({s for s in rows.signal if not math.isnan(s)})
    cuts = values if len(values) <= _STEPS else [values[len(values) * k // _STEPS] for k in range(1, _STEPS)]
    n, found = len(rows.signal), []
    for cut in dict.fromkeys([*cuts, 1.0]):
        kept = array.array("b", (s >= cut for s in rows.signal))
        passed = n - sum(kept)
        left = array.array("d", ((a - b) * k for (a, b), k in zip(rows.scores(), kept, strict=True)))
        # Several thresholds are tried, so each must hold at its share of the error.
        error = figures.error / (len(cuts) + 1)
        low, high = exact_interval(passed, n, figures.level)
        quality = sum(a if k else b for (a, b), k in zip(rows.scores(), kept, strict=True)) / n
        no_worse = difference_bounds(left, None, figures.level).chance(-figures.margin) <= error
        found.append(EscalationStep(cut, passed / n, low, high, quality, no_worse))
    return tuple(found)
