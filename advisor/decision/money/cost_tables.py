"""The money of a decision as plain data: routes, break-even, attribution, the prices and assumptions used."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.routes import ROUTES, TUNED, UNTRAINED
from advisor.costing.arrays import largest
from advisor.costing.bill import Bill
from advisor.costing.breakeven import break_even_multiple
from advisor.costing.gpus.gpu_serving import cheapest_fleet
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.fitness import INSIDE_WHY
from advisor.costing.routes.own_today import WHAT_RUNS, runs_inside
from advisor.decision.candidate_doubt import candidate_doubt
from advisor.decision.decision import (
    Assumption,
    BreakEven,
    Decision,
    PriceUsed,
    RouteCost,
    StatementLine,
    Step,
)
from advisor.decision.money.asides import asides
from advisor.decision.money.billed_row import billed_row
from advisor.decision.money.bought import bought_later, bought_usd, cards_priced
from advisor.decision.money.by_ratio import ratio_rows
from advisor.decision.money.later_bills import later_bills
from advisor.decision.plan.moving_work import moving_work
from advisor.decision.verdict import SELF_HOST, Ruling, verdict_bill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement


def route_rows(judgement: Judgement) -> tuple[RouteCost, ...]:
    """Every row of the table; of each route the one that the policy weighed first, the verdict's before all."""
    money, own = judgement.money, verdict_bill(judgement.money, judgement.ruling)
    bills: list[Bill] = [own] if own is not None and own.label == WHAT_RUNS else []
    for id_ in ROUTES:
        of_route = [b for b in money.rows if b.route == id_]
        bills += sorted(of_route, key=lambda b: not _same(b, own))
    made = [_route(money, b, _reasons(judgement, b), verdicts=_same(b, own)) for b in bills]
    unpriced = [id_ for id_ in ROUTES if not any(b.route == id_ for b in bills)]
    starts = money.inputs.facts.get("serving_today") in RUNS_NO_MODEL
    billed = billed_row(money) if "prompt" in unpriced and "prompt" not in judgement.closed else None
    by_bill = [
        row for row in (billed, *ratio_rows(money)) if row is not None and row.id not in judgement.closed
    ]
    made += by_bill
    made += [
        _unpriced(id_, judgement.closed.get(id_, ()), judgement.ruling, starts=starts)
        for id_ in unpriced
        if id_ not in {row.id for row in by_bill}
    ]
    return tuple(sorted(made, key=lambda r: ROUTES.index(r.id)))


NO_PROMPT, NO_CASCADE = "a vendor's model", "a cheap model first"
"""Labels of rows where no model runs that they could be about."""
NOTHING_TO_PASS_ON = "no model runs that the rest could go on to"


def _same(bill: Bill, other: Bill | None) -> bool:
    return other is not None and (bill.route, bill.trained, bill.model) == (
        other.route,
        other.trained,
        other.model,
    )


def _each_once(*reasons: str) -> Iterable[str]:
    """Reasons without those that say what one before says, with its citation or without."""
    said: dict[str, str] = {}
    for reason in reasons:
        said.setdefault(reason.partition(" [")[0], reason)
    return said.values()


def _reasons(judgement: Judgement, bill: Bill) -> tuple[str, ...]:
    """Why rules close this row; what they say of self-hosting is about a tuned model."""
    if bill.route == SELF_HOST and not bill.trained:
        return ()
    return judgement.closed.get(bill.route, ())


def _unpriced(id_: str, why: tuple[str, ...], ruling: Ruling, *, starts: bool) -> RouteCost:
    label = {"prompt": NO_PROMPT, "cascade": NO_CASCADE}.get(id_, id_) if starts else id_
    inside = id_ == SELF_HOST == ruling.route and not ruling.trained
    why = why or ((NOTHING_TO_PASS_ON,) if starts and id_ == "cascade" else ())
    trained = id_ in TUNED and not inside
    return RouteCost(id_, label, inside or not why, () if inside else why, trained=trained)


def break_even(money: Comparison, tuned: str | None, against: Bill | None = None) -> BreakEven:
    """`tuned` against the reference route, or against another bill such as today's, for as long as it is paid."""
    reference = money.reference.route if money.reference is not None else UNTRAINED[0]
    months = float(money.inputs.facts["horizon_months"])
    bill = money.chosen.get(tuned) if tuned else None
    over = against is not None and not largest(against.usable)
    crossing = money.crossing(bill, against) if bill is not None and bill.lines and not over else None
    if bill is None or crossing is None or money.volume is None:
        return BreakEven(tuned, reference, None, None, None, None, months)
    at, payback = float(crossing.volume), float(crossing.payback)
    reached = math.isfinite(at)
    times = float(break_even_multiple(money.volume, at)) if reached else math.inf
    return BreakEven(
        tuned_route=tuned,
        reference_route=reference,
        requests_per_month=at if reached else None,
        multiple=times if math.isfinite(times) else None,
        band=money.band(bill, against),
        payback_months=payback if math.isfinite(payback) else None,
        usable_months=float(crossing.usable),
    )


def attribution(money: Comparison, tuned: str | None) -> tuple[Step, ...]:
    """From today's bill to the tuned bill; empty while one of them is unknown."""
    bill = money.chosen.get(tuned) if tuned else None
    if bill is None or not bill.lines:
        return ()
    return tuple(Step(name, float(usd)) for name, usd in money.attribution(bill))


