"""A hand-made decision for the app's tests, so that pictures do not change when prices or rules do."""

from __future__ import annotations

import datetime
import time
from types import SimpleNamespace
from typing import Any

from memo_sample import concluding
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Static

from advisor.case.case import Case
from advisor.case.routes import BandEdges
from advisor.costing.bill import Bill
from advisor.costing.gpus.gpu_serving import Fleet
from advisor.costing.inputs import SourcedValue
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.workload import steady_workload
from advisor.decision.decision import (
    BreakEven,
    Conflict,
    Consequences,
    DecidedBy,
    Decision,
    Finding,
    Next,
    Position,
    Provenance,
    RouteCost,
    Step,
    Verdict,
)
from advisor.interview.beginning import Beginning
from advisor.tui.app import AdvisorApp
from advisor.tui.outlook_summary import Bars, OutlookSummary, Route, SummaryBar
from advisor.tui.services import Services
from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.panel import Panel
from advisor.tui.widgets.transcript_list import TranscriptTurn

DAY = datetime.date(2026, 4, 30)
MONTHS = 12


def bill(id_, once, call, fleets=()):
    lines = (
        LineItem("set-up", "once", (Factor(once, "USD"),)),
        LineItem("calls", "call", (Factor(call, "USD"),)),
    )
    return Bill(id_, id_, lines, MONTHS, 9e6, fleets)


GPU = Fleet("l4", "L4", SourcedValue(870 / 730), SourcedValue(730.0), 4e7, 1, 1, 1)
BILLS = {
    "prompt": bill("prompt", 0, 0.00475),
    "other-model": bill("other-model", 0, 0.000285),
    "self-host": bill("self-host", 3500, 2e-5, (GPU,)),
}


def route(id_, once=None, month=None, why_not=(), **more):
    horizon = None if once is None else once + MONTHS * month
    return RouteCost(id_, id_, not why_not, why_not, once, month, None, horizon, (), **more)


def finding(rule, says, supports=(), opposes=(), strength="strong", cites=(), because=()):
    return Finding(rule, says, strength, supports, opposes, because, cites)


def decision(**changes: Any) -> Decision:
    whole = Decision(
        title="Ticket triage",
        as_of=DAY,
        verdict=Verdict(
            route="self-host",
            trained=True,
            headline="Self-host a tuned 8B: it saves $41,670 a month against today's bill.",
            concluded_by="policy.tuned-10x",
            next=Next("prompt", "when volume falls under 3 times break-even"),
            settled=False,
            open_questions=("eval_infra", "label_source"),
        ),
        bands=BandEdges(3, 10),
        break_even=BreakEven("self-host", "prompt", 246_000, 36.6, "10x-plus", 0.1, 12),
        against_today=BreakEven("self-host", "prompt", 246_000, 36.6, "10x-plus", 0.1, 12),
        routes=(
            route("prompt", 0, 42750),
            route("other-model", 0, 2565),
            route("rag", why_not=("the gap is not knowledge",)),
            route("encoder", trained=True),
            route("lora", 3300, 2120, trained=True),
            route(
                "hosted-ft", trained=True, why_not=("OpenAI training ended for new customers on 2026-05-07",)
            ),
            route("self-host", 3500, 1680, trained=True),
        ),
        attribution=(Step("cheaper model", 40185),),
        findings=(
            finding(
                "volume.self-host",
                "At 5,000,000 requests a month or more a tuned 7B-13B on own GPUs pays in days.",
                ("self-host",),
                cites=("G10.selfhost",),
                because=(DecidedBy("requests_per_month", "at least 5,000,000", 9e6),),
            ),
            finding(
                "breakeven.10x",
                "At 10 times break-even or more, tune.",
                ("self-host", "lora"),
                cites=("G5.band10",),
            ),
            finding(
                "team.staff",
                "Chips and staff are most of the cost.",
                (),
                ("self-host",),
                "medium",
                ("T.staff",),
            ),
        ),
        conflicts=(Conflict("volume-floor", (Position("G7.100k", "passed"), Position("T.10k", "passed"))),),
        plan=(),
        risks=(),
        consequences=Consequences(),
        notes=(),
        assumptions=(),
        revisit=(),
        prices=(),
        warnings=(),
        today_usd=42_750,
        provenance=Provenance("0", "", ""),
        case=SimpleNamespace(title="Ticket triage", answers={}, prices={}),
        facts={"horizon_months": 12, "requests_per_month": 9e6},
        known={},
        fired=(concluding("policy.tuned-10x", "At 10 times break-even or more, tune."),),
        now=None,
        load=steady_workload(9e6, MONTHS),
        bills=BILLS,
        today=None,
        missing=(),
    )
    return replace(whole, **changes)


