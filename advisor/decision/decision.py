"""A decision as plain frozen data, rendered by the memo, the app and the JSON alike."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.case.fact_type import Value
    from advisor.case.routes import BandEdges
    from advisor.costing.bill import Bill
    from advisor.costing.models.availability import CurrentModel
    from advisor.costing.workload import Workload
    from advisor.decision.money.paid_today import PaidToday
    from advisor.decision.plan.moving_work import MovingWork
    from advisor.rules import Rule


class Next(Struct, frozen=True):
    """A step after the verdict: the route it may lead to, when, and the open questions that could stop it.

    `besides`: what has to hold of that case beside that the models still to be measured miss the bar; `passed_to`: the
    model that a cascade would pass the rest on to, where that is not the one that runs today; `calls`: the other model
    that is called or measured then.
    """

    route: str | None
    when: str
    trained: bool = False
    open: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    passed_to: str | None = None
    calls: str | None = None


class Doubt(Struct, frozen=True):
    """Why a verdict is not settled; `facts`: the answers nobody gave that no proof covers."""

    by: Literal["bill", "candidate", "answers", "samples"]
    facts: tuple[str, ...] = ()


class Verdict(Struct, frozen=True):
    """The conclusion. `trained`: whether the route runs a model tuned for this task; `model`: which model.

    `next`: what to find out or do first; `then`: the verdict once candidates miss and open gates pass. `doubt`: why
    it is not settled.
    """

    route: str
    trained: bool
    headline: str
    concluded_by: str
    next: Next
    settled: bool
    open_questions: tuple[str, ...]
    then: Next | None = None
    model: str | None = None
    doubt: Doubt | None = None


class BreakEven(Struct, frozen=True):
    """The tuned route compared with the reference route; None if a value is unknown or never reached."""

    tuned_route: str | None
    reference_route: str
    requests_per_month: float | None
    multiple: float | None
    band: str | None
    payback_months: float | None
    usable_months: float


class StatementLine(Struct, frozen=True):
    """One line of a bill in USD: the item, once or a month, its formula with numbers, its citations."""

    item: str
    period: Literal["once", "month"]
    usd: float
    formula: str
    cites: tuple[str, ...]
    as_of: str | None


class RouteCost(Struct, frozen=True):
    """One route's availability and its price over the horizon; money is None if an input is unknown."""

    id: str
    label: str
    available: bool
    why_not: tuple[str, ...]
    one_time_usd: float | None = None
    monthly_usd: float | None = None
    per_call_usd: float | None = None
    horizon_usd: float | None = None
    lines: tuple[StatementLine, ...] = ()
    notes: tuple[str, ...] = ()
    trained: bool = False
    model: str | None = None
    measured: str | None = None
    candidate: bool = False
    asides: tuple[str, ...] = ()
    """Remarks on its figures, such as why its total is not its month times the months."""
    doubt: str = ""
    """Why a candidate is not among those to measure; empty if it is."""
    later: tuple[tuple[datetime.date, float], ...] = ()
    """Day -> USD a month at today's volume from then on, where an announced price or end changes it."""
    bought_usd: float | None = None
    """The price of its GPUs on the first day if they are bought; each month holds a part of it."""
    bought_later: tuple[tuple[datetime.date, float], ...] = ()
    """Day -> the price of GPUs that growth needs."""
    kept_gpus: bool = False
    """Whether it runs on GPUs that are there and paid for, whose cost goes on."""
    moving: MovingWork | None = None
    """The work of moving to it, which no figure includes."""
    at_least_usd: float | None = None
    """The least USD a month if only its bill is known; `monthly_usd` is the most then."""


class Step(Struct, frozen=True):
    """One step from today's bill to the tuned bill; positive USD a month are saved."""

    step: str
    usd_per_month: float


class DecidedBy(Struct, frozen=True):
    """One test that decided a rule, and the value that decided it."""

    fact: str
    test: str
    value: Value | None


