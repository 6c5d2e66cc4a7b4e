"""The models that were scored, compared with the bar, with today's model and as the first of a cascade."""

from __future__ import annotations

import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.evals.compare import (
    against_bar,
    against_model,
    corrected,
    model_readings,
    pair_readings,
    unknown_gap,
)
from advisor.evals.escalation import SIGNALS, Escalation, escalation
from advisor.evals.named_figures import Figures
from advisor.evals.quality_report import QualityGap, TunedRatio
from advisor.evals.result_models import is_tuned
from advisor.evals.rows.pairing import pair_examples
from advisor.evals.rows.tally import ModelTally
from advisor.evals.statistics.bounds import LEAST_FOR_T
from advisor.evals.statistics.pairs import ratio_interval
from advisor.text import words


@dataclass(frozen=True)
class TalliedModel:
    """The answers of one model, the name it is shown with, and its id in the price book if it has one."""

    tally: ModelTally
    name: str
    id: str | None


@dataclass(frozen=True)
class TalliedModels:
    """The models that have a score of the metric that counts; `today`: the one that the others are compared with."""

    models: Sequence[TalliedModel]
    metric: str
    today: TalliedModel | None
    figures: Figures

    @property
    def others(self) -> list[TalliedModel]:
        """All but today's."""
        return [m for m in self.models if m is not self.today]


def quality_gaps(scored: TalliedModels, bar: float | None, margin: float) -> list[QualityGap]:
    """Each model against the bar, which only a `margin` given beforehand lowers, and against today's model."""
    found = [] if bar is None else _against_bar(scored, bar, margin)
    if scored.today is not None:
        pairs = [_against_today(scored, m, scored.today, bar) for m in scored.others]
        found += corrected(pairs, scored.figures.error)
    return found


def _against_bar(scored: TalliedModels, bar: float, margin: float) -> list[QualityGap]:
    every = [
        against_bar(m.name, model_readings(m.tally, scored.metric), bar, margin, scored.figures)
        for m in scored.models
    ]
    # Whether today's model meets the bar is a question of its own; the others are tried for one purpose.
    tried = [g for m, g in zip(scored.models, every, strict=True) if m is not scored.today]
    others = iter(corrected(tried, scored.figures.error))
    return [g if m is scored.today else next(others) for m, g in zip(scored.models, every, strict=True)]


def _against_today(
    scored: TalliedModels, here: TalliedModel, there: TalliedModel, bar: float | None
) -> QualityGap:
    paired, figures = pair_examples(here.tally, there.tally), scored.figures
    # Without a bar, today's own score stands in for it where a large gap is told.
    large = figures.large_share * (_mean_score(there.tally, scored.metric) if bar is None else bar)
    if paired.share < figures.pair_share:
        share = words.share(paired.share)
        why = f"not the same test set: {share} of the smaller one's examples stand in both"
        gap = unknown_gap(here.name, there.name, figures.margin, large, why)
    else:
        readings = pair_readings(paired, scored.metric)
        gap = against_model(here.name, there.name, readings, large, figures.margin, figures)
    return replace(gap, only_here=paired.only_here, only_there=paired.only_there)


def _mean_score(tally: ModelTally, metric: str) -> float:
    """The mean over examples; 1 where none has a score."""
    known = array.array("d", (s for e in tally.examples() if (s := e.reading(metric)[0]) is not None))
    return sum(known) / len(known) if known else 1.0


def escalations(
    scored: TalliedModels, metrics: Sequence[str], gaps: Sequence[QualityGap]
) -> tuple[Escalation, ...]:
    """Each model that was compared with today's, as the first of a cascade before it; `metrics`: all there are."""
    today = scored.today
    if today is None:
        return ()
    compared = {g.model for g in gaps if g.against == today.name and g.difference is not None}
    signals = [s for s in SIGNALS if s in metrics and s != scored.metric]
    found = [
        escalation(
            m.name, today.name, pair_examples(m.tally, today.tally), scored.metric, signals, scored.figures
        )
        for m in scored.models
        if m.name in compared and not is_tuned(m.tally)
    ]
    return tuple(e for e in found if e is not None)


def tuned_ratio(scored: TalliedModels) -> TunedRatio | None:
    """Today's prompted model over the one tuned model, where there is one and enough pairs for a ratio."""
    today, metric = scored.today, scored.metric
    tuned = [m for m in scored.models if is_tuned(m.tally)]
    if today is None or len(tuned) != 1 or tuned[0] is today:
        return None
    paired = pair_examples(today.tally, tuned[0].tally)
    if paired.share < scored.figures.pair_share:
        return None
    above, below = array.array("d"), array.array("d")
    for prompted, trained in paired.pairs():
        a, b = prompted.reading(metric)[0], trained.reading(metric)[0]
        if a is not None and b is not None:
            above.append(a)
            below.append(b)
    if len(above) < LEAST_FOR_T or len(set(above)) < 2 or len(set(below)) < 2:
        return None
    ratio, bounds = ratio_interval(above, below, scored.figures.level)
    low, high = bounds or (None, None)
    return TunedRatio(today.name, tuned[0].name, len(above), ratio, low, high)
