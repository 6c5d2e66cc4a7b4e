"""The work of moving to another untrained model, in hours and USD; no row includes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.models_tried import gap_of
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.decision.money.paid_today import today_usd
from advisor.decision.plan.plan_facts import period_usd

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_MEASURED, _UNMEASURED = "switch_hours", "unmeasured_switch_hours"
_CALLED = ("prompt", "other-model", "cascade")


class MovingWork(Struct, frozen=True):
    """Engineering `hours` and their `usd`; with `measures` they include measuring first."""

    hours: float
    usd: float
    measures: bool


def moving_work(money: Comparison, bill: Bill) -> MovingWork | None:
    """What moving to `bill` takes, measuring first where nobody did; None if nothing is moved.

    Nothing runs yet, or the job is done once, so that there is nothing to move; or the calls of the whole period cost
    less than measuring, which nobody makes a project of. Where what is paid today costs more, it is moved all the
    same, and measured by a look; in place of what is no language model it is measured in any case.
    """
    rate = money.inputs.number("engineer_usd_per_hour")
    if rate is None or not bill.lines or bill.closed or not (_moves(money, bill) or _takes_over(money, bill)):
        return None
    zones = tried_models(money.inputs.facts).get(str(bill.model))
    measures = bill.candidate if bill.route == "cascade" else gap_of(zones) != GOOD
    moving, both = (float(money.inputs.knowledge.estimate(n).likely) for n in (_MEASURED, _UNMEASURED))
    measuring = (both - moving) * float(rate)
    if float(money.horizon_cost(bill)) < measuring and (period_usd(money) or 0.0) < measuring:
        if paid_over_all(money) < measuring:
            return None
        measures = measures and not _moves(money, bill)
    hours = both if measures else moving
    return MovingWork(hours, hours * float(rate), measures)


def paid_over_all(money: Comparison) -> float:
    """Today's bill over the horizon, in USD."""
    return (today_usd(money) or 0.0) * float(money.inputs.number("horizon_months") or 0.0)


def _takes_over(money: Comparison, bill: Bill) -> bool:
    """Whether `bill` would do what people, rules or other software do today."""
    facts = money.inputs.facts
    starts = facts.get("serving_today") == "not-an-llm" and facts.get("one_off") is not True
    called = bill.model is not None and not bill.trained and bill.route in _CALLED
    return starts and called and money.today is not None


def _moves(money: Comparison, bill: Bill) -> bool:
    """Whether today's model would be replaced by `bill`, another untrained model."""
    facts, now = money.inputs.facts, money.now
    if bill.trained or bill.route not in _CALLED or now is None or facts.get("one_off") is True:
        return False
    if facts.get("serving_today") in RUNS_NO_MODEL:
        return False
    return bill.route != "prompt" or bill.model != now.model.id
