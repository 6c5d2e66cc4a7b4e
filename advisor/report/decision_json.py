"""A decision as JSON, for programs: format 1, every key always there."""

from __future__ import annotations

from typing import Any

from advisor.case.fact_type import Value
from advisor.case.models_tried import ModelsTried
from advisor.decision.decision import (
    BreakEven,
    Decision,
    Finding,
    Next,
    RouteCost,
    StatementLine,
    Trigger,
    Verdict,
)
from advisor.decision.money.paid_today import PaidToday
from advisor.decision.plan.moving_work import MovingWork
from advisor.text.json_text import encode, number

FORMAT = 1


def render(decision: Decision) -> str:
    """The decision as JSON, ending with a newline."""
    return encode(as_dict(decision))


def as_dict(decision: Decision) -> dict[str, Any]:
    """The decision as plain data. Numbers keep 12 digits; unknown, endless and undefined ones are null."""
    return {
        "format": FORMAT,
        "title": decision.title,
        "as_of": decision.as_of.isoformat(),
        "verdict": _verdict(decision.verdict),
        "break_even": break_even(decision.break_even),
        "routes": [_route(r) for r in decision.routes],
        "attribution": [
            {"step": s.step, "usd_per_month": number(s.usd_per_month)} for s in decision.attribution
        ],
        "findings": [_finding(f) for f in decision.findings],
        "conflicts": [
            {
                "topic": c.topic,
                "positions": [
                    {"claim": p.claim, "on_this_workload": p.on_this_workload} for p in c.positions
                ],
            }
            for c in decision.conflicts
        ],
        "plan": list(decision.plan),
        "risks": list(decision.risks),
        "consequences": {"good": list(decision.consequences.good), "bad": list(decision.consequences.bad)},
        "assumptions": [
            {"fact": a.fact, "value": plain(a.value), "from": a.source} for a in decision.assumptions
        ],
        "revisit": [trigger(t) for t in decision.revisit],
        "provenance": {
            "advisor": decision.provenance.advisor,
            "rules_sha256": decision.provenance.rules_sha256,
            "knowledge_sha256": decision.provenance.knowledge_sha256,
            "own_rules": list(decision.provenance.own_rules),
            "own_prices": list(decision.provenance.own_prices),
        },
        "today_usd": number(decision.today_usd),
        "at_once": None if decision.at_once is None else _at_once(decision.at_once),
    }


def plain(value: Value | None) -> float | bool | str | list[str] | dict[str, str | list[str]] | None:
    """A fact's value as JSON data."""
    match value:
        case ModelsTried():
            return value.plain()
        case bool() | str() | None:
            return value
        case int() | float():
            return number(value)
        case _:
            return list(value)


def trigger(t: Trigger) -> dict[str, Any]:
    """A trigger with only the keys that are set."""
    data: dict[str, Any] = {"when": t.when, "kind": t.kind}
    if t.subject:
        data["subject"] = t.subject
    if t.on is not None:
        data["on"] = t.on.isoformat()
    for key, bound in (("above", t.above), ("below", t.below)):
        if (shown := number(bound)) is not None:
            data[key] = shown
    return data


def break_even(b: BreakEven) -> dict[str, Any]:
    """A break-even; null where it is unknown or never reached."""
    return {
        "tuned_route": b.tuned_route,
        "reference_route": b.reference_route,
        "requests_per_month": number(b.requests_per_month),
        "multiple": number(b.multiple),
        "band": b.band,
        "payback_months": number(b.payback_months),
        "usable_months": number(b.usable_months),
    }


def _verdict(v: Verdict) -> dict[str, Any]:
    return {
        "route": v.route,
        "trained": v.trained,
        "model": v.model,
        "headline": v.headline,
        "concluded_by": v.concluded_by,
        "next": _step(v.next),
        "then": None if v.then is None else _step(v.then),
        "settled": v.settled,
        "open_questions": list(v.open_questions),
    }


def _at_once(found: PaidToday) -> dict[str, Any]:
    """What today's model costs a month as it is paid, and cached or in a cheaper tier."""
    saved = found.paid - found.counted
    return {
        "paid_usd": number(found.paid),
        "usd": number(found.counted),
        "saves_usd": number(saved),
        "how": found.how,
    }


def _step(n: Next) -> dict[str, Any]:
    return {"route": n.route, "trained": n.trained, "when": n.when, "open": list(n.open)}


def _route(r: RouteCost) -> dict[str, Any]:
    return {
        "id": r.id,
        "trained": r.trained,
        "model": r.model,
        "measured": r.measured,
        "available": r.available,
        "why_not": list(r.why_not),
        "one_time_usd": number(r.one_time_usd),
        "monthly_usd": number(r.monthly_usd),
        "per_call_usd": number(r.per_call_usd),
        "horizon_usd": number(r.horizon_usd),
        "lines": [_line(line) for line in r.lines],
        "asides": list(r.asides),
        "moving": None if r.moving is None else _moving(r.moving),
    }


def _moving(work: MovingWork) -> dict[str, Any]:
    return {"hours": number(work.hours), "usd": number(work.usd)}


def _line(line: StatementLine) -> dict[str, Any]:
    return {
        "item": line.item,
        "period": line.period,
        "usd": number(line.usd),
        "formula": line.formula,
        "cites": list(line.cites),
        "as_of": line.as_of,
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "says": f.says,
        "for": list(f.supports),
        "against": list(f.opposes),
        "because": [{"fact": b.fact, "test": b.test, "value": plain(b.value)} for b in f.because],
        "cites": list(f.cites),
    }
