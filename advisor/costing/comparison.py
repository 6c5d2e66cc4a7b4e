"""All routes priced for one case, the reference among them, and the facts that rules may test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from advisor.case.fact_type import Value
from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.routes import ROUTES, TUNED, UNTRAINED
from advisor.costing.arrays import Num, argmin, one_value
from advisor.costing.attribution import attribution_steps
from advisor.costing.bill import Bill, cost_while_usable
from advisor.costing.breakeven import Crossing, break_even_band, crossing
from advisor.costing.inputs import Inputs
from advisor.costing.models.availability import CurrentModel, current_model
from advisor.costing.models.what_is_known import with_answers_carried_over
from advisor.costing.routes import self_host
from advisor.costing.routes.cascade import cascade
from advisor.costing.routes.encoder import encoder
from advisor.costing.routes.hosted_ft import hosted_ft
from advisor.costing.routes.lora import lora
from advisor.costing.routes.own_today import bill_today, first_model, on_own_gpus, own_bill, runs_inside
from advisor.costing.routes.rag import rag, rag_elsewhere
from advisor.costing.routes.untrained import cache_runs, other_model, prompt, today
from advisor.costing.selection import (
    Key,
    acceptable_routes,
    horizon_cost,
    lasts_horizon,
    outlives,
    reference_candidates,
    reference_key,
    tuned_key,
    tuned_pool,
    untrained_key,
)
from advisor.costing.workload import Workload, missing_answers, workload

Found = TypeVar("Found")
"""The type of an answer to a question about the money."""

__all__ = ["Comparison", "Priced", "acceptable_routes", "compare_routes", "price_routes"]


class Comparison(Struct, frozen=True, dict=True, eq=False):
    """The cost of every route for one case on one date.

    `ways`: route -> the bill of each way to take it, self-hosting both tuned and untrained. `chosen`: route -> the
    bill that stands for it in the comparison, of self-hosting the tuned one.
    """

    inputs: Inputs
    now: CurrentModel | None
    load: Workload | None
    ways: Mapping[str, tuple[Bill, ...]]
    chosen: Mapping[str, Bill]
    today: Bill | None
    reference: Bill | None
    missing: tuple[str, ...]

    @property
    def volume(self) -> float | None:
        """Mean requests a month over the horizon; None while unknown."""
        return None if self.load is None else float(self.load.volume)

    @cached_property
    def untrained_own(self) -> Bill | None:
        """The bill of self-hosting an untrained model, priced or not; None while nothing is priced."""
        own = [b for b in self.ways.get("self-host", ()) if not b.trained]
        if runs_inside(self.inputs):
            own = [b for b in own if b.model == self.inputs.facts.get("model")]
        return min(own, key=self._untrained_key, default=None)

    @cached_property
    def rows(self) -> tuple[Bill, ...]:
        """The rows of a table, by route: the chosen bill first, then other models, each model once."""
        rows: dict[tuple[str, bool, str | None], Bill] = {}
        for route in ROUTES:
            first = self.chosen.get(route)
            others = [b for b in self.ways.get(route, ()) if not b.trained]
            others.sort(key=self._untrained_key)
            for bill in ([first] if first is not None else []) + others:
                rows.setdefault((bill.route, bill.trained, bill.model), bill)
        return tuple(rows.values())

    @cached_property
    def candidates(self) -> tuple[Bill, ...]:
        """The priced and open bills of models that nobody measured yet, cheapest first."""
        able = [b for b in self.rows if b.candidate and b.lines and not b.closed]
        return tuple(sorted(able, key=lambda b: float(self.horizon_cost(b))))

    def ask_once(self, question: Callable[[Comparison], Found]) -> Found:
        """The answer to `question` about this comparison; computed once."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Found = self._answers[question]
        return answer

    @cached_property
    def _answers(self) -> dict[Callable[[Comparison], Any], Any]:
        """Question -> its answer, computed before."""
        return {}

    def _untrained_key(self, bill: Bill) -> Key:
        assert self.load is not None
        return untrained_key(bill, self.load, self.inputs)

    def horizon_cost(self, bill: Bill) -> Num:
        """USD of `bill` over the horizon; after the end of a tuned model the reference takes over."""
        assert self.load is not None
        if bill.trained:
            return horizon_cost(bill, self.reference, self.load, self.inputs)
        return cost_while_usable(bill, self.load)

    def lasts(self, bill: Bill) -> bool:
        """Whether every month of the horizon has a price; after a tuned model ends, an open reference gives it."""
        if self.load is None or lasts_horizon(bill, self.load):
            return True
        return bill.trained and self.reference is not None and not self.reference.closed

    def crossing(self, bill: Bill, against: Bill | None = None) -> Crossing | None:
        """The break-even of `bill` against the reference, or against another bill; None while prices are unknown.

        Also None if the reference is closed: nothing is saved against what cannot serve.
        """
        other = against or self.reference
        if self.load is None or other is None or (against is None and other.closed):
            return None
        return self.inputs.pair_result(crossing, bill, other, self.load)

    def band(self, bill: Bill, against: Bill | None = None) -> str | None:
        """The break-even band of `bill`; None while prices are unknown."""
        crossing = self.crossing(bill, against)
        edges = self.inputs.bands
        if crossing is None or self.volume is None or edges is None:
            return None
        return break_even_band(self.volume, float(crossing.volume), edges)

    def outlives_payback(self, bill: Bill) -> bool | None:
        """Whether `bill` lasts the whole horizon or until it has paid back; None while prices are unknown."""
        if self.load is None or self.reference is None:
            return None
        crossing = None if lasts_horizon(bill, self.load) else self.crossing(bill)
        return crossing is None or bool(outlives(bill, crossing, self.load))

    def attribution(self, bill: Bill) -> list[tuple[str, Num]]:
        """The steps from today's bill to `bill` in USD saved a month; empty while today's bill is unknown."""
        first = self.chosen.get("prompt")
        if self.now is None or self.load is None or self.today is None or first is None or not first.lines:
            return []
        return attribution_steps(self.now, self.load, self.today, first, bill, cached=cache_runs(self.inputs))

    def facts(self) -> dict[str, Value]:
        """The facts about each route and today's model that rules may test; an unknown one is absent."""
        facts: dict[str, Value] = {}
        if self.now is not None:
            facts["model_retires"] = self.now.retires
        for route in TUNED:
            key = route.replace("-", "_")
            bill = self.chosen.get(route)
            if bill is None:
                continue
            facts[f"{key}_offered"] = not bill.closed
            if bill.closed:
                continue
            if (where := self.band(bill)) is not None:
                facts[f"{key}_band"] = where
            if (lasts := self.outlives_payback(bill)) is not None:
                facts[f"{key}_outlives_payback"] = lasts
        if self.reference is not None:
            facts["reference_route"] = self.reference.route
        return facts


