"""A cheap model first, the rest to today's: what share is passed on, and what quality is left.

With a confidence or a cheap check of the cheap model in the file, at each threshold of it. Without one only a
bound is known: a check that is never wrong would pass on just what the cheap model fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.evals.compare import Figures
from advisor.evals.pairing import Pair
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
    strong_quality: float
    signal: str | None
    steps: tuple[EscalationStep, ...]

    @property
    def chosen(self) -> EscalationStep | None:
        """The step that passes on least of those shown to be no worse than the strong model alone."""
        return min((s for s in self.steps if s.no_worse), key=lambda s: s.share, default=None)


def escalation(
    cheap: str, strong: str, pairs: Sequence[Pair], metric: str, signals: Sequence[str], figures: Figures
) -> Escalation | None:
    """The cascade of two models on their pairs; None where the strong model is not better anywhere."""
    known = [(a, b, pair) for pair in pairs if (a := pair[0].reading(metric)[0]) is not None
             and (b := pair[1].reading(metric)[0]) is not None]  # fmt: skip
    lost = [b > a for a, b, _ in known]
    if not any(lost):
        return None
    n = len(known)
    signal = next((s for s in signals if any(p[0].reading(s)[0] is not None for _, _, p in known)), None)
    steps = () if signal is None else _steps(
        [(a, b, p[0].reading(signal)[0]) for a, b, p in known], figures
    )  # fmt: skip
    return Escalation(
        cheap, strong, n, sum(lost) / n, sum(max(a, b) for a, b, _ in known) / n, sum(b for _, b, _ in known) / n,
        signal, steps,
    )  # fmt: skip


def _steps(rows: Sequence[tuple[float, float, float | None]], figures: Figures) -> tuple[EscalationStep, ...]:
    """At most ten thresholds, between the values that the signal takes. An answer without a signal is passed on."""
    values = sorted({s for _, _, s in rows if s is not None})
    cuts = values if len(values) <= _STEPS else [values[len(values) * k // _STEPS] for k in range(1, _STEPS)]
    found = []
    for cut in dict.fromkeys([*cuts, 1.0]):
        passed = [s is None or s < cut for _, _, s in rows]
        left = [0.0 if p else a - b for (a, b, _), p in zip(rows, passed, strict=True)]
        # Several thresholds are tried, so each must hold at its share of the error.
        error = figures.error / (len(cuts) + 1)
        low, high = exact_interval(sum(passed), len(rows), figures.level)
        quality = sum(b if p else a for (a, b, _), p in zip(rows, passed, strict=True)) / len(rows)
        no_worse = difference_bounds(left, None, figures.level).chance(-figures.margin) <= error
        found.append(EscalationStep(cut, sum(passed) / len(rows), low, high, quality, no_worse))
    return tuple(found)
