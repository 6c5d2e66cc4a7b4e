"""Zones of a gap, from bounds: no worse than a margin, a small gap, a large one, or those still possible."""

from __future__ import annotations

import array
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from advisor.evals.named_figures import Figures
from advisor.evals.quality_report import BAR, ZONES, QualityGap, Zone
from advisor.evals.rows.example_store import ExampleTally, Pair
from advisor.evals.rows.pairing import PairedExamples
from advisor.evals.rows.row import HUMAN
from advisor.evals.rows.tally import ModelTally
from advisor.evals.statistics import sizes
from advisor.evals.statistics.bounds import Bounds, difference_bounds, rate_bounds
from advisor.evals.statistics.judges import LEAST_LABELS, corrected_bounds
from advisor.evals.statistics.pairs import holm

_LEAST_SPREAD = 1e-9

MakeBounds = Callable[[Sequence[float], Sequence[int] | None, float], Bounds]


@dataclass(frozen=True)
class Readings:
    """Values an example: as known (complete ones only), and with what is missing taken at its worst and best.

    `labelled`: of examples that people labelled as well, their value and the judge's.
    """

    known: Sequence[float]
    clusters: Sequence[int] | None
    worst: Sequence[float]
    best: Sequence[float]
    all_clusters: Sequence[int] | None
    labelled: Sequence[tuple[float, float]] = ()


def model_readings(tally: ModelTally, metric: str) -> Readings:
    """The scores of one model, an example each."""
    labels = tally.examples() if metric != HUMAN and HUMAN in tally.scored else ()
    return _readings(
        ((e, *e.reading(metric)) for e in tally.examples()),
        ((e.reading(HUMAN)[0], e.reading(metric)[0]) for e in labels),
    )


def pair_readings(paired: PairedExamples, metric: str) -> Readings:
    """Differences, the first model less the second, an example each."""
    both = HUMAN in paired.here.scored and HUMAN in paired.there.scored
    labels = paired.pairs() if metric != HUMAN and both else ()
    return _readings(
        (_difference(pair, metric) for pair in paired.pairs()),
        ((_less(pair, HUMAN), _less(pair, metric)) for pair in labels),
    )


def _difference(pair: Pair, metric: str) -> tuple[ExampleTally, float | None, float, float]:
    (_, a_low, a_high), (_, b_low, b_high) = pair[0].reading(metric), pair[1].reading(metric)
    return pair[0], _less(pair, metric), a_low - b_high, a_high - b_low


def _less(pair: Pair, metric: str) -> float | None:
    here, there = pair[0].reading(metric)[0], pair[1].reading(metric)[0]
    return None if here is None or there is None else here - there


def _readings(
    rows: Iterable[tuple[ExampleTally, float | None, float, float]],
    labels: Iterable[tuple[float | None, float | None]],
) -> Readings:
    # Arrays, as a log has many examples: a float in a list takes four times the memory.
    known, worst, best = (array.array("d") for _ in range(3))
    clusters, all_clusters, clustered = array.array("q"), array.array("q"), False
    for number, (example, value, low, high) in enumerate(rows):
        clustered = clustered or example.cluster != 0
        cluster = example.cluster or number
        worst.append(low)
        best.append(high)
        all_clusters.append(cluster)
        if value is not None:
            known.append(value)
            clusters.append(cluster)
    return Readings(
        known, clusters if clustered else None, worst, best, all_clusters if clustered else None,
        tuple((y, f) for y, f in labels if y is not None and f is not None),
    )  # fmt: skip


def widened(readings: Readings, bounds: MakeBounds, level: float) -> tuple[Bounds, Bounds] | None:
    """Bounds from what was scored, and bounds that hold whatever the missing answers were (Manski 1990).

    None where nothing was scored. The two are the same where nothing is missing.
    """
    if not readings.known:
        return None
    if len(readings.labelled) >= LEAST_LABELS:
        bounds = _by_people(readings.labelled)
    seen = bounds(readings.known, readings.clusters, level)
    if readings.worst == readings.best:
        return seen, seen
    worst = bounds(readings.worst, readings.all_clusters, level)
    best = bounds(readings.best, readings.all_clusters, level)
    return seen, replace(
        seen, low=min(seen.low, worst.low), high=max(seen.high, best.high),
        chance=lambda truth: max(seen.chance(truth), worst.chance(truth)),
    )  # fmt: skip


def _by_people(labelled: Sequence[tuple[float, float]]) -> MakeBounds:
    """Bounds from a judge's scores, corrected by people's labels."""
    least = -1.0 if any(v < 0 for pair in labelled for v in pair) else 0.0
    return lambda values, clusters, level: corrected_bounds(values, labelled, level, least)


