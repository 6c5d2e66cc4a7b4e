"""From result files to a report: every file read, every model scored, and compared with the bar and today's."""

from __future__ import annotations

import array
import datetime
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.costing.list_price import list_price
from advisor.errors import BadInput, near
from advisor.evals.asked import Asked
from advisor.evals.compare import (
    against_bar,
    against_model,
    corrected,
    model_readings,
    pair_readings,
    unknown_gap,
)
from advisor.evals.escalation import SIGNALS, Escalation, escalation
from advisor.evals.less_is_better import is_less_better, refuse_less_is_better
from advisor.evals.model_names import chosen_model, is_tuned, known_id, model_id, no_such_model, shown_names
from advisor.evals.named_figures import Figures
from advisor.evals.notes import report_notes
from advisor.evals.opening.packed_files import unpacked_files
from advisor.evals.quality import has_metric, model_quality
from advisor.evals.read_all import Progress, read_all
from advisor.evals.report import (
    EvalReport,
    QualityGap,
    TunedRatio,
)
from advisor.evals.rows.pairing import pair_examples
from advisor.evals.rows.row import PASS
from advisor.evals.rows.tally import ModelTally, Tally
from advisor.evals.statistics.bounds import LEAST_FOR_T
from advisor.evals.statistics.pairs import ratio_interval
from advisor.text import words
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_TODAY = frozenset({"today", "baseline", "current", "production"})
"""Labels by which people mark the model that runs today."""


def measure(
    paths: Iterable[Path], knowledge: Knowledge, asked: Asked, as_of: datetime.date,
    progress: Progress | None = None,
) -> EvalReport:  # fmt: skip
    """Read the files and answer what was asked, tokens priced at `as_of`. Raises BadInput."""
    try:
        return _measured(paths, knowledge, asked, as_of, progress)
    except sqlite3.OperationalError as e:
        raise BadInput(
            f"no room for the examples while they are read ({e})",
            expected="room for temporary files (TMPDIR)",
        ) from None


def _measured(
    paths: Iterable[Path], knowledge: Knowledge, asked: Asked, as_of: datetime.date, progress: Progress | None
) -> EvalReport:
    bar = asked.bar_share
    tally = Tally(scale=asked.scale)
    with unpacked_files(paths) as found:
        read = read_all(found, tally, asked.chosen, progress, lambda name: known_id(name, knowledge))
    figures = _figures(knowledge, asked)
    worth = knowledge.assumption("evals_missing_share").likely
    metric = _metric(tally, asked)
    _refuse_unread(tally, metric if tally.scored_metrics else next(iter(tally.unread), metric), worth)
    tallies = [t for t in tally if has_metric(t, metric)]
    ids = [model_id(t, knowledge) for t in tallies]
    names = shown_names(tallies, ids)
    baseline = _baseline(asked, tallies, names, knowledge)
    gaps = _gaps(tallies, names, metric, bar, baseline, asked, figures)
    compared = None if baseline is None or asked.baseline is not None else names[baseline]
    notes = report_notes(
        tally, tallies, names, metric, other_metrics=asked.metric is None, compared=compared,
        left_out=[t for t in tally if not has_metric(t, metric)],
        worth=worth,
    )  # fmt: skip
    return EvalReport(
        files=tuple(read),
        metric=metric,
        metrics=tally.scored_metrics,
        scale=asked.scale,
        bar=bar,
        baseline=None if baseline is None else names[baseline],
        models=tuple(
            model_quality(t, n, i, metric, figures, list_price(i, as_of, knowledge))
            for t, n, i in zip(tallies, names, ids, strict=True)
        ),
        comparisons=tuple(gaps),
        escalations=()
        if baseline is None
        else _escalations(tally, tallies, names, baseline, metric, gaps, figures),
        tuned_ratio=None if baseline is None else _ratio(tallies, names, baseline, metric, figures),
        notes=(*notes, *asked.grade_notes),
    )


def _figures(knowledge: Knowledge, asked: Asked) -> Figures:
    def likely(name: str) -> float:
        return knowledge.assumption(f"evals_{name}").likely

    margin = likely("margin") if asked.margin is None else asked.margin
    return Figures(likely("error"), likely("power"), margin, likely("large_gap"), likely("pair_share"))


def _metric(tally: Tally, asked: Asked) -> str:
    """The metric that counts: the one asked for, else the usual one. Raises BadInput."""
    metrics = tally.scored_metrics
    if not metrics:
        return asked.metric or PASS
    chosen = asked.metric or _usual_metric(metrics)
    if chosen not in metrics:
        raise BadInput("no such metric in these files", text=chosen, expected=", ".join(metrics[:12]),
                       near=near(chosen, metrics))  # fmt: skip
    if asked.metric is None:
        refuse_less_is_better(chosen, asked.scale)
    _refuse_outside(tally, chosen, asked)
    return chosen


def _usual_metric(metrics: Sequence[str]) -> str:
    """Pass or fail, else the first of which more is better, else the first."""
    if PASS in metrics:
        return PASS
    return next((m for m in metrics if not is_less_better(m)), metrics[0])


def _refuse_outside(tally: Tally, metric: str, asked: Asked) -> None:
    """Raises BadInput where scores lie outside a scale that nobody said, or most outside the one that was."""
    low, high, outside = tally.outside.get(metric, (0.0, 0.0, 0))
    if outside * 2 <= tally.metrics[metric] and (asked.said_scale is not None or not outside):
        return
    ends = " ".join(words.count(s) for s in asked.scale)
    span = words.count(low) if low == high else f"{words.count(low)} to {words.count(high)}"
    n = f"{words.count(outside)} of {words.count(tally.metrics[metric])}"
    raise BadInput(f"{one_line(metric, 60)}: {n} scores outside the scale {ends}", text=span,
                   expected=f"--scale LOW HIGH; --scale {ends} takes them as missing")  # fmt: skip


