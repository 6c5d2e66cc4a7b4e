"""From the table of usable records to workloads."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from advisor.usage import traffic as shape
from advisor.usage.database import Database
from advisor.usage.limits import FULL_DAYS_FOR_TRAFFIC, FULL_DAYS_FOR_TREND
from advisor.usage.report import MeasuredWorkload, ModelShare, Sizes

_DAY, _HOUR = 86_400, 3_600


@dataclass(frozen=True)
class Span:
    """The period of a report, the longest period of one record in seconds, and the days of a month."""

    start: datetime.datetime
    end: datetime.datetime
    record_seconds: float
    month: float

    @property
    def seconds(self) -> float:
        """Length of the period."""
        return (self.end - self.start).total_seconds()

    def monthly(self, amount: float | None) -> float | None:
        """An amount over the period as one a month; None where either is unknown."""
        return amount * self.month * _DAY / self.seconds if amount is not None and self.seconds > 0 else None


def workloads(database: Database, span: Span, steady: float) -> tuple[MeasuredWorkload, ...]:
    """One workload a name in the view `workloads`, largest first. `steady`: variation below which traffic is that."""
    sizes = {(name, kind): (median, p90) for name, kind, median, p90 in database.query("sizes")}
    days: dict[str, dict[datetime.date, tuple[float | None, float]]] = defaultdict(dict)
    for name, day, requests, tokens in database.query("daily"):
        days[name][day] = requests, tokens
    busiest = dict(database.query("hourly"))
    mix: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for share in database.query("mix"):
        mix[share[0]].append(share[1:])
    found = []
    for row in database.records("workloads"):
        name = row["name"]
        single = (sizes[name, "input"], sizes[name, "output"]) if row["per_call"] else ((), ())
        traffic = _traffic(row["requests"], days[name], busiest[name], span, steady)
        found.append(_workload(row, single, _models(mix[name]), traffic, span))
    return tuple(found)


def _workload(
    row: dict[str, Any],
    sizes: tuple[tuple[float, ...], tuple[float, ...]],
    models: tuple[ModelShare, ...],
    traffic: dict[str, Any],
    span: Span,
) -> MeasuredWorkload:
    requests, cached, hits = row["requests"] or None, row["cached"], row["cached_requests"]

    def each(total: float | None, of: float | None = requests) -> float | None:
        return total / of if total is not None and of else None

    return MeasuredWorkload(
        name=row["name"],
        records=row["records"],
        first=row["first"],
        last=row["last"],
        requests=row["requests"],
        requests_per_month=span.monthly(row["requests"]),
        tokens_per_month=span.monthly(row["input"] + row["output"]),
        input=Sizes(each(row["input"]), *sizes[0]),
        output=Sizes(each(row["output"]), *sizes[1]),
        cached=each(cached),
        cached_share=each(cached, row["input"]),
        hit_rate=each(hits or 0.0) if row["per_call"] and cached is not None else None,
        cached_when_hit=each(cached, hits) if row["per_call"] else None,
        models=models,
        failed_share=row["failed_share"],
        usd=row["usd"],
        usd_per_month=span.monthly(row["usd"]),
        batch=row["batch"],
        **traffic,
    )


def _traffic(
    requests: float | None,
    days: dict[datetime.date, tuple[float | None, float]],
    busiest: float | None,
    span: Span,
    steady: float,
) -> dict[str, Any]:
    """How volume moves, by requests, or by tokens where requests are not exported."""
    volumes = {day: tokens if requests is None else n or 0.0 for day, (n, tokens) in days.items()}
    full = shape.full_days(volumes, span.start, span.end) if span.record_seconds <= _DAY else []
    varies = shape.variation(full) if len(full) >= FULL_DAYS_FOR_TRAFFIC else None
    peak = None
    if varies is not None and requests and busiest and span.record_seconds <= _HOUR:
        peak = max(busiest * span.seconds / (_HOUR * requests), 1.0)
    return {
        "traffic": None if varies is None else "steady" if varies < steady else "variable",
        "variation": varies,
        "trend": shape.trend(full, span.month) if len(full) >= FULL_DAYS_FOR_TREND else None,
        "peak_factor": peak,
        "full_days": len(full),
    }


def _models(rows: list[tuple[Any, ...]]) -> tuple[ModelShare, ...]:
    total = sum(tokens for _, _, _, tokens, _ in rows)
    return tuple(
        ModelShare(name, id_, requests, tokens / total if total else 0.0, usd)
        for name, id_, requests, tokens, usd in rows
    )