def zones(low: float, high: float, margin: float, large: float) -> tuple[Zone, ...]:
    """The zones that an interval of the difference leaves open: none from -margin up, large under -large."""
    open_ = (high >= -margin, high >= -large and low < -margin, low < -large)
    return tuple(z for z, possible in zip(ZONES, open_, strict=True) if possible)


def against_bar(name: str, readings: Readings, bar: float, margin: float, figures: Figures) -> QualityGap:
    """One model's score against the bar."""
    large = figures.large_share * bar
    found = widened(readings, rate_bounds, figures.level)
    if found is None:
        return unknown_gap(name, BAR, margin, large, "no example has a score")
    seen, bounds = found
    gap = zones(bounds.low - bar, bounds.high - bar, margin, large)
    retry = len(gap) > 1 == len(zones(seen.low - bar, seen.high - bar, margin, large))
    more, n = None, len(readings.known)
    if len(gap) > 1 and not retry:
        edge = bar - (margin if "none" in gap else large)
        wanted = sizes.examples_needed(bounds.middle, edge, figures.error, figures.power)
        more = None if wanted is None else max(wanted - n, 1)
    return QualityGap(
        name, BAR, n, bounds.middle - bar, bounds.low - bar, bounds.high - bar, gap, margin, large,
        bounds.chance(bar - margin), bounds.method, more, more, retry=retry,
    )  # fmt: skip


def against_model(
    name: str, other: str, readings: Readings, large: float, margin: float, figures: Figures
) -> QualityGap:
    """One model against another on the examples that both were given."""
    found = widened(readings, difference_bounds, figures.level)
    if found is None:
        return unknown_gap(name, other, margin, large, "no example has a score of both")
    seen, bounds = found
    gap, alone = (_shown_zones(b, margin, large, figures.error) for b in (bounds, seen))
    retry = len(gap) > 1 == len(alone)
    equal, as_seen = None, None
    if len(gap) > 1 and not retry:
        equal, as_seen = _more(
            readings.known, bounds.middle, margin, None if "none" in gap else large, figures
        )
    return QualityGap(
        name, other, len(readings.known), bounds.middle, bounds.low, bounds.high, gap, margin, large,
        bounds.chance(-margin), bounds.method, equal, as_seen, retry=retry,
        gained=round(sum(d for d in readings.known if d > 0), 6),
        lost=round(-sum(d for d in readings.known if d < 0), 6),
    )  # fmt: skip


def _shown_zones(bounds: Bounds, margin: float, large: float, error: float) -> tuple[Zone, ...]:
    """The zones left open, "none" alone only where its chance says so too, which errs a little less than the bound."""
    found = zones(bounds.low, bounds.high, margin, large)
    return ("none", "small") if found == ("none",) and bounds.chance(-margin) > error else found


def unknown_gap(name: str, against: str, margin: float, large: float, why: str) -> QualityGap:
    """A comparison that could not be made."""
    return QualityGap(name, against, 0, None, None, None, ZONES, margin, large, None, refused=why)


def _more(
    differences: Sequence[float], seen: float, margin: float, large: float | None, figures: Figures
) -> tuple[int | None, int | None]:
    """More pairs that settle it: where the two are equal, and where the truth is as seen.

    `large`: set where only the size of the gap is open, which the two being equal would not settle.
    """
    n, error, power = len(differences), figures.error, figures.power
    square = sum(d * d for d in differences) / n
    spread = math.sqrt(max(square - seen * seen, 1 / n if seen else _LEAST_SPREAD))
    as_seen = sizes.pairs_needed(spread, abs(seen + (large or margin)), error, power)
    equal = sizes.pairs_needed(math.sqrt(square), margin, error, power) if large is None else as_seen
    least = sizes.agreeing_pairs_needed(margin, error) or 0
    left = [None if x is None else max(max(x, least) - n, 1) for x in (equal, as_seen)]
    return left[0], left[1]


def corrected(gaps: Sequence[QualityGap], error: float) -> list[QualityGap]:
    """The same comparisons, with "none" kept only where it holds after correction for their number (Holm)."""
    tested = [i for i, g in enumerate(gaps) if g.chance is not None]
    chances = holm([gaps[i].chance or 0.0 for i in tested])
    found = list(gaps)
    for i, chance in zip(tested, chances, strict=True):
        if found[i].gap == ("none",) and chance > error:
            found[i] = replace(found[i], gap=("none", "small"))
    return found