class Quiet(Services):
    """The shipped rules and prices, with nothing worked out beside; questions come as the checklist has them."""

    need = None

    def background(self, told):
        return None

    def needed(self, decision):
        return self.need


class FixedCore(Quiet):
    """A core whose decisions are the hand-made one, until a test puts another in `next`."""

    def __init__(self) -> None:
        super().__init__(DAY)
        self.priced_on = DAY
        self.next = decision()
        self.asked: list[Case] = []

    def warm(self) -> None:
        pass

    def decide(self, case: Case) -> Decision:
        self.asked.append(case)
        return replace(self.next, case=case, title=case.title)


LOOKED = OutlookSummary(
    headline="Self-host a tuned 8B: it saves $41,670 a month against today's bill.",
    sure="It holds in 92 % of 10,000 samples of the uncertain numbers.",
    others=(("gpt-4o, prompted", 0.08),),
    unless="It holds unless volume falls below 5M/month (you said 9M/month).",
    flips=(
        ("volume falls below 5M/month (you said 9M/month)", "a vendor's fine-tune"),
        ("evaluation is not automated", "stay on today's model"),
        ("no prompt baseline was measured", "stay on today's model"),
        ("the team has no ML operations", "a vendor's fine-tune"),
    ),
    bars=Bars(
        "llama-3.1-8b on own GPUs, tuned",
        "gpt-4o, prompted",
        6_964.0,
        (
            SummaryBar("Loaded cost of an engineer", "$75/hour to $160/hour", 9_004.0, -1_195.0),
            SummaryBar("Engineering hours a month to maintain it", "5 to 10 hours/month", 9_724.0, 4_204.0),
            SummaryBar("Runs before a model is fit for production", "3 to 5 runs", 6_970.0, 6_958.0),
        ),
    ),
    routes=(
        Route("gpt-4o, prompted", 21_600.0, 21_600.0, 21_600.0, 0.08),
        Route("retrieval with gpt-4o", 5e4, 6e4, 7e4, None),
    ),
    samples=10_000,
    seed=1,
)


class Beside:
    """A background that a test answers for."""

    def __init__(self, told):
        self.told, self.asked, self.closed = told, [], False

    def prepare(self):
        pass

    def ask(self, number, case):
        self.asked.append((number, case))

    def close(self):
        self.closed = True

    def reply(self, what, number=None):
        self.told(self.asked[-1][0] if number is None else number, what)


class SlowCore(FixedCore):
    def background(self, told):
        self.beside = Beside(told)
        return self.beside


def app(core: Services | None = None, **more: Any) -> AdvisorApp:
    return AdvisorApp(core or FixedCore(), Beginning(**more))


_draw = Screen._compositor_refresh


async def settle(pilot) -> None:
    """Let workers, messages and layout come to rest, and the screen be drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    _draw(pilot.app.screen)


async def until(pilot, holds) -> None:
    """Settle until this holds; half a minute at most, as a machine may be busy."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never held"
        await settle(pilot)


async def say(pilot, text: str) -> None:
    """Type an answer and press enter."""
    pilot.app.interview.query_one(AnswerInput).insert_text_at_cursor(text)
    await pilot.press("enter")
    await settle(pilot)


async def begin(pilot, *lines: str) -> None:
    """Say these lines; after the first the specification and then the shift of inputs are asked next."""
    await settle(pilot)
    for n, line in enumerate(lines):
        await say(pilot, line)
        if n == 0:
            stability_next(pilot.app)


def stability_next(app) -> None:
    """Let every other question wait for the two about stability."""
    talk = app.interview.conversation
    talk.ask_later([n for n in talk.open_facts if n not in ("spec_stability", "input_shift")])
    app.interview.resume()


def transcript(app) -> str:
    """Everything in the talk, as text."""
    return "\n".join(str(t.content) for t in app.interview.query(TranscriptTurn))


PARTS = ("verdict", "routes", "break-even", "evidence", "open", "sure", "unless", "chart")


def shown(app, id_: str) -> str:
    """The text of one part of the screen or of the panel."""
    if id_ in PARTS:
        return app.interview.query_one(Panel).part(id_)
    return str(app.screen.query_one(f"#{id_}", Static).content)