def prices_used(money: Comparison) -> tuple[PriceUsed, ...]:
    """Every price entry that the chosen ways rest on, with its date, grade and whether it is stale."""
    limit = datetime.timedelta(days=float(money.inputs.use_assumption("stale_after_days").value))
    names: dict[str, None] = {}
    for bill in money.chosen.values():
        for name in (*bill.price_entries, *(f.gpu for f in bill.fleets[: cards_priced(money, bill)])):
            names[name] = None
        for line in bill.lines:
            for cite in line.cites:
                names[cite] = None
    if money.today is not None:
        names[money.today.label] = None
    prices = (_price(money, name, limit) for name in names)
    return tuple(p for p in prices if p is not None)


def cost_curve(decision: Decision, route: str, volumes: Sequence[float]) -> list[float] | None:
    """USD a month over the horizon, one-time cost spread, of `route` at each volume; None when not priced."""
    bill, load = decision.bills.get(route), decision.load
    if bill is None or not bill.lines or load is None:
        return None
    return [float(bill.once / load.horizon + bill.monthly(v)) for v in volumes]


def used_assumptions(money: Comparison) -> tuple[Assumption, ...]:
    """The figures that nobody was asked for and that a chosen way rests on, in order of use."""
    assumptions = []
    for name, figure in money.inputs.used.items():
        known = money.inputs.knowledge.estimate(name)
        source = f"assumed [{', '.join(figure.cites)}]"
        assumptions.append(Assumption(name, float(figure.value), source, known.says, known.unit))
    return tuple(assumptions)


_WEIGHED_INSIDE = "it runs inside your network already, and is weighed as the open model there"
_NOTHING_OFFERED = "[X.closing"
"""What rules cite that close a route since nothing of it is on offer: said after why none is."""


def _route(money: Comparison, bill: Bill, why: tuple[str, ...], *, verdicts: bool) -> RouteCost:
    """The row of `bill`; of the verdict's own (`verdicts`) a closed one has no money, since nobody may pay it."""
    reasons = tuple(sorted(_each_once(*why, *bill.closed), key=lambda w: _NOTHING_OFFERED in w))
    if bill.route == "prompt" and runs_inside(money.inputs):
        reasons = tuple(_WEIGHED_INSIDE if r.startswith(INSIDE_WHY) else r for r in reasons)
    row = RouteCost(
        id=bill.route,
        label=bill.label,
        available=bool(bill.lines) and not reasons,
        why_not=reasons,
        notes=(*bill.notes, *_others(money, bill)),
        trained=bill.trained,
        model=bill.model,
        measured=bill.measured,
        candidate=bill.candidate,
        asides=asides(money, bill),
        later=later_bills(money, bill),
        bought_usd=bought_usd(money, bill),
        bought_later=bought_later(money, bill),
        kept_gpus=bill.kept_gpus,
        moving=moving_work(money, bill),
        doubt=candidate_doubt(money, bill) if bill.route == "other-model" else "",
    )
    return row if not bill.lines or (verdicts and reasons) else _priced(row, money, bill)


def _priced(row: RouteCost, money: Comparison, bill: Bill) -> RouteCost:
    """The row with the money of its bill, and how well its GPUs are used."""
    assert money.load is not None
    volume, notes = money.load.first_volume, row.notes
    lines = [_item(line, money) for line in bill.lines]
    if bill.fleets:
        fleet = cheapest_fleet(bill.fleets, volume)
        lines.append(_item(fleet.line(volume, bill.fleet_cites), money))
        used = f"{float(fleet.utilisation(volume)):.0%} of what is provisioned for the peak"
        notes = (f"{fleet.name}: the average load uses {used}", *notes)
    return replace(
        row,
        one_time_usd=float(bill.once),
        monthly_usd=float(bill.monthly(volume)),
        per_call_usd=float(bill.per_call),
        horizon_usd=float(money.horizon_cost(bill)) if money.lasts(bill) else None,
        lines=tuple(lines),
        notes=notes,
    )


def _item(line: LineItem, money: Comparison) -> StatementLine:
    if line.period == "call":
        assert money.load is not None
        requests = Factor(money.load.first_volume, "requests/month")
        line = LineItem(line.item, "month", (requests, *line.factors), line.cites, line.as_of, line.kind)
    assert line.period != "call"
    return StatementLine(line.item, line.period, float(line.usd), line.formula, line.cites, line.as_of)


def _others(money: Comparison, chosen: Bill) -> tuple[str, ...]:
    """The ways not taken, one line each: what they would cost, or why they are closed."""
    sentences = []
    for bill in money.ways.get(chosen.route, ()):
        if bill.label == chosen.label or not bill.trained:
            continue
        if bill.closed:
            sentences.append(f"{bill.label}: closed, {'; '.join(bill.closed)}")
        else:
            sentences.append(f"{bill.label}: ${float(money.horizon_cost(bill)):,.0f} over the horizon")
    return tuple(sentences)


def _price(money: Comparison, name: str, limit: datetime.timedelta) -> PriceUsed | None:
    """The entry of this name on the date; None when the name is not a price entry."""
    on = money.inputs.as_of
    entry = money.inputs.knowledge.priced(name)
    price = entry.at(on) if entry is not None else None
    if entry is None or price is None:
        return None
    price = money.inputs.negotiated(entry.id, price)
    shown = ", ".join(f"{name} {value:g}" for name, value in price.amounts().items())
    stale = on - price.as_of > limit
    return PriceUsed(entry.id, shown, price.as_of_text, price.grade, price.source, stale, price.fallback)
