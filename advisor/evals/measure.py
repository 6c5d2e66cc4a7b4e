"""From result files to a report: every file read, every model scored, and compared with the bar and today's."""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.costing.list_price import list_price
from advisor.errors import BadInput, near
from advisor.evals.asked import Asked
from advisor.evals.less_is_better import is_less_better, refuse_less_is_better
from advisor.evals.named_figures import Figures
from advisor.evals.notes import report_notes
from advisor.evals.opening.packed_files import unpacked_files
from advisor.evals.quality import has_metric, model_quality
from advisor.evals.quality_report import (
    EvalReport,
)
from advisor.evals.read_all import Progress, read_all
from advisor.evals.result_models import chosen_model, known_id, model_id, no_such_model, shown_names
from advisor.evals.rows.row import PASS, READABLE_SCORES
from advisor.evals.rows.tally import ModelTally, Tally
from advisor.evals.tallied_models import TalliedModel, TalliedModels, escalations, quality_gaps, tuned_ratio
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
    tally = Tally(scale=asked.scale)
    with unpacked_files(paths) as found:
        read = read_all(found, tally, asked.chosen, progress, lambda name: known_id(name, knowledge))
    scored = _scored(tally, asked, knowledge)
    gaps = quality_gaps(scored, asked.bar_share, asked.margin or 0.0)
    notes = report_notes(tally, scored, asked, _worth(knowledge))
    return EvalReport(
        files=tuple(read),
        metric=scored.metric,
        metrics=tally.scored_metrics,
        scale=asked.scale,
        bar=asked.bar_share,
        baseline=None if scored.today is None else scored.today.name,
        models=tuple(
            model_quality(m, scored.metric, scored.figures, list_price(m.id, as_of, knowledge))
            for m in scored.models
        ),
        comparisons=tuple(gaps),
        escalations=escalations(scored, tuple(tally.metrics), gaps),
        tuned_ratio=tuned_ratio(scored),
        notes=(*notes, *asked.grade_notes),
    )


def _scored(tally: Tally, asked: Asked, knowledge: Knowledge) -> TalliedModels:
    """The models that have the metric that counts, and which of them is today's. Raises BadInput."""
    metric = _metric(tally, asked)
    unread = metric if tally.scored_metrics else next(iter(tally.unread), metric)
    _refuse_unread(tally, unread, _worth(knowledge))
    tallies = [t for t in tally if has_metric(t, metric)]
    ids = [model_id(t, knowledge) for t in tallies]
    names = shown_names(tallies, ids)
    models = [TalliedModel(*m) for m in zip(tallies, names, ids, strict=True)]
    baseline = _baseline(asked, tallies, names, knowledge)
    today = None if baseline is None else models[baseline]
    return TalliedModels(models, metric, today, _figures(knowledge, asked))


def _worth(knowledge: Knowledge) -> float:
    """The share of lost answers from which on a warning is due."""
    return knowledge.assumption("evals_missing_share").likely


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
                   text=unread.most_common(1)[0][0], expected=READABLE_SCORES)  # fmt: skip


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
