"""What is worth knowing of a report: other metrics, lost answers, judges, several runs."""

from __future__ import annotations

from advisor.evals.asked import Asked
from advisor.evals.quality import has_metric, missing_rows
from advisor.evals.rows.row import HUMAN, PASS
from advisor.evals.rows.tally import Tally
from advisor.evals.statistics.judges import LEAST_LABELS
from advisor.evals.tallied_models import TalliedModel, TalliedModels
from advisor.text import words
from advisor.text.escape import one_line


def report_notes(tally: Tally, scored: TalliedModels, asked: Asked, worth: float) -> list[str]:
    """Sentences on the report; `worth`: the share of lost answers from which on a warning is due."""
    metric = scored.metric
    notes = []
    others = [m for m in tally.scored_metrics if m != metric]
    if others and asked.metric is None:
        shown = ", ".join(others[:8]) + (f" and {len(others) - 8} more" if len(others) > 8 else "")
        notes.append(f"Scores are {_metric_words(metric)}; the files also hold {shown} (--metric)")
    if metric in tally.outside:
        low, high, n = tally.outside[metric]
        span = words.count(low) if low == high else f"{words.count(low)} to {words.count(high)}"
        notes.append(f"{words.count(n)} scores outside the scale ({span}) count as missing")
    notes += [
        f"{one_line(t.model, 60)}: no score of this metric, so it is left out"
        for t in tally
        if not has_metric(t, metric)
    ]
    if scored.today is not None and asked.baseline is None:
        notes.append(f"Compared with {scored.today.name}; another with --baseline")
    for model in scored.models:
        notes += _notes_on(model, missing_rows(model.tally, metric), worth)
    return notes


def _notes_on(model: TalliedModel, missing: int, worth: float) -> list[str]:
    notes, tally, name = [], model.tally, model.name
    reason = tally.reasons.most_common(1)[0][0] if tally.reasons else "no score"
    if missing == tally.rows and tally.rows:
        notes.append(f"{name}: no answer at all was scored ({reason}): a key or a setting, not the model")
    elif missing > worth * tally.rows:
        share = words.share(missing / tally.rows)
        notes.append(f"{name}: {share} of its answers were lost to errors ({reason}); bounds hold either way")
    labelled = tally.examples() if HUMAN in tally.scored else ()
    labels = sum(e.reading(HUMAN)[0] is not None for e in labelled)
    if tally.judges or labels:
        judges = ", ".join(tally.judges) or "not named"
        checked = f"corrected by people's labels of {labels} examples"
        if labels < LEAST_LABELS:
            checked = "not checked against people"
            checked += f": {labels} labels are too few, it takes {LEAST_LABELS}" if labels else ""
        notes.append(f"{name}: measured by a judge ({judges}), {checked}")
    if len(tally.runs) > 1:
        notes.append(f"{name}: {len(tally.runs)} runs taken together as repeats")
    if len(tally.snapshots) > 1:
        notes.append(f"{name}: answered by {', '.join(tally.snapshots)}")
    return notes


def _metric_words(metric: str) -> str:
    return "the tool's own pass or fail" if metric == PASS else metric
