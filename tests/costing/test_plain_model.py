"""The product's bills beside those of the plain model of tests/kits, over workloads as teams bring them."""

from __future__ import annotations

import datetime
import math
import re
from random import Random

import pytest
from likely_workloads import workload
from msgspec.structs import replace
from plain_model import DAYS, Cost, PlainModel
from workloads import shipped_basis

from advisor.case.routes import ROUTES
from advisor.costing.bill import Bill, cost_while_usable
from advisor.costing.comparison import Comparison, compare_routes
from advisor.costing.routes.cascade import rest_elsewhere
from advisor.decision.assess import prepare_inputs

DATES = (datetime.date(2026, 4, 30), datetime.date(2026, 11, 27))
CLOSE = {"rel": 1e-6, "abs": 1e-6}
QUOTES = (
    {},
    {"gpt-6-luna": {"input": 0.08}, "aws-nova-micro": {"training": 3, "tuned_input": 0.2, "tuned_output": 1}},
    {"l4": {"typical": 0.3}, "together-h100": {"per_hour": 2}, "rtx-4090": {"typical": 0.4}},
    {"pgvector-supabase": {"per_month": 90}, "text-embedding-3-small": {"per_1m_tokens": 1}},
    {"nova-pro": {"input": 1.5, "output": 2, "batch_input": 0.1}, "gemini-2.5-flash": {"output": 3}},
)
"""Prices that were negotiated."""


def priced(seed: int) -> tuple[Comparison, PlainModel]:
    random = Random(seed)
    case, on, quoted = workload(random), random.choice(DATES), random.choice(QUOTES)
    inputs = prepare_inputs(replace(case, prices=quoted), shipped_basis().knowledge, on)[1]
    return compare_routes(inputs), PlainModel(inputs.knowledge, inputs.facts, on, quoted)


def plain(model: PlainModel, bill: Bill) -> Cost | None:
    """What the plain model says of the same way."""
    book = model.book
    match bill.route:
        case "prompt":
            return model.prompt()
        case "other-model":
            return model.other(str(bill.model))
        case "cascade":
            return model.cascade(str(bill.model), rest_elsewhere(bill))
        case "rag":
            return model.rag(str(bill.model))
        case "encoder":
            return model.encoder(by_hour=not bill.fleets)
        case "hosted-ft":
            return model.hosted(book.offer(bill.price_entries[0]))
        case "lora":
            host = book.host(bill.price_entries[1]) if len(bill.price_entries) > 1 else None
            cards = re.search(r"(\d) x ", bill.label)
            return model.lora(book.offer(bill.price_entries[0]), host, int(cards[1]) if cards else 1)
    return model.own(trained=bill.trained, by_hour=not bill.fleets)


def test_every_way_costs_what_the_plain_model_says():
    seen = set()
    for seed in range(24):
        money, model = priced(seed)
        for bill in (b for bills in money.ways.values() for b in bills if b.lines):
            mine = plain(model, bill)
            assert mine is not None
            got = {
                "once": float(bill.once),
                "month": float(bill.monthly(model.volume)),
                "days": float(bill.usable) * DAYS,
                "whole": float(cost_while_usable(bill, money.load)),
            }
            first = mine.on(0, model.volume)
            said = {"once": mine.once, "month": first, "days": mine.days, "whole": model.whole(mine)}
            assert got == pytest.approx(said, **CLOSE), (seed, bill.route, bill.label)
            seen.add((bill.route, bill.trained))
    assert {route for route, _ in seen} == set(ROUTES)
    assert ("self-host", False) in seen


def test_break_even_and_payback_are_what_their_words_mean():
    for seed in range(24, 48):
        money, model = priced(seed)
        if money.reference is None or not money.reference.lines or model.volume <= 0:
            continue
        other = plain(model, money.reference)
        for bill in money.chosen.values():
            if bill.trained and bill.lines and not bill.closed:
                check_break_even(money, model, bill, other)


def check_break_even(money: Comparison, model: PlainModel, bill: Bill, other: Cost) -> None:
    mine, found, name = plain(model, bill), money.crossing(bill), (bill.label, money.reference.label)
    until = min(mine.days, model.days)
    at = float(found.volume)

    def dearer(volume: float) -> float:
        return model.flat(mine, volume, until) - model.flat(other, volume, until)

    tries = [10 ** (k / 8) for k in range(96)]
    if math.isfinite(at):
        assert dearer(at * (1 + 1e-6) + 1e-6) <= 1e-3, name
        assert all(dearer(v) > -1e-6 for v in tries if v < at * (1 - 1e-6)), name
    else:
        assert dearer(tries[-1]) > 0, name
    assert float(found.payback) == pytest.approx(model.payback(mine, other), **CLOSE), name
    assert float(money.horizon_cost(bill)) == pytest.approx(model.whole(mine, other), **CLOSE), name
