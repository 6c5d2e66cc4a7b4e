"""How sure: what each route may cost, how often each is the cheapest, and how often the verdict holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.case.routes import ROUTES, TUNED, UNTRAINED
from advisor.costing.comparison import acceptable_routes
from advisor.sensitivity.base_case import BaseCase, decide_base_case
from advisor.sensitivity.outcome import Outcome
from advisor.sensitivity.uncertainty import Uncertain, draw_samples, uncertain_inputs

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis
    from advisor.sensitivity.vectorized import VectorizedComparison

SAMPLES, SEED = 100_000, 1


@dataclass(frozen=True)
class RouteRange:
    """USD over the horizon at three percentiles; `cheapest`: share of samples, None for a route not open."""

    route: str
    p10: float
    p50: float
    p90: float
    cheapest: float | None


@dataclass(frozen=True)
class OutcomeShare:
    """An outcome and the share of samples that lead to it."""

    outcome: Outcome
    share: float


@dataclass(frozen=True)
class Ranges:
    """The verdict and the money over `samples` draws of the uncertain inputs.

    `holds`: share of the samples with the same route and training. Without a price nothing is drawn: `holds`
    is None, and `missing` names the answers that lack.
    """

    outcome: Outcome
    samples: int
    seed: int
    holds: float | None
    outcomes: tuple[OutcomeShare, ...]
    routes: tuple[RouteRange, ...]
    inputs: tuple[Uncertain, ...]
    missing: tuple[str, ...]


def ranges(
    case: Case, basis: DecisionBasis, as_of: datetime.date, samples: int = SAMPLES, seed: int = SEED
) -> Ranges:
    """The verdict's and the routes' ranges. Same arguments, same result. Raises what `decide` raises."""
    return sampled_ranges(decide_base_case(case, basis, as_of), samples, seed)


def sampled_ranges(base_case: BaseCase, samples: int, seed: int) -> Ranges:
    """The ranges of a case that is decided already."""
    if not base_case.priced:
        return Ranges(base_case.outcome, 0, seed, None, (), (), (), base_case.money.missing)
    import numpy as np

    from advisor.sensitivity.pieces import uniform_pieces
    from advisor.sensitivity.vectorized import Cell

    spread = uncertain_inputs(base_case)
    known: dict[Cell, Outcome] = {}
    tally: Counter[Outcome] = Counter()
    costs: dict[str, Any] = {}
    drawn = draw_samples(base_case, spread, samples, seed)
    for places, many in uniform_pieces(drawn, samples, base_case.part):
        tally.update(many.outcomes(known, base_case.evaluation))
        with np.errstate(all="ignore"):
            found = _costs(base_case, many)
        for route, cost in found.items():
            costs.setdefault(route, np.full(samples, np.inf))[places] = cost
    return Ranges(
        outcome=base_case.outcome,
        samples=samples,
        seed=seed,
        holds=tally[base_case.outcome] / samples,
        outcomes=tuple(
            OutcomeShare(o, n / samples) for o, n in sorted(tally.items(), key=lambda x: (-x[1], x[0]))
        ),
        routes=_routes(base_case, costs),
        inputs=spread,
        missing=(),
    )


def _costs(base_case: BaseCase, many: VectorizedComparison) -> dict[str, Any]:
    """Route -> USD over the horizon: of its row's own model or offer in all samples, the verdict's first."""
    rows = {r: base_case.money.chosen[r] for r in UNTRAINED if r in many.cost and r in base_case.money.chosen}
    if not base_case.outcome.trained and base_case.row is not None:
        rows[base_case.outcome.route] = base_case.row
    found = {route: many.untrained_cost(row) for route, row in rows.items()}
    other = {"cascade"} & {
        route for route, cost in found.items() if cost is None
    }  # there another model goes first
    tuned = {r: many.tuned_cost(base_case.money.chosen[r]) for r in TUNED if r in base_case.money.chosen}
    known = many.cost | {route: cost for route, cost in (tuned | found).items() if cost is not None}
    return {route: cost for route, cost in known.items() if route not in other}


def _routes(base_case: BaseCase, costs: dict[str, Any]) -> tuple[RouteRange, ...]:
    import numpy as np

    whole = {r: costs[r] for r in ROUTES if r in costs and base_case.money.lasts(base_case.money.chosen[r])}
    open_ = [r for r in whole if _open(base_case, r)]
    shares: dict[str, float] = {}
    if open_:
        first = np.argmin(np.stack([whole[r] for r in open_]), axis=0)
        shares = {r: float(np.mean(first == n)) for n, r in enumerate(open_)}
    found = []
    for route, cost in whole.items():
        with np.errstate(invalid="ignore"):  # endless costs: between two of them lies no number
            p10, p50, p90 = (float(v) for v in np.percentile(cost, [10, 50, 90]))
        if np.isfinite([p10, p50, p90]).all():
            found.append(RouteRange(route, p10, p50, p90, shares.get(route)))
    return tuple(found)


def _open(base_case: BaseCase, route: str) -> bool:
    """Whether the route may be taken at the likely values; an untrained one has to meet the bar too."""
    if route == base_case.outcome.route:
        return True
    bill = base_case.money.chosen[route]
    if bill.closed or not bill.lines or route in base_case.closed:
        return False
    return route in TUNED or route in (acceptable_routes(base_case.money.inputs) or UNTRAINED[:1])