class Finding(Struct, frozen=True):
    """A fired evidence rule: which routes it speaks for and against, and why it fired."""

    rule: str
    says: str
    strength: str
    supports: tuple[str, ...]
    opposes: tuple[str, ...]
    because: tuple[DecidedBy, ...]
    cites: tuple[str, ...]


class Position(Struct, frozen=True):
    """What one source holds on a disputed topic, applied to this workload; `applies` is None while it is open."""

    claim: str
    on_this_workload: str
    applies: bool | None = None


class Conflict(Struct, frozen=True):
    """A topic on which the sources disagree, with every position on this workload."""

    topic: str
    positions: tuple[Position, ...]


class Assumption(Struct, frozen=True):
    """A value that nobody stated, with its origin: `default`, `assumed` or a citation."""

    fact: str
    value: Value
    source: str
    says: str = ""
    """What a figure of the knowledge is; empty for an answer, whose question says it."""
    unit: str = ""


class Trigger(Struct, frozen=True):
    """A condition that reopens the decision; `kind` says how to check it, the other fields against what."""

    when: str
    kind: Literal["date", "volume", "price", "retirement", "rule", "results"]
    subject: str = ""
    on: datetime.date | None = None
    above: float | None = None
    below: float | None = None


class PriceUsed(Struct, frozen=True):
    """A price that the decision uses; stale if older than the limit in the knowledge."""

    entry: str
    values: str
    as_of: str
    grade: str
    source: str
    stale: bool
    fallback: bool


class Provenance(Struct, frozen=True):
    """The versions that a replay needs to give the same bytes."""

    advisor: str
    rules_sha256: str
    knowledge_sha256: str
    own_rules: tuple[str, ...] = ()
    own_prices: tuple[str, ...] = ()


class Consequences(Struct, frozen=True):
    """The good and bad consequences of the verdict, each with its citation."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class Decision(Struct, frozen=True):
    """A case decided on a date: the verdict with everything that led to it."""

    title: str
    as_of: datetime.date
    verdict: Verdict
    break_even: BreakEven
    against_today: BreakEven
    routes: tuple[RouteCost, ...]
    attribution: tuple[Step, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    plan: tuple[str, ...]
    risks: tuple[str, ...]
    consequences: Consequences
    notes: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    revisit: tuple[Trigger, ...]
    prices: tuple[PriceUsed, ...]
    warnings: tuple[str, ...]
    provenance: Provenance
    bands: BandEdges
    today_usd: float | None
    case: Case
    facts: Mapping[str, Value]
    known: Mapping[str, Value]
    """What the rules were asked about, the verdict among it: `facts` without what they derived."""
    fired: tuple[Rule, ...]
    now: CurrentModel | None
    load: Workload | None
    bills: Mapping[str, Bill]
    """Route -> the way to take it that was weighed."""
    today: Bill | None
    missing: tuple[str, ...]
    """The answers without which no route can be priced."""
    at_once: PaidToday | None = None
    """Today's bill, and what its row counts it as; None if they are the same."""

    @property
    def concluded(self) -> Rule:
        """The rule that concluded the verdict."""
        return next(rule for rule in self.fired if rule.id == self.verdict.concluded_by)

    @property
    def volume(self) -> float | None:
        """Mean requests a month over the horizon; None while unknown."""
        return None if self.load is None else float(self.load.volume)

    @property
    def weighed(self) -> tuple[RouteCost, ...]:
        """For each route the row that the policy compared; other rows are alternative models."""
        return tuple(
            {r.id: r for r in reversed(self.routes)}[id_] for id_ in dict.fromkeys(r.id for r in self.routes)
        )

    @property
    def verdict_row(self) -> RouteCost:
        """The row of the verdict: the first with its route, training and model."""
        v = self.verdict
        same = [r for r in self.routes if (r.id, r.trained) == (v.route, v.trained)]
        return next((r for r in same if r.model == v.model), same[0] if same else self.route(v.route))

    def route(self, id_: str) -> RouteCost:
        """The row of this route that the policy compared."""
        return next(r for r in self.routes if r.id == id_)
