"""Another model on the GPUs that run today's model and are paid for anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.gpus.further_cards import FURTHER, with_further
from advisor.costing.models.open_weights import parameters
from advisor.costing.routes.own_today import (
    ROUNDED,
    on_own_gpus,
    own_bill,
    paid_anyway,
    paid_months,
    todays_fleets,
)
from advisor.costing.saving_steps import NoSteps
from advisor.costing.tuning_project import PEOPLE

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.inputs import Inputs
    from advisor.costing.workload import Workload

ON_THEM = ", on the GPUs that run"
"""What the label of a way says that keeps rented GPUs."""


def on_todays_gpus(inputs: Inputs, load: Workload, params: float, bill: Bill) -> list[Bill]:
    """`bill`, of a model of so many parameters, on the GPUs that run today's where those are paid for and hold it.

    Their cost, the people who run them among it, stays what it is today; what the move or the tune takes comes on top.
    Rented ones whose bill was said may be given up as well, and reserved ones whose contract ends within the horizon:
    then `bill` stays a way of its own.
    """
    if bill.closed or not _hold(inputs, params):
        return [bill]
    (there,) = inputs.memory.bills("today's GPUs", _today, inputs, load)
    if not (there.lines or there.fleets):
        return [bill]
    kept = _kept(inputs, load, there, bill)
    given_up = not paid_anyway(inputs) or 0 < paid_months(inputs, load) < load.horizon
    return [kept] if not given_up else [bill, replace(kept, label=f"{bill.label}{ON_THEM}")]


def _kept(inputs: Inputs, load: Workload, there: Bill, bill: Bill) -> Bill:
    beside = (line for line in bill.lines if line.item != PEOPLE)
    going_on = (line for line in there.lines if line.period != "once" and line.item != FURTHER)
    lines = (*going_on, *beside)
    found = replace(bill, lines=lines, fleets=there.fleets, steps=NoSteps(), kept_gpus=True)
    return with_further(found, load, bill.fleets, todays_fleets(inputs, load), there.fleets)


def _hold(inputs: Inputs, params: float) -> bool:
    """Whether today's model takes at least the room that one of so many parameters does."""
    billed = on_own_gpus(inputs) and inputs.number("bill_today") is not None
    size = parameters(inputs.said_model()) if billed or paid_anyway(inputs) else None
    return size is not None and params <= size * (1 + inputs.knowledge.assumption(ROUNDED).likely)


def _today(inputs: Inputs, load: Workload) -> tuple[Bill]:
    return (own_bill(inputs, load, "self-host", load.today),)