def _refuse_unread(tally: Tally, metric: str, worth: float) -> None:
    """Raises BadInput where a word stands for scores again and again: one side of the verdicts would count alone."""
    unread = tally.unread.get(metric, Counter[str]())
    n = unread.total()
    if n < 2 or (len(unread) == n and n <= worth * (n + tally.metrics[metric])):
        return
    raise BadInput(f"{one_line(metric, 60)}: {words.count(n)} scores are neither a number nor a known verdict",
                   text=unread.most_common(1)[0][0], expected="1 and 0, words such as pass and fail, or all grades,"
                   " worst first: --scale F D C B A")  # fmt: skip


def _baseline(
    asked: Asked, tallies: Sequence[ModelTally], names: Sequence[str], knowledge: Knowledge
) -> int | None:
    """Which model the others are compared with: the one asked for, one labelled today, else the first."""
    if asked.baseline is not None:
        found = chosen_model(asked.baseline, tallies, names, knowledge)
        if found is None:
            raise no_such_model(asked.baseline, names)
        return found
    if asked.today is not None:
        named = chosen_model(asked.today, tallies, names, knowledge)
        if named is not None:
            return named
    if len(tallies) < 2:
        return None
    marked = [i for i, n in enumerate(names) if _TODAY & {n, tallies[i].label, n.rpartition("/")[2]}]
    return marked[0] if len(marked) == 1 else 0


def _gaps(
    tallies: Sequence[ModelTally], names: Sequence[str], metric: str, bar: float | None, baseline: int | None,
    asked: Asked, figures: Figures,
) -> list[QualityGap]:  # fmt: skip
    found: list[QualityGap] = []
    if bar is not None:
        # A bar is what is asked for: only a margin that was given beforehand lowers it.
        margin = asked.margin or 0.0
        every = [
            against_bar(n, model_readings(t, metric), bar, margin, figures)
            for n, t in zip(names, tallies, strict=True)
        ]
        # Whether today's model meets the bar is a question of its own; the others are tried for one purpose.
        others = corrected([g for i, g in enumerate(every) if i != baseline], figures.error)
        found += others if baseline is None else [*others[:baseline], every[baseline], *others[baseline:]]
    if baseline is not None:
        pairs = [
            _pair(tallies[i], tallies[baseline], names[i], names[baseline], metric, bar, figures)
            for i in range(len(tallies))
            if i != baseline
        ]
        found += corrected(pairs, figures.error)
    return found


def _escalations(
    tally: Tally, tallies: Sequence[ModelTally], names: Sequence[str], baseline: int, metric: str,
    gaps: Sequence[QualityGap], figures: Figures,
) -> tuple[Escalation, ...]:  # fmt: skip
    """Each model that was compared with today's, as the first of a cascade before it."""
    compared = {g.model for g in gaps if g.against == names[baseline] and g.difference is not None}
    signals = [s for s in SIGNALS if s in tally.metrics and s != metric]
    found = [
        escalation(n, names[baseline], pair_examples(t, tallies[baseline]), metric, signals, figures)
        for t, n in zip(tallies, names, strict=True)
        if n in compared and not is_tuned(t)
    ]
    return tuple(e for e in found if e is not None)


def _ratio(
    tallies: Sequence[ModelTally], names: Sequence[str], baseline: int, metric: str, figures: Figures
) -> TunedRatio | None:
    """Today's prompted model over the one tuned model, where there is one and enough pairs for a ratio."""
    tuned = [i for i, t in enumerate(tallies) if is_tuned(t)]
    if len(tuned) != 1 or tuned[0] == baseline:
        return None
    paired = pair_examples(tallies[baseline], tallies[tuned[0]])
    if paired.share < figures.pair_share:
        return None
    above, below = array.array("d"), array.array("d")
    for prompted, trained in paired.pairs():
        a, b = prompted.reading(metric)[0], trained.reading(metric)[0]
        if a is not None and b is not None:
            above.append(a)
            below.append(b)
    if len(above) < LEAST_FOR_T or len(set(above)) < 2 or len(set(below)) < 2:
        return None
    ratio, bounds = ratio_interval(above, below, figures.level)
    low, high = bounds or (None, None)
    return TunedRatio(names[baseline], names[tuned[0]], len(above), ratio, low, high)


def _pair(
    here: ModelTally,
    there: ModelTally,
    name: str,
    other: str,
    metric: str,
    bar: float | None,
    figures: Figures,
) -> QualityGap:
    paired = pair_examples(here, there)
    # Without a bar, today's own score stands in for it where a large gap is told.
    large = figures.large_share * (_mean_score(there, metric) if bar is None else bar)
    if paired.share < figures.pair_share:
        share = words.share(paired.share)
        why = f"not the same test set: {share} of the smaller one's examples stand in both"
        gap = unknown_gap(name, other, figures.margin, large, why)
    else:
        gap = against_model(name, other, pair_readings(paired, metric), large, figures.margin, figures)
    return replace(gap, only_here=paired.only_here, only_there=paired.only_there)


def _mean_score(tally: ModelTally, metric: str) -> float:
    """The mean over examples; 1 where none has a score."""
    known = array.array("d", (s for e in tally.examples() if (s := e.reading(metric)[0]) is not None))
    return sum(known) / len(known) if known else 1.0
