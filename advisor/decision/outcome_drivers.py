"""Whether the outcome depends on growth or on an announced price: without it the outcome would differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.bill import cost_until, cost_while_usable
from advisor.costing.breakeven import break_even_band, crossing
from advisor.costing.routes.own_today import paid_months

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from advisor.case.fact_type import Value
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.workload import Workload

    _Outcome: TypeAlias = Callable[[Workload, bool], str | bool | None]

_MOVES = ("other-model", "self-host", "cascade")


def outcome_drivers(money: Comparison, tuned: str | None) -> dict[str, Value]:
    """What a move (`move_hangs_on`) and the band of the tuned route (`band_hangs_on`) depend on, if on either."""
    load = money.load
    if load is None or not (load.growth or any(b.later for b in money.chosen.values())):
        return {}
    told = {
        "move_hangs_on": _hangs_on(_move_with(money), load),
        "band_hangs_on": _hangs_on(_band_with(money, tuned), load),
    }
    return {name: value for name, value in told.items() if value is not None}


def _hangs_on(outcome: _Outcome, load: Workload) -> str | None:
    if load.growth and outcome(load, True) != outcome(_steady(load), True):
        return "growth" if float(load.growth) > 0 else "falling-volume"
    return "announced-price" if outcome(load, True) != outcome(load, False) else None


def _band_with(money: Comparison, tuned: str | None) -> _Outcome:
    bill, other = money.chosen.get(tuned or ""), money.reference

    def outcome(load: Workload, announced: bool) -> str | None:
        edges = money.inputs.bands
        if bill is None or not bill.lines or other is None or other.closed or edges is None:
            return None
        at = crossing(_at(bill, announced, load), _at(other, announced, load), load).volume
        return break_even_band(float(load.volume), float(at), edges)

    return outcome


def _move_with(money: Comparison) -> _Outcome:
    to, staying = money.reference, money.chosen.get("prompt")

    def outcome(load: Workload, announced: bool) -> bool | None:
        if to is None or staying is None or to.route not in _MOVES or staying.closed or not staying.lines:
            return None
        rate = money.inputs.number("engineer_usd_per_hour") or 0.0
        work = float(money.inputs.use_assumption("switch_hours").value) * float(rate)
        paid = paid_months(money.inputs, load)
        one, two = (
            float(cost_while_usable(b, load)) - float(cost_until(b, load, paid))
            for b in (_at(staying, announced, load), _at(to, announced, load))
        )
        return one - two > work

    return outcome


def _at(bill: Bill, announced: bool, load: Workload) -> Bill:
    """The bill with what is announced, or at the prices of the first day for good; what grows with the volume."""
    found = bill if announced or not bill.later else replace(bill, later=())
    return found if load.growth or not found.further else replace(found, further=())


def _steady(load: Workload) -> Workload:
    return replace(load, volume=load.first_volume, growth=0.0)
