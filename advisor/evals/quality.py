"""What one model scored, and what its calls took."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.evals.compare import model_readings, widened
from advisor.evals.cost_per_pass import PassCost, cost_per_pass, list_usd
from advisor.evals.named_figures import Figures
from advisor.evals.quality_report import CallAmounts, ModelQuality
from advisor.evals.result_models import is_tuned
from advisor.evals.rows.tally import ModelTally
from advisor.evals.statistics.bounds import rate_bounds
from advisor.evals.tallied_models import TalliedModel
from advisor.knowledge.model_price import ModelPrice


def model_quality(
    model: TalliedModel, metric: str, figures: Figures, price: ModelPrice | None
) -> ModelQuality:
    """The score of one model with its bounds, and what its calls took at `price`."""
    tally = model.tally
    readings = model_readings(tally, metric)
    found = widened(readings, rate_bounds, figures.level)
    _, bounds = found if found is not None else (None, None)
    return ModelQuality(
        name=model.name,
        model=model.id,
        named=tally.model,
        label=tally.label,
        prompt=tally.prompt,
        tuned=is_tuned(tally),
        n=len(readings.known),
        score=None if bounds is None else bounds.middle,
        low=0.0 if bounds is None else bounds.low,
        high=1.0 if bounds is None else bounds.high,
        method="" if bounds is None else bounds.method,
        repeats=tally.store.most_runs(tally.number),
        rows=tally.rows,
        failed=tally.failed,
        missing=missing_rows(tally, metric),
        reasons=tuple(tally.reasons.most_common(5)),
        causes=tuple(tally.causes.most_common()),
        fails=tally.fails,
        judges=tuple(tally.judges),
        snapshots=tuple(tally.snapshots),
        calls=_calls(
            tally, cost_per_pass(tally, metric, price, bounds, figures.level), list_usd(tally, price)
        ),
    )


def has_metric(tally: ModelTally, metric: str) -> bool:
    """Whether any example has a score of this metric, or none of any because its answers were lost."""
    return not tally.scored or metric in tally.scored


def missing_rows(tally: ModelTally, metric: str) -> int:
    """Rows without a score of this metric that are no failure of the model."""
    return sum(max(e.runs - e.failed - e.sums.get(metric, (0.0, 0))[1], 0) for e in tally.examples())


def _calls(tally: ModelTally, of_pass: PassCost | None, at_list: float | None) -> CallAmounts:
    amounts = tally.amounts
    return CallAmounts(
        input_tokens=_mean(amounts.input),
        output_tokens=_mean(amounts.output),
        cached_tokens=_mean(amounts.cached),
        per_call_usd=_mean(amounts.usd),
        list_usd=at_list,
        per_pass_usd=None if of_pass is None else of_pass.usd,
        per_pass_low=None if of_pass is None else of_pass.low,
        per_pass_high=None if of_pass is None else of_pass.high,
        ms_median=tally.store.time_at(tally.number, 0.5),
        ms_p95=tally.store.time_at(tally.number, 0.95),
    )


def _mean(totals: Sequence[float]) -> float | None:
    total, n = totals
    return total / n if n else None
