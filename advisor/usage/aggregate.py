"""From the table of usable records to workloads."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from advisor.usage import traffic as shape
from advisor.usage.database import Database
from advisor.usage.limits import FULL_DAYS_FOR_TRAFFIC, FULL_DAYS_FOR_TREND
from advisor.usage.report import MeasuredWorkload, ModelShare, Sizes, TierShare
from advisor.usage.volume import Monthly, Period, monthly

_DAY, _HOUR = 86_400, 3_600
_Days = dict[datetime.date, tuple[float | None, float]]


@dataclass(frozen=True)
class _Parts:
    """What several queries say of one workload."""

    row: dict[str, Any]
    sizes: tuple[tuple[float, ...], tuple[float, ...]]
    models: tuple[ModelShare, ...]
    tiers: tuple[TierShare, ...]
    days: _Days
    busiest: float | None


def workloads(database: Database, period: Period | None, steady: float) -> tuple[MeasuredWorkload, ...]:
    """One workload a name in the view `workloads`, largest first. `steady`: variation below which traffic is that.

    Without a period (no record has a time) nothing is said of a month.
    """
    sizes = {(name, kind): (median, p90) for name, kind, median, p90 in database.query("sizes")}
    days: dict[str, _Days] = defaultdict(dict)
    for name, day, requests, tokens in database.query("daily"):
        days[name][day] = requests, tokens or 0.0
    busiest = dict(database.query("hourly"))
    mix, tiers = _by_name(database.query("mix")), _by_name(database.query("tiers"))
    found = []
    for row in database.records("workloads"):
        name = row["name"]
        single = (sizes[name, "input"], sizes[name, "output"]) if row["per_call"] else ((), ())
        parts = _Parts(row, single, _models(mix[name]), _tiers(tiers[name]), days[name], busiest.get(name))
        found.append(_workload(parts, period, steady))
    return tuple(found)


def _by_name(rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def _workload(parts: _Parts, period: Period | None, steady: float) -> MeasuredWorkload:
    row = parts.row
    measured, cached = row["measured"] or None, row["cached"]
    requests, tokens = _months(parts, period)

    def each(amount: float | None, of: float | None = measured) -> float | None:
        return amount / of if amount is not None and of else None

    return MeasuredWorkload(
        name=row["name"],
        records=row["records"],
        first=row["first"],
        last=row["last"],
        requests=row["requests"],
        measured_requests=row["measured"],
        unmeasured_share=1 - row["measured"] / row["requests"] if row["requests"] else 0.0,
        **_a_month(requests),
        tokens_per_month=tokens.likely,
        input_tokens=row["input"],
        output_tokens=row["output"],
        cached_tokens=cached,
        written_tokens=row["written"],
        input=Sizes(each(row["input"]), *parts.sizes[0]),
        output=Sizes(each(row["output"]), *parts.sizes[1]),
        cached=each(cached),
        cached_share=each(cached, row["input"]),
        written=each(row["written"]),
        **_hits(row, each),
        model=next((m.id for m in parts.models if m.id is not None), None),
        models=parts.models,
        failed_share=row["failed_share"],
        usd=row["usd"],
        usd_per_month=_usd_per_month(row, requests, tokens),
        usd_of_all=row["priced"],
        list_usd=None,
        tiers=parts.tiers,
        batch_share=next((t.requests_share for t in parts.tiers if t.tier == "batch"), 0.0),
        batch=row["batch"],
        **_traffic(parts, period, steady),
    )


def _a_month(requests: Monthly) -> dict[str, Any]:
    return {
        "requests_per_month": requests.likely,
        "requests_per_month_low": requests.low,
        "requests_per_month_high": requests.high,
    }


def _hits(row: dict[str, Any], each: Callable[..., float | None]) -> dict[str, Any]:
    """How often calls read cached tokens, and how many: only single calls tell it."""
    cached, hits = row["cached"], row["cached_requests"]
    if not row["per_call"]:
        return {"hit_rate": None, "cached_when_hit": None}
    return {
        "hit_rate": each(hits or 0.0) if cached is not None else None,
        "cached_when_hit": each(cached, hits),
    }


def _usd_per_month(row: dict[str, Any], requests: Monthly, tokens: Monthly) -> float | None:
    """Spend a month, as requests or tokens of the files are to those of a month."""
    counted = row["requests"] is not None
    month = requests.likely if counted else tokens.likely
    total = row["requests"] if counted else row["input"] + row["output"]
    return row["usd"] * month / total if row["usd"] is not None and month and total else None


def _months(parts: _Parts, period: Period | None) -> tuple[Monthly, Monthly]:
    """Requests and tokens a month; tokens of calls without counts are as those of the others."""
    row = parts.row
    if period is None or row["first"] is None:
        return Monthly(), Monthly()
    used = monthly({d: tokens for d, (_, tokens) in parts.days.items()}, period)
    if row["requests"] is None:
        return Monthly(), used
    requests = monthly({d: n or 0.0 for d, (n, _) in parts.days.items()}, period)
    a_call = (row["input"] + row["output"]) / row["measured"] if row["measured"] else None
    if requests.likely is None or a_call is None:
        return requests, used
    return requests, Monthly(requests.likely * a_call)


def _traffic(parts: _Parts, period: Period | None, steady: float) -> dict[str, Any]:
    """How volume moves, by requests, or by tokens where requests are not exported."""
    requests = parts.row["requests"]
    volumes = {d: tokens if requests is None else n or 0.0 for d, (n, tokens) in parts.days.items()}
    fits = period is not None and period.record_seconds <= _DAY
    full = shape.full_days(volumes, period.start, period.end) if period is not None and fits else []
    varies = shape.variation(full) if len(full) >= FULL_DAYS_FOR_TRAFFIC else None
    peak = None
    if varies is not None and requests and parts.busiest and period and period.record_seconds <= _HOUR:
        peak = max(parts.busiest * period.seconds / (_HOUR * requests), 1.0)
    trends = period is not None and len(full) >= FULL_DAYS_FOR_TREND
    return {
        "traffic": None if varies is None else "steady" if varies < steady else "variable",
        "variation": varies,
        "trend": shape.trend(full, period.month) if trends and period else None,
        "peak_factor": peak,
        "full_days": len(full),
    }


def _models(rows: list[tuple[Any, ...]]) -> tuple[ModelShare, ...]:
    total = sum(tokens for _, _, _, tokens, *_ in rows)
    return tuple(
        ModelShare(name, id_, requests, tokens / total if total else 0.0, usd, bool(tuned))
        for name, id_, requests, tokens, usd, tuned in rows
    )


def _tiers(rows: list[tuple[Any, ...]]) -> tuple[TierShare, ...]:
    calls, total = sum(r for _, r, _ in rows), sum(t for _, _, t in rows) or 1.0
    return tuple(
        TierShare(tier, requests / calls if calls else tokens / total, tokens / total)
        for tier, requests, tokens in rows
    )
