"""One line a workload, and the sums."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor.case.routes import UNTRAINED
from advisor.costing.models.availability import announced
from advisor.decision.model_facts import dearer_replacement, first_to_measure
from advisor.decision.money.bill_check import odd_bill
from advisor.decision.money.billed_row import billed_row
from advisor.decision.money.paid_today import paid_today, today_usd
from advisor.decision.plan.moving_work import moving_work
from advisor.portfolio.saved_in_a_year import YEAR, months_counted, saved_in_a_year

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.portfolio.quick_verdict import QuickVerdict
    from advisor.rules import RuleSet

_GATE, _PASSED, _FAILED = "gate_", "passed", "failed"
MEASURE, SWITCH, MIGRATE = "measure", "switch", "migrate"
"""The actions of a verdict: a model is measured, moved to, or takes the place of one that ends."""
FITTING_BILL, _CONTRACT = "a bill that its calls explain", "the contract of its reserved GPUs"
_ADAPTED = ("lora", "self-host")
"""Tuned routes whose adapters can share one base model [T.multi]."""


@dataclass(frozen=True, slots=True)
class Row:
    """One decided workload.

    `today`: USD a month paid today; `ends`: the day on which today's model ends, None if none is announced.
    `saving`: USD that the verdict's route costs less than today's bill in `months` of a year, each at its own
    volume and prices, one-time cost apart; None while it cannot be priced. Of a verdict that has another model measured
    first, `saving`, `one_time` and `monthly` are that model's, if it is good enough. `one_time`: the hours of moving to
    another model are in it.
    `payback`: months until the saving has repaid it; 0 if nothing is paid but a move that saves nothing, None if
    it never does.
    `blocked_by`: gates known failed, or else still open, that keep an untrained verdict from a tuned
    route which would follow them. `sure`: share of samples with the same verdict. `base`: the open model that a
    tuned verdict adapts.
    `waits_for`: what any verdict of this row waits for, in words.
    `model`: what the verdict runs on, in the end; `action`: what it has one do, as its rule calls it; `runs`: today's
    model; `to_measure`: the one that is measured first, while what runs stays; `no_model`: people, rules or other
    software do the work today.
    `at_once`: USD a year that today's model alone costs less once it is cached or its calls sent in batch or flex.
    """

    workload: str
    file: str
    route: str
    trained: bool
    settled: bool
    saving: float | None
    one_time: float | None
    monthly: float | None
    payback: float | None
    blocked_by: tuple[str, ...]
    next_route: str | None
    band: str | None
    sure: float | None = None
    base: str | None = None
    at_once: float | None = None
    model: str | None = None
    action: str = ""
    runs: str | None = None
    to_measure: str | None = None
    today: float | None = None
    ends: datetime.date | None = None
    waits_for: tuple[str, ...] = ()
    months: float = YEAR
    no_model: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that could not be decided."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class SharedBase:
    """Tuned use cases that could run on one base model: their monthly bill each alone, and together."""

    base: str
    workloads: tuple[str, ...]
    monthly_alone: float
    monthly_shared: float

    @property
    def saving(self) -> float:
        """USD a year."""
        return YEAR * (self.monthly_alone - self.monthly_shared)


@dataclass(frozen=True)
class Portfolio:
    """Rows by yearly saving, largest first, those without a price last; then what could not be decided.

    `notes`: how a table was read, and which files carry the same workload.
    """

    as_of: datetime.date
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    shared: tuple[SharedBase, ...]
    notes: tuple[str, ...] = ()

    @property
    def saving(self) -> float:
        """USD a year over all priced rows; a verdict that costs more counts against it."""
        return sum(r.saving for r in self.rows if r.saving is not None)

    @property
    def unproved(self) -> float:
        """USD a year of that which hangs on models that nobody measured on the work yet."""
        return sum(r.saving for r in self.rows if r.saving is not None and r.action == MEASURE)

    @property
    def unexplained(self) -> float:
        """USD a year of it that rests on a stated bill far off what its calls cost."""
        return sum(r.saving for r in self.rows if r.saving is not None and FITTING_BILL in r.waits_for)

    @property
    def replaced(self) -> float:
        """USD a year of it that is saved at most: what is paid today for work that no model does."""
        return sum(r.saving for r in self.rows if r.saving is not None and r.saving > 0 and r.no_model)

    @property
    def one_time(self) -> float:
        """USD once over all priced rows."""
        return sum(r.one_time for r in self.rows if r.one_time is not None)

    @property
    def at_once(self) -> float:
        """USD a year over all rows that today's models alone save at once."""
        return sum(r.at_once for r in self.rows if r.at_once is not None)

    @property
    def unpriced(self) -> int:
        """Rows without a price."""
        return sum(r.saving is None for r in self.rows)

    @property
    def twins(self) -> tuple[tuple[Row, ...], ...]:
        """Rows of one name that come out alike in everything: they may be one workload, counted more than once."""
        alike: dict[Row, list[Row]] = {}
        for row in self.rows:
            alike.setdefault(replace(row, file="", workload=row.workload.casefold()), []).append(row)
        return tuple(tuple(rows) for rows in alike.values() if len(rows) > 1)

    @property
    def routes(self) -> Mapping[str, int]:
        """Verdicts counted, most frequent first."""
        return dict(Counter(r.route for r in self.rows).most_common())


