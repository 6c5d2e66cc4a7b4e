"""Hand-made decisions: the renderers' input without the engine behind them."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from advisor.case.routes import BandEdges
from advisor.decision.decision import (
    Assumption,
    BreakEven,
    Conflict,
    Consequences,
    DecidedBy,
    Decision,
    Finding,
    Next,
    Position,
    PriceUsed,
    Provenance,
    RouteCost,
    StatementLine,
    Step,
    Trigger,
    Verdict,
)
from advisor.rules import Conclude, Rule
from advisor.rules.condition import ALWAYS


def route(id_: str, once: float | None, month: float | None, total: float | None, **more: Any) -> RouteCost:
    line = (
        (StatementLine("tokens", "month", month, f"9,000,000 x {month}", ("G8.prompt",), "2026-04"),)
        if month
        else ()
    )
    fields: dict[str, Any] = {
        "available": True,
        "why_not": (),
        "per_call_usd": None,
        "lines": line,
        "label": id_,
    } | more
    return RouteCost(id=id_, one_time_usd=once, monthly_usd=month, horizon_usd=total, **fields)


def concluding(id_: str, says: str) -> Rule:
    return Rule(id_, "policy", says, ALWAYS, Conclude({}), (), None, None, (), (), "policy.yaml", 1)


def decision(**changes: Any) -> Decision:
    made = Decision(
        title="Ticket triage",
        as_of=datetime.date(2026, 11, 21),
        verdict=Verdict(
            "prompt",
            False,
            "Do not train now. Measure the replacement first.",
            "policy.money-floor",
            Next("other-model", "when the replacement meets the bar"),
            False,
            ("other_model_gap", "eval_infra"),
        ),
        bands=BandEdges(3, 10),
        today_usd=42_750.0,
        break_even=BreakEven("self-host", "prompt", 215_000.0, 41.86, "10x-plus", 0.9, 12.0),
        against_today=BreakEven("self-host", "prompt", 180_000.0, 50.0, "10x-plus", 0.5, 12.0),
        routes=(
            route("prompt", 0.0, 42_750.0, 513_000.0, per_call_usd=0.00475),
            route("other-model", 0.0, 2_565.0, 30_780.0),
            route("rag", None, None, None, available=False, why_not=("the gap is not knowledge",)),
            route("encoder", None, None, None),
            route("lora", 3_300.0, 2_100.5, 28_506.0),
            route(
                "hosted-ft",
                9_000.0,
                1_890.0,
                31_680.0,
                available=False,
                why_not=("training closed 2026-05-07",),
            ),
            route("self-host", 4_100.0, 1_700.0, 24_500.0),
        ),
        attribution=(
            Step("the tuned route's own base model, prompted", 40_000.0),
            Step("shorter prompt", 1_050.0),
        ),
        findings=(
            Finding(
                "volume.tens",
                "Below ten million a month prompt.",
                "weak",
                ("prompt",),
                ("lora",),
                (DecidedBy("requests_per_month", "below 10,000,000", 9e6),),
                ("X.one",),
            ),
            Finding(
                "volume.half",
                "At 500,000 a month and more train.",
                "strong",
                ("self-host",),
                ("prompt",),
                (DecidedBy("requests_per_month", "at least 500,000", 9e6),),
                ("G6.volume",),
            ),
        ),
        conflicts=(
            Conflict("volume floor", (Position("G7.100k", "says train"), Position("T.10k", "says wait"))),
        ),
        plan=("Build the eval set: 1-2 engineer-weeks.", "Measure the replacement."),
        risks=("The vendor ends the base model.",),
        consequences=Consequences(("Calls get shorter.",), ("A new label is a new run.",)),
        notes=("The guide's floor contradicts its own example.",),
        assumptions=(
            Assumption("horizon_months", 12, "default"),
            Assumption("failure_cause", ("format",), "assumed"),
        ),
        revisit=(
            Trigger("requests pass 12 million a month", "volume", "requests_per_month", above=12e6),
            Trigger("six months are over", "date", on=datetime.date(2027, 5, 21)),
        ),
        prices=(PriceUsed("gpt-4o", "2.50 in, 10.00 out", "2026-04", "document", "guide", True, False),),
        warnings=(),
        provenance=Provenance("0.1.0", "a" * 64, "b" * 64),
        case=SimpleNamespace(title="Ticket triage", answers={}, prices={}),
        facts={"requests_per_month": 9e6, "horizon_months": 12},
        known={},
        fired=(concluding("policy.money-floor", "Too little is at stake to train."),),
        now=None,
        load=None,
        bills={},
        today=None,
        missing=("model",),
    )
    return replace(made, **changes)
