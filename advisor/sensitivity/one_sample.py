"""One sample out of many that were priced together: its bills and its workload, as if priced alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec.structs import replace

from advisor.costing.arrays import Num
from advisor.costing.bill import Bill, rates_at
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.saving_steps import NoSteps
from advisor.costing.workload import Workload

_TOTALS: Mapping[Any, str] = {"once": "once", "month": "month", "call": "per_call"}


def _lines(totals: Mapping[Any, Num]) -> tuple[LineItem, ...]:
    return tuple(LineItem("total", period, (Factor(usd, "USD"),)) for period, usd in totals.items())


def one_bill(bill: Bill, i: int) -> Bill:
    """`bill` in sample `i`; GPUs too small for that sample are left out, and without any left it is closed."""
    fleets = tuple(replace(f, **_parts(f, i)) for f in bill.fleets)
    able = tuple(f for f in fleets if f.capacity > 0)
    plain: dict[str, Any] = {
        "usable": float(at_place(bill.usable, i)),
        "volume": float(at_place(bill.volume, i)),
        "fleets": able,
        "steps": NoSteps(),
    }
    if fleets and not able:
        return replace(bill, **plain, lines=(), closed=("no priced GPU holds one request of this length",))
    held = {line.period for line in bill.lines}
    totals = {p: float(at_place(getattr(bill, n), i)) for p, n in _TOTALS.items() if p in held}
    later = []
    for at, _ in bill.later:
        fixed, call = rates_at(replace(bill, further=()), at)
        later.append((at, _lines({"month": float(at_place(fixed, i)), "call": float(at_place(call, i))})))
    further = tuple((at, float(at_place(usd, i))) for at, usd in bill.further)
    return replace(bill, **plain, lines=_lines(totals), later=tuple(later), further=further)


def _parts(fleet: Any, i: int) -> dict[str, Any]:
    return {
        "hour": replace(fleet.hour, value=float(at_place(fleet.hour.value, i))),
        "hours": replace(fleet.hours, value=float(at_place(fleet.hours.value, i))),
        **{n: float(at_place(getattr(fleet, n), i)) for n in ("capacity", "least", "sharing", "peak_factor")},
    }


def one_workload(load: Workload, i: int) -> Workload:
    """`load` in sample `i`."""
    shapes: dict[str, Any] = {
        n: replace(s, **one_of({name: getattr(s, name) for name in s.__struct_fields__}, i))
        for n, s in (("today", load.today), ("tuned", load.tuned))
    }
    plain = one_of({name: getattr(load, name) for name in load.__struct_fields__ if name not in shapes}, i)
    return Workload(**shapes, **plain)


def one_of(values: Mapping[str, Any], i: int) -> dict[str, Any]:
    """`values` in sample `i`; what is the same in all stays."""
    return {k: v[i].item() if isinstance(v, np.ndarray) else v for k, v in values.items()}


def at_place(value: Any, i: int) -> Any:
    """`value` in sample `i`, or itself where it is the same in all."""
    return value[i] if np.ndim(value) else value
