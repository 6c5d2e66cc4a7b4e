"""One workload priced over many samples at once, and the verdict once for each cell the samples fall in.

The formulas are costing's own, over arrays. A cell is what the rules can tell apart: facts cut at the rules'
thresholds, bands, the reference, the order of the tuned routes by cost and which is clearly dearer than which. Two
samples of one cell have one verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

from advisor.case.routes import TUNED, UNTRAINED
from advisor.costing.arrays import Num, argmin
from advisor.costing.bill import Bill, cost_until, cost_while_usable
from advisor.costing.breakeven import Crossing, band_index, break_even_multiple, crossing
from advisor.costing.comparison import Comparison, price_routes
from advisor.costing.inputs import Inputs
from advisor.costing.routes.own_today import bill_today, paid_months
from advisor.costing.selection import (
    Key,
    outlives,
    reference_candidates,
    reference_key,
    tuned_key,
    tuned_pool,
    untrained_key,
)
from advisor.costing.workload import Workload
from advisor.rules.facts_from_answers import with_derived
from advisor.sensitivity.one_sample import at_place, one_bill, one_of, one_workload
from advisor.sensitivity.outcome import Outcome, outcome, thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from advisor.rules import Evaluation, RuleSet

    Column = NDArray[np.int64]

Cell = tuple[object, ...]
"""Which ways are open and priced, and the place of a sample among everything that the rules tell apart."""


class VectorizedComparison:
    """`inputs` hold arrays of one length, `size`, in facts and samples. The money must be known.

    Raises Divided if a way is open in some samples and closed in others.
    """

    def __init__(self, inputs: Inputs, size: int, part: RuleSet) -> None:
        with np.errstate(all="ignore"):
            self._priced = price_routes(inputs)
            assert self._priced.load is not None
            self.inputs, self.load = self._priced.inputs, self._priced.load
            self.size, self._part = size, part
            self._bills: dict[str, Sequence[Bill]] = {}
            self._taken: dict[str, Any] = {}
            """Route -> the place among its bills of the way that is taken, one for all or one a sample."""
            self.cost: dict[str, NDArray[np.float64]] = {}
            """Route -> USD over the horizon of the way that is taken; routes without a price are absent."""
            self._by_label: dict[tuple[str, str], Num] = {}
            """Route and label of each tuned way -> its USD over the horizon."""
            self._crossing: dict[str, Crossing] = {}
            self._choose()

    def outcomes(self, known: dict[Cell, Outcome], base: Evaluation | None = None) -> list[Outcome]:
        """The outcome of each sample. `known` keeps those of cells met before, for samples of one workload.

        `base`: what the rules made of other answers to it.
        """
        with np.errstate(all="ignore"):
            columns = self._columns()
        ways = tuple(
            (b.route, b.label, bool(b.closed), bool(b.lines)) for w in self._priced.ways.values() for b in w
        )
        codes = np.zeros(self.size, dtype=np.int64)
        for column in columns:
            codes = codes * (int(np.max(column)) + 1) + column
            if np.max(codes) > 1 << 40:
                codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
        _, firsts, places = np.unique(codes, return_index=True, return_inverse=True)
        found = []
        for first in firsts:
            cell = (*ways, *(int(column[first]) for column in columns))
            if cell not in known:
                known[cell] = outcome(self._part, self.at(int(first)), base)
            found.append(known[cell])
        return [found[place] for place in places]

    def at(self, i: int) -> Comparison:
        """The comparison of sample `i` alone, in plain numbers: the ways taken, each line of a bill summed up."""
        inputs, load = self.inputs, self.load
        plain = replace(inputs, facts=one_of(inputs.facts, i), samples=one_of(inputs.samples, i), used={})
        chosen = {r: one_bill(self._bills[r][int(at_place(taken, i))], i) for r, taken in self._taken.items()}
        reference = None
        if self._references:
            reference = one_bill(self._references[int(at_place(self._reference, i))], i)
        alone = one_workload(load, i)
        no_model = plain.facts.get("serving_today") == "not-an-llm"
        return Comparison(
            plain,
            self._priced.now,
            alone,
            {r: tuple(one_bill(b, i) for b in bills) for r, bills in self._untrained().items()},
            chosen,
            bill_today(plain, alone) if no_model else None,
            reference,
            self._priced.missing,
        )

    def reference_cost(self) -> Num:
        """USD of the reference route over the horizon, sample by sample; NaN where there is none."""
        if not self._references:
            return np.full(self.size, np.nan)
        costs = [cost_while_usable(bill, self.load) for bill in self._references]
        found: Num = self.whole(_select(costs, self._reference))
        return found

    def untrained_cost(self, row: Bill) -> Any:
        """USD over the horizon of the way that runs the model of `row`, sample by sample; None without a price."""
        same = (b for b in self._priced.ways.get(row.route, ()) if not b.trained and b.model == row.model)
        priced = next((b for b in same if b.lines), None)
        return None if priced is None else self.whole(cost_while_usable(priced, self.load))

    def tuned_cost(self, row: Bill) -> Any:
        """USD over the horizon of the tuned way of `row`, sample by sample; None if it is not weighed."""
        found = self._by_label.get((row.route, row.label))
        return None if found is None else self.whole(found)

    # --- which ways are taken

    def _choose(self) -> None:
        ways, load, inputs = self._priced.ways, self.load, self.inputs
        for route in (r for r in UNTRAINED if r in ways):
            self._take(route, ways[route], [untrained_key(b, load, inputs) for b in ways[route]])
        self._references = reference_candidates(inputs, ways)
        self._reference: Any = 0
        if self._references:
            self._reference = argmin([reference_key(b, load, inputs) for b in self._references])
        standing, places = _distinct(self._references, self._reference)
        for route in (r for r in TUNED if tuned_pool(ways.get(r, ()))):
            pool = tuned_pool(sorted(ways[route], key=lambda b: b.label))
            keys = [self._key(b, standing, places) for b in pool]
            self._take(route, pool, keys)
            self._by_label |= {
                (route, b.label): key[-1] for b, key in zip(pool, keys, strict=True) if b.lines
            }
            if standing and not pool[0].closed:
                self._crossing[route] = self._merged(route, standing, places)

    def _key(self, bill: Bill, standing: Sequence[Bill], places: Any) -> Key:
        """The key of a tuned bill against the reference of each sample."""
        now, load, inputs = self._priced.now, self.load, self.inputs
        against: Sequence[Bill | None] = standing or [None]
        each = [tuned_key(bill, one, load, inputs, now) for one in against]
        return tuple(_select(parts, places) for parts in zip(*each, strict=True))

    def _take(self, route: str, bills: Sequence[Bill], keys: Sequence[Key]) -> None:
        self._bills[route] = bills
        taken = self._taken[route] = argmin(keys)
        if any(b.lines for b in bills):
            self.cost[route] = self.whole(_select([key[-1] for key in keys], taken))

    def _merged(self, route: str, standing: Sequence[Bill], places: Any) -> Crossing:
        taken, at = _distinct(self._bills[route], self._taken[route])
        each = [self._against(bill, standing, places) for bill in taken]
        return Crossing(
            *(_select([getattr(c, name) for c in each], at) for name in Crossing.__struct_fields__)
        )

    def _against(self, bill: Bill, standing: Sequence[Bill], places: Any) -> Crossing:
        each = [crossing(bill, one, self.load) for one in standing]
        return Crossing(
            *(_select([getattr(c, name) for c in each], places) for name in Crossing.__struct_fields__)
        )

    # --- what the rules can tell apart

    def _columns(self) -> list[Column]:
        return [self.whole(column).astype(np.int64) for column in self._cells()]

    def _cells(self) -> Iterator[Any]:
        inputs, load = self.inputs, self.load
        cuts = thresholds(self._part)
        for name, value in with_derived(inputs.facts).items():
            if isinstance(value, np.ndarray):
                if value.dtype == bool:
                    yield value
                elif name in cuts:
                    yield _cell(value, cuts[name])
        yield self._reference
        for route, found in self._crossing.items():
            if inputs.bands is not None:
                yield band_index(load.volume, found.volume, inputs.bands)
            yield self._outlives(route, found)
            for name, value in _asked_of_money(found, load).items():
                if name in cuts:
                    yield np.where(np.isfinite(value), 1 + _cell(value, cuts[name]), 0)
        tuned = [r for r in TUNED if r in self.cost]
        for route in tuned:
            yield np.isfinite(self.cost[route])
        yield from self._beside_what_runs(tuned)
        for one, other in combinations(tuned, 2):
            yield self.cost[one] <= self.cost[other]
        dearer = inputs.knowledge.assumption("named_route_dearer").likely
        for named, other in permutations(tuned, 2):
            yield self.cost[named] <= dearer * self.cost[other]
        if self._references:
            yield from self._moves()

    def _beside_what_runs(self, tuned: Sequence[str]) -> Iterator[Any]:
        """Whether each tuned route, and the reference with its hours, costs less than what runs without a model."""
        said = self.inputs.number("bill_today")
        if said is None or self.inputs.facts.get("serving_today") != "not-an-llm":
            return
        runs, rate = said * self.load.horizon, self.inputs.facts["engineer_usd_per_hour"]
        for route in tuned:
            yield self.cost[route] < runs
        for hours in ("switch_hours", "unmeasured_switch_hours") if self._references else ():
            yield runs - self.reference_cost() > self.inputs.use_assumption(hours).value * rate

    def _untrained(self) -> dict[str, list[Bill]]:
        """The rows of other models and of own ones, untrained: what moving to, or measuring, is weighed for."""
        ways = self._priced.ways
        return {r: [b for b in ways.get(r, ()) if not b.trained] for r in ("other-model", "self-host")}

    def _moves(self) -> Iterator[Any]:
        """Whether moving to the reference repays, whether measuring each model does, and which of them is cheaper."""
        inputs, load = self.inputs, self.load
        rate = inputs.facts["engineer_usd_per_hour"]
        paid = paid_months(inputs, load)
        kept = _select([cost_until(b, load, paid) for b in self._references], self._reference)
        staying = self.reference_cost() - kept
        now = _select([b.monthly(load.volume) for b in self._references], self._reference)
        if "prompt" in self.cost:
            bills = [cost_until(b, load, paid) if b.lines else 0.0 for b in self._bills["prompt"]]
            runs = self.cost["prompt"] - _select(bills, self._taken["prompt"])
            yield runs - staying > inputs.use_assumption("switch_hours").value * rate
        others = [b for b in self._untrained()["other-model"] if b.lines and not b.closed]
        costs = [cost_while_usable(b, load) - cost_until(b, load, paid) for b in others]
        work = inputs.use_assumption("unmeasured_switch_hours").value * rate
        headline = inputs.knowledge.assumption("headline_share").likely
        for bill, cost in zip(others, costs, strict=True):
            yield staying - cost > work
            yield bill.monthly(load.volume) < headline * now
        for one, other in combinations(costs, 2):
            yield one <= other

    def _outlives(self, route: str, crossing: Crossing) -> Any:
        usable = _select([b.usable for b in self._bills[route]], self._taken[route])
        return outlives(replace(self._bills[route][0], usable=usable), crossing, self.load)

    def whole(self, value: Any) -> Any:
        """`value` for every sample."""
        return np.broadcast_to(np.asarray(value), (self.size,))


def _asked_of_money(crossing: Crossing, load: Workload) -> Mapping[str, Any]:
    return {
        "break_even_requests_per_month": crossing.volume,
        "break_even_multiple": break_even_multiple(load.volume, crossing.volume),
        "payback_months": crossing.payback,
        "usable_months": crossing.usable,
        "per_call_saving_usd": crossing.saving,
    }


def _cell(values: Any, cuts: Sequence[float]) -> Any:
    """The place among the thresholds: even between them, odd on one."""
    return np.searchsorted(cuts, values, "left") + np.searchsorted(cuts, values, "right")


def _select(values: Sequence[Any], places: Any) -> Any:
    if np.ndim(places) == 0:
        return values[int(places)]
    found = values[0]
    for n, value in enumerate(values[1:], 1):
        found = np.where(places == n, value, found)
    return found


def _distinct(bills: Sequence[Bill], places: Any) -> tuple[list[Bill], Any]:
    """The bills that are taken in some sample, and the place of each sample's among them."""
    if np.ndim(places) == 0:
        return list(bills[int(places) : int(places) + 1]), 0
    taken, index = np.unique(places, return_inverse=True)
    return [bills[int(n)] for n in taken], index.reshape(-1)
