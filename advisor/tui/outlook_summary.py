"""The outlook of a decision as plain words and numbers, small enough to travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.text import words

if TYPE_CHECKING:
    from advisor.sensitivity import Outlook
    from advisor.sensitivity.tornado import Tornado


@dataclass(frozen=True)
class SummaryBar:
    """USD saved over the horizon with one input at its low and its high value; `ends` says these with the unit."""

    label: str
    ends: str
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Bars:
    """USD that `tuned` saves against `reference`, all inputs likely; then one input at a time, widest first."""

    tuned: str
    reference: str
    likely: float
    bars: tuple[SummaryBar, ...]


@dataclass(frozen=True)
class Route:
    """USD of one route over the horizon at three percentiles; `cheapest`: share of samples, None where closed."""

    name: str
    p10: float
    p50: float
    p90: float
    cheapest: float | None


@dataclass(frozen=True)
class OutlookSummary:
    """`sure`: share of samples in which the verdict holds, None where nothing is priced (`missing` says why).

    `flips`: what would flip it, in words, and the verdict then; the nearest first.
    """

    verdict: str
    sure: float | None
    others: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    sentence: str
    flips: tuple[tuple[str, str], ...]
    bars: Bars | None
    routes: tuple[Route, ...]
    samples: int
    seed: int


def looked(found: Outlook) -> OutlookSummary:
    """The outlook in words."""
    ranges = found.ranges
    return OutlookSummary(
        verdict=words.outcome(*ranges.outcome),
        sure=None if found.sure is None else float(found.sure),
        others=tuple(
            (words.outcome(*o.outcome), float(o.share))
            for o in ranges.outcomes
            if o.outcome != ranges.outcome
        ),
        missing=tuple(ranges.missing),
        sentence=found.sentence,
        flips=tuple((f.words, f.leads) for f in found.flips),
        bars=None if found.tornado is None else _bars(found.tornado),
        routes=tuple(
            Route(words.route(r.route), float(r.p10), float(r.p50), float(r.p90), _float(r.cheapest))
            for r in ranges.routes
        ),
        samples=int(ranges.samples),
        seed=int(ranges.seed),
    )


def _bars(found: Tornado) -> Bars:
    bars = []
    for bar in found.bars:
        one = bar.input
        ends = f"{words.short(float(one.low))} to {words.short(float(one.high))} {one.unit}".rstrip()
        bars.append(SummaryBar(one.called, ends, float(bar.at_low), float(bar.at_high)))
    tuned, reference = words.route(found.tuned), words.route(found.reference)
    if tuned == reference:
        tuned, reference = f"{tuned}, tuned,", f"{reference}, prompted"
    return Bars(tuned, reference, float(found.likely), tuple(bars))


def _float(share: float | None) -> float | None:
    return None if share is None else float(share)