class Priced(Struct, frozen=True):
    """The bills of all routes before one is chosen for each."""

    inputs: Inputs
    now: CurrentModel | None
    load: Workload | None
    ways: Mapping[str, tuple[Bill, ...]]
    missing: tuple[str, ...]


def price_routes(inputs: Inputs) -> Priced:
    """Price every way to take each route. Raises BadInput for a model that is not in the price book."""
    now = current_model(inputs)
    inputs = with_answers_carried_over(inputs, now)
    lacking = missing_answers(inputs)
    if any(name != "model" for name in lacking):
        return Priced(inputs, now, None, {}, lacking)
    bills = inputs.memory.bills
    (load,) = bills("load", _workload, inputs)
    ways: dict[str, tuple[Bill, ...]] = {}
    hosted = bills("hosted-ft", hosted_ft, inputs, load)
    if now is not None:
        others = bills("other-model", other_model, inputs, load, now, _bases(hosted))
        ways["prompt"] = bills("prompt", _today_on, inputs, load, now)
        ways["other-model"] = others
        ways["cascade"] = bills("cascade", cascade, inputs, load, now, others)
        ways["rag"] = bills("rag", rag, inputs, load, now, others)
    else:
        ways.update(_without_model(inputs, load))
    ways["hosted-ft"] = hosted
    ways["lora"] = bills("lora", lora, inputs, load)
    ways["encoder"] = bills("encoder", encoder, inputs, load)
    ways["self-host"] = bills("self-host", self_host.self_host, inputs, load)
    return Priced(inputs, now, load, ways, lacking)


def _workload(inputs: Inputs) -> tuple[Workload]:
    return (workload(inputs),)


def _today_on(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    return [own_bill(inputs, load, "prompt", load.today)] if now.own else prompt(inputs, load, now)


def _without_model(inputs: Inputs, load: Workload) -> dict[str, tuple[Bill, ...]]:
    """The untrained routes if today's model is not known, or none runs."""
    others: Sequence[Bill] = inputs.memory.bills("other-model", other_model, inputs, load, None)
    first: Sequence[Bill] = []
    retrieving: list[Bill] = []
    if on_own_gpus(inputs):
        first = [own_bill(inputs, load, "prompt", load.today)]
    elif inputs.facts.get("serving_today") in RUNS_NO_MODEL:
        first, others = first_model(load, others)
        retrieving = rag_elsewhere(inputs, load, [*first, *others])
    ways = (("prompt", first), ("other-model", others), ("rag", retrieving))
    return {r: tuple(bills) for r, bills in ways if bills}


def _bases(hosted: Sequence[Bill]) -> tuple[str, ...]:
    """The base model of the cheapest open hosted tune: it is priced untrained as well."""
    able = [b for b in hosted if b.lines and not b.closed and b.model]
    return (str(able[one_value(argmin([(b.per_call,) for b in able]))].model),) if able else ()


def compare_routes(inputs: Inputs) -> Comparison:
    """Price every route and choose a bill for each. Raises BadInput for a model that is not in the price book."""
    priced = price_routes(inputs)
    inputs, now, load = priced.inputs, priced.now, priced.load
    if load is None:
        return Comparison(inputs, now, None, {}, {}, None, None, priced.missing)
    chosen = {
        r: min(priced.ways[r], key=lambda b: untrained_key(b, load, inputs))
        for r in UNTRAINED
        if r in priced.ways
    }
    able = reference_candidates(inputs, priced.ways)
    reference = min(able, key=lambda b: reference_key(b, load, inputs), default=None)
    for route in TUNED:
        if tuned_pool(priced.ways.get(route, ())):
            chosen[route] = min(
                tuned_pool(priced.ways[route]),
                key=lambda b: (*tuned_key(b, reference, load, inputs, now), b.label),
            )
    other = on_own_gpus(inputs) or inputs.facts.get("serving_today") in RUNS_NO_MODEL
    before = bill_today(inputs, load) if other else today(inputs, load, now) if now else None
    return Comparison(inputs, now, load, priced.ways, chosen, before, reference, priced.missing)