def gates(rules: RuleSet) -> tuple[str, ...]:
    """The facts that say whether a gate is passed."""
    derived = {name: None for rule in rules.rules for name in rule.derives() if name.startswith(_GATE)}
    return tuple(derived)


def workload_row(
    weighed: QuickVerdict, gate_facts: Sequence[str], workload: str, file: str, sure: float | None = None
) -> Row:
    """The line of one case."""
    money, load = weighed.money, weighed.money.load
    candidate, after = first_to_measure(money, money.reference), _follows(weighed)
    bill = after or _counted(weighed, candidate)
    once = monthly = saved = None
    if bill is not None and bill.lines and load is not None:
        moving = work.usd if (work := moving_work(money, bill)) is not None else 0.0
        once = float(bill.once) + moving
        monthly = float(bill.monthly(load.first_volume))
        saved = saved_in_a_year(money, bill, once, moving)
    elif weighed.route == "prompt" and (billed := billed_row(money)) is not None:
        once, monthly = billed.one_time_usd, billed.monthly_usd
    return Row(
        workload=workload,
        file=file,
        route=weighed.route,
        trained=weighed.trained,
        settled=weighed.settled,
        saving=None if saved is None else saved.usd,
        one_time=once,
        monthly=monthly,
        payback=None if saved is None else saved.payback,
        blocked_by=_blocked(weighed, gate_facts),
        next_route=weighed.next_route,
        band=weighed.band,
        sure=sure,
        base=bill.label if weighed.trained and bill is not None and weighed.route in _ADAPTED else None,
        at_once=_at_once(money),
        model=after.model if after is not None else weighed.model,
        action=weighed.action,
        runs=None if money.now is None else money.now.model.id,
        to_measure=None if candidate is None else candidate.model,
        today=today_usd(money),
        ends=_ends(money),
        waits_for=_waits_for(weighed),
        months=months_counted(money),
        no_model=money.inputs.facts.get("serving_today") == "not-an-llm",
    )


def _waits_for(weighed: QuickVerdict) -> tuple[str, ...]:
    """What comes before anything that is saved here: a bill that its calls explain, the end of a contract."""
    found = [FITTING_BILL] if odd_bill(weighed.money) else []
    reserved = weighed.action == SWITCH and weighed.facts.get("reserved_suffice") is True
    return (*found, *([_CONTRACT] if reserved else ()))


def _follows(weighed: QuickVerdict) -> Bill | None:
    """The row of what is moved to where today's model goes on until it ends and what follows costs more."""
    money = weighed.money
    after = dearer_replacement(money) if weighed.action == MIGRATE and weighed.route == "prompt" else None
    rows = money.ways.get("other-model", ()) if after is not None else ()
    return next((b for b in rows if after is not None and b.model == after.id and b.lines), None)


def _counted(weighed: QuickVerdict, candidate: Bill | None) -> Bill | None:
    """The row whose money counts: the verdict's, or what it has one measure while what runs today stays."""
    bill, now = weighed.bill, weighed.money.now
    stays = bill is None or now is None or bill.model == now.model.id
    return candidate if weighed.action == MEASURE and stays and candidate is not None else bill


def _ends(money: Comparison) -> datetime.date | None:
    """The announced end of what runs today; nobody but its owner ends a model on own GPUs."""
    if money.now is None or money.now.own:
        return None
    end = announced(money.inputs, money.now.model)
    return None if end is None else end.on


def _at_once(money: Comparison) -> float | None:
    """USD that today's model alone saves in the months counted, growing as its calls do."""
    load = money.load
    if money.today is None or load is None:
        return None
    found, calls = paid_today(money), float(load.calls(0.0, months_counted(money)))
    return (
        0.0 if found is None or not calls else calls / float(load.first_volume) * (found.paid - found.counted)
    )


def _blocked(weighed: QuickVerdict, gate_facts: Sequence[str]) -> tuple[str, ...]:
    if weighed.trained or weighed.route not in UNTRAINED or not weighed.training_ahead:
        return ()
    states = {name.removeprefix(_GATE): weighed.facts.get(name) for name in gate_facts}
    failed = tuple(name for name, state in states.items() if state == _FAILED)
    return failed or tuple(f"{name}?" for name, state in states.items() if state != _PASSED)
