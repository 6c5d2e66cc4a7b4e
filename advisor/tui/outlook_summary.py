"""The outlook of a decision as plain words and numbers, small enough to travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
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
    """USD of one route over the horizon at three percentiles; `cheapest`: share of samples, None if closed."""

    name: str
    p10: float
    p50: float
    p90: float
    cheapest: float | None


@dataclass(frozen=True)
class OutlookSummary:
    """`headline`: the verdict; `sure`: in which share of the samples it holds, or why that cannot be said.

    `others`: the verdicts of the other samples, with their shares; `unless`: what would change it, as one sentence;
    `flips`: the same one by one, in words, and the verdict then; the nearest first. `asked`: the open questions;
    `not_drawn`: that no sample answers them; `cheapest`: why the row that is so most often is not taken.
    """

    headline: str
    sure: str
    others: tuple[tuple[str, float], ...]
    unless: str
    flips: tuple[tuple[str, str], ...]
    bars: Bars | None
    routes: tuple[Route, ...]
    samples: int
    seed: int
    asked: tuple[str, ...] = ()
    not_drawn: str = ""
    cheapest: str = ""


def looked(decision: Decision, outlook: Outlook) -> OutlookSummary:
    """The outlook of `decision` in words; the memo's names and words are for later than the first screen."""
    from advisor.report import confidence, question_words
    from advisor.report.route_names import route_name
    from advisor.report.wording import range_name

    ranges = outlook.ranges
    return OutlookSummary(
        headline=decision.verdict.headline,
        sure=confidence.how_sure(outlook),
        others=tuple(
            (route_name(decision, o.outcome.route, trained=o.outcome.trained), float(o.share))
            for o in ranges.outcomes
            if o.outcome != ranges.outcome
        ),
        unless=outlook.sentence,
        flips=tuple((f.words, f.leads) for f in outlook.flips),
        bars=None if outlook.tornado is None else _bars(decision, outlook.tornado),
        routes=tuple(
            Route(
                range_name(decision, r.route),
                float(r.p10),
                float(r.p50),
                float(r.p90),
                _float(r.cheapest),
            )
            for r in ranges.routes
        ),
        samples=int(ranges.samples),
        seed=int(ranges.seed),
        asked=question_words.questions(decision),
        not_drawn=confidence.still_open(decision),
        cheapest=confidence.why_not_cheapest(decision, ranges) or "",
    )


def _bars(decision: Decision, tornado: Tornado) -> Bars:
    from advisor.report import confidence
    from advisor.report.route_names import route_name
    from advisor.text import words

    bars = (
        SummaryBar(bar.input.called, confidence.range_words(bar.input), float(bar.at_low), float(bar.at_high))
        for bar in tornado.bars
        if words.money(bar.at_low) != words.money(bar.at_high)
    )
    tuned, reference = (
        route_name(decision, tornado.tuned, trained=True),
        route_name(decision, tornado.reference),
    )
    return Bars(tuned, reference, float(tornado.likely), tuple(bars))


def _float(share: float | None) -> float | None:
    return None if share is None else float(share)
