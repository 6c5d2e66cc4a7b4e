"""Computes a figure of a row with the costing's own lines, bills and break-even.

A range is computed at every combination of its ends; the lowest and the highest result are its own ends.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from advisor.costing.arrays import divide
from advisor.costing.bill import Bill
from advisor.costing.breakeven import break_even_multiple, crossing
from advisor.costing.line_items import Factor, LineItem, Period
from advisor.costing.token_prices import TokenRates, base_rates, call_lines, tuned_rates
from advisor.costing.workload import RequestShape, steady_workload
from advisor.errors import BadInput
from advisor.sources.examples_schema import (
    COMPARES,
    BillSpec,
    Calls,
    CaseSpec,
    Ends,
    ExampleFigure,
    ExampleQuantity,
    ExampleRow,
)

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.store import Knowledge
    from advisor.sources.examples_schema import Of


class Computed(NamedTuple):
    """What comes out: the ends of a range (equal for one number, infinite for never), and how."""

    low: float
    high: float
    formula: str


def compute(row: ExampleRow, figure: ExampleFigure, knowledge: Knowledge, as_of: datetime.date) -> Computed:
    """`figure` of `row` with the prices of `as_of`. Raises BadInput for an entry that is not there."""
    found = [_Corner(row, knowledge, as_of, ends).figure(figure) for ends in _corners(row, figure)]
    low, high = min(found), max(found)
    formula = low[1] if low == high else f"{low[1]} to {high[1]}"
    return Computed(low[0], high[0], formula)


def _corners(row: ExampleRow, figure: ExampleFigure) -> Iterator[dict[int, int]]:
    """Every choice of one end for each range that the figure rests on, by the range's identity."""
    ranges = [id(r) for r in _ranges(row, figure)]
    for ends in itertools.product((0, 1), repeat=len(ranges)):
        yield dict(zip(ranges, ends, strict=True))


def _ranges(row: ExampleRow, figure: ExampleFigure) -> list[object]:
    found: list[object] = []
    quantities = [*figure.factors, *figure.times]
    for name in (figure.bill, figure.against):
        if name is None:
            continue
        bill = row.bills[name]
        quantities += [q for line in (*bill.once.values(), *bill.month.values()) for q in line]
        if bill.calls:
            found += [v for v in (bill.calls.input, bill.calls.output) if isinstance(v, tuple)]
    if isinstance(volume := figure.volume or row.volume, tuple) and figure.bill:
        found.append(volume)
    found += [q for q in quantities if isinstance(q.value if q.entry is None else q.at, tuple)]
    return found


class _Corner:
    """One combination of ends of a row's ranges."""

    def __init__(
        self, row: ExampleRow, knowledge: Knowledge, as_of: datetime.date, ends: dict[int, int]
    ) -> None:
        self.row, self.knowledge, self.as_of, self.ends = row, knowledge, as_of, ends

    def figure(self, figure: ExampleFigure) -> tuple[float, str]:
        """Value and formula."""
        if figure.factors:
            line = self._line(figure.what, (*figure.factors, *figure.times))
            return float(line.usd), line.formula
        value, formula = self._of_case(figure) if figure.case else self._of_bill(figure)
        if not figure.times:
            return value, formula
        line = LineItem(
            figure.what, "once", (Factor(value, figure.of or ""), *map(self._factor, figure.times))
        )
        return float(line.usd), f"({formula}) × {' × '.join(str(f) for f in line.factors[1:])}"

    def _of_bill(self, figure: ExampleFigure) -> tuple[float, str]:
        volume = self._end(figure.volume or self.row.volume)
        assert figure.bill is not None and figure.of is not None
        bill = self._bill(figure.bill, volume)
        if figure.of not in COMPARES:
            return _one(bill, figure.of, volume)
        assert figure.against is not None
        other = self._bill(figure.against, volume)
        formula = f"{other.label}: {_written(other, volume)}; {bill.label}: {_written(bill, volume)}"
        return _two(bill, other, figure.of, volume, self.row.horizon), formula

    def _of_case(self, figure: ExampleFigure) -> tuple[float, str]:
        assert figure.case is not None and figure.of is not None
        money = priced_case(self.knowledge, figure.case.file, self.as_of)
        bill = _way(money, figure.case)
        assert money.load is not None
        volume = float(money.load.volume)
        if figure.of == "step":
            steps = dict(money.attribution(bill))
            if figure.step not in steps:
                raise BadInput("no such step", text=figure.step, expected=", ".join(steps))
            return float(steps[figure.step]), f"{figure.step}, {bill.label}"
        if figure.of == "gpus":
            return float(bill.gpus(volume)), f"cheapest GPU that carries the load, {bill.label}"
        return _one(bill, figure.of, volume)

    def _bill(self, name: str, volume: float) -> Bill:
        spec: BillSpec = self.row.bills[name]
        lines = [self._line(item, factors, "once") for item, factors in spec.once.items()]
        lines += [self._line(item, factors, "month") for item, factors in spec.month.items()]
        if spec.calls:
            lines += self._calls(spec.calls)
        return Bill("prompt", name, tuple(lines), self.row.horizon, volume)

    def _line(self, item: str, factors: Sequence[ExampleQuantity], period: Period = "once") -> LineItem:
        return LineItem(item, period, tuple(map(self._factor, factors)))

    def _factor(self, quantity: ExampleQuantity) -> Factor:
        entry = quantity.entry
        if entry is None:
            assert quantity.value is not None
            return Factor(self._end(quantity.value, quantity), quantity.unit, quantity.per)
        at = quantity.at if isinstance(quantity.at, str) else quantity.at[self.ends[id(quantity)]]
        return Factor(self._stored(*entry, at), quantity.unit, quantity.per)

    def _stored(self, kind: str, name: str, at: str) -> float:
        book = self.knowledge
        match kind:
            case "figure":
                entry: object = book.estimate(name)
            case "run":
                entry = book.run(name)
            case "gpu":
                entry = book.gpu(name).at(self.as_of)
            case "model":
                entry = book.model(name).at(self.as_of)
            case _:
                entry = book.offer(name).at(self.as_of)
        value = getattr(entry, at, None)
        if not isinstance(value, int | float):
            raise BadInput(f"{kind} {name} has no such value on {self.as_of}", text=at)
        return float(value)

    def _calls(self, calls: Calls) -> list[LineItem]:
        shape = RequestShape(self._end(calls.input), self._end(calls.output), calls.prefix)
        return call_lines(self._rates(calls), shape, 1.0)

    def _rates(self, calls: Calls) -> TokenRates:
        if calls.rates:
            stated = calls.rates
            return TokenRates(stated.input, stated.output, stated.cached, (), None)
        if calls.model:
            price = self.knowledge.model(calls.model).at(self.as_of)
            rates = base_rates(calls.model, price) if price else None
        else:
            assert calls.tuned is not None
            offer = self.knowledge.offer(calls.tuned)
            tuned = offer.at(self.as_of)
            base = self.knowledge.model(offer.base_model).at(self.as_of) if offer.base_model else None
            below = base_rates(str(offer.base_model), base) if base else None
            rates = tuned_rates(offer.id, tuned, below) if tuned else None
        if rates is None:
            raise BadInput(f"no price per token on {self.as_of}", text=calls.model or calls.tuned)
        return rates

    def _end(self, ends: Ends, owner: object = None) -> float:
        if isinstance(ends, tuple):
            return float(ends[self.ends[id(owner or ends)]])
        return float(ends)


