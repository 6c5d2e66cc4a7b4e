"""What one passed example costs, with its interval: all that was paid over all that passed, errors included."""

from __future__ import annotations

import array
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.costing.list_price import BilledTokens, bill
from advisor.evals.rows.example_store import ExampleTally
from advisor.evals.rows.tally import ModelTally
from advisor.evals.statistics.bounds import DIFFERING_FOR_T, LEAST_FOR_T, Bounds
from advisor.evals.statistics.pairs import mean, ratio_interval, standard_error, t_interval
from advisor.knowledge.model_price import ModelPrice


@dataclass(frozen=True)
class PassCost:
    """USD a pass and its bounds; `high` None where it may be endless."""

    usd: float
    low: float
    high: float | None


def list_usd(tally: ModelTally, price: ModelPrice | None) -> float | None:
    """USD of a mean call of this model at a list price; None without one, or without tokens."""
    amounts = tally.amounts
    if price is None or not amounts.input[1] or not amounts.output[1]:
        return None
    given, answered, cached = (
        a[0] / a[1] if a[1] else 0.0 for a in (amounts.input, amounts.output, amounts.cached)
    )
    return bill(price, BilledTokens(given - cached, cached, 0.0, answered))


def cost_per_pass(
    tally: ModelTally, metric: str, price: ModelPrice | None, score: Bounds | None, level: float
) -> PassCost | None:
    """USD a pass: at list price where the files hold tokens, else as they say; None where neither is known."""
    costs, passes, runs = (array.array("d") for _ in range(3))
    for example in tally.examples():
        if (cost := _usd(example, price)) is not None:
            costs.append(cost)
            passes.append((example.reading(metric)[0] or 0.0) * example.runs)
            runs.append(example.runs)
    if not costs or sum(passes) <= 0:
        return None
    usd = sum(costs) / sum(passes)
    differing = min(sum(p > 0 for p in passes), sum(p < n for p, n in zip(passes, runs, strict=True)))
    if len(costs) >= LEAST_FOR_T and differing >= DIFFERING_FOR_T:
        _, bounds = ratio_interval(costs, passes, level)
        return PassCost(
            usd, usd if bounds is None else max(bounds[0], 0.0), None if bounds is None else bounds[1]
        )
    return _from_score(usd, costs, runs, score, level)


def _from_score(
    usd: float, costs: Sequence[float], runs: Sequence[float], score: Bounds | None, level: float
) -> PassCost | None:
    """Bounds from those of the score where nearly all or none passed, so that their spread is not known."""
    if score is None or len(costs) < 2:
        return None
    each = array.array("d", (c / n for c, n in zip(costs, runs, strict=True)))
    low, high = t_interval(mean(each), *standard_error(each), level)
    return PassCost(usd, max(low, 0.0) / score.high, high / score.low if score.low > 0 else None)


def _usd(example: ExampleTally, price: ModelPrice | None) -> float | None:
    if price is not None and example.input is not None and example.output is not None:
        cached = example.cached or 0.0
        return bill(price, BilledTokens(example.input - cached, cached, 0.0, example.output))
    return example.usd