def priced_case(knowledge: Knowledge, file: str, as_of: datetime.date) -> Comparison:
    """The shipped case `file` with every route priced. Raises BadInput."""
    from advisor.case import case as cases
    from advisor.costing.comparison import compare_routes
    from advisor.decision.assess import prepare_inputs

    case = cases.load(knowledge.folder / "examples" / file)
    return compare_routes(prepare_inputs(case, knowledge, as_of)[1])


def _way(money: Comparison, spec: CaseSpec) -> Bill:
    for bill in money.ways.get(spec.route, ()):
        if bill.lines and (spec.offer is None or spec.offer in bill.price_entries):
            return bill
    raise BadInput(f"the case has no priced {spec.route}", text=spec.offer or spec.route)


def _one(bill: Bill, of: Of, volume: float) -> tuple[float, str]:
    """USD of one bill: once, a month, a call, or everything a month at `volume`."""
    match of:
        case "once":
            return float(bill.once), _sum(bill, "once")
        case "month":
            return float(bill.month), _sum(bill, "month")
        case "call":
            return float(bill.per_call), _sum(bill, "call")
        case "input" | "output":
            lines = tuple(line for line in bill.lines if line.period == "call" and line.item.endswith(of))
            part = Bill(bill.route, bill.label, lines, bill.usable, bill.volume)
            return float(part.monthly(volume)), _written(part, volume)
        case _:
            return float(bill.monthly(volume)), _written(bill, volume)


def _two(bill: Bill, other: Bill, of: Of, volume: float, horizon: float) -> float:
    """`bill` against `other`: USD saved a month, its share, how many times cheaper, or the break-even."""
    before, after = other.monthly(volume), bill.monthly(volume)
    at = crossing(bill, other, steady_workload(volume, horizon))
    match of:
        case "saving":
            return float(before - after)
        case "saving_share":
            return float(divide(before - after, before))
        case "times":
            return float(divide(before, after))
        case "break_even":
            return float(at.volume)
        case "multiple":
            return float(break_even_multiple(volume, at.volume))
        case _:
            return float(at.payback)


def _sum(bill: Bill, period: str) -> str:
    return " + ".join(line.formula for line in bill.lines if line.period == period) or "nothing"


def _written(bill: Bill, volume: float) -> str:
    """A bill's months as text: calls times their lines, and what is paid besides."""
    parts = []
    if any(line.period == "call" for line in bill.lines):
        parts.append(f"{Factor(volume, 'calls')} × ({_sum(bill, 'call')})")
    if any(line.period == "month" for line in bill.lines):
        parts.append(_sum(bill, "month"))
    if any(line.period == "once" for line in bill.lines):
        parts.append(f"once {_sum(bill, 'once')}")
    return " + ".join(parts) or "nothing"
