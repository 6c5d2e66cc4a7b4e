"""From the table of usable records to workloads."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from advisor.usage import shape
from advisor.usage.database import Database
from advisor.usage.limits import FULL_DAYS_FOR_TRAFFIC, FULL_DAYS_FOR_TREND
from advisor.usage.report import ModelShare, Sizes, Workload

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_DAY_SECONDS, _HOUR_SECONDS = 86_400, 3_600


def workloads(
    database: Database,
    knowledge: Knowledge,
    start: datetime.datetime,
    end: datetime.datetime,
    bucket_seconds: float | None,
) -> tuple[Workload, ...]:
    """One workload a name in the view `workloads`, largest first. `bucket_seconds`: the longest period of a record."""
    found = database.query("workloads")
    sizes = {(name, kind): (median, p90) for name, kind, median, p90 in database.query("sizes")}
    days: dict[str, list[tuple[datetime.date, float | None, float]]] = defaultdict(list)
    for name, day, requests, tokens in database.query("daily"):
        days[name].append((day, requests, tokens))
    busiest = dict(database.query("hourly"))
    mix: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for share in database.query("mix"):
        mix[share[0]].append(share[1:])
    month = knowledge.assumption("days_per_month").likely
    steady = knowledge.assumption("traffic_steady_variation").likely
    seconds = (end - start).total_seconds()
    bucket = bucket_seconds or 0.0
    built = []
    for row in found:
        (
            name,
            records,
            requests,
            input_,
            output,
            cached,
            cached_requests,
            usd,
            failed,
            first,
            last,
            batch,
            single,
        ) = row
        monthly = month * _DAY_SECONDS / seconds if seconds > 0 else None
        volumes = {d: (tokens if requests is None else n or 0.0) for d, n, tokens in days[name]}
        full = shape.full_days(volumes, start, end) if bucket <= _DAY_SECONDS else []
        spread = shape.variation(full) if len(full) >= FULL_DAYS_FOR_TRAFFIC else None
        peak = None
        if spread is not None and requests and bucket <= _HOUR_SECONDS and busiest[name]:
            peak = max(busiest[name] / (requests / (seconds / _HOUR_SECONDS)), 1.0)
        each = requests or None
        built.append(
            Workload(
                name=name,
                records=records,
                first=first,
                last=last,
                requests=requests,
                requests_per_month=requests * monthly if requests is not None and monthly else None,
                tokens_per_month=(input_ + output) * (monthly or 0.0),
                input=Sizes(input_ / each if each else None, *(sizes[name, "input"] if single else ())),
                output=Sizes(output / each if each else None, *(sizes[name, "output"] if single else ())),
                cached=cached / each if cached is not None and each else None,
                cached_share=cached / input_ if cached is not None and input_ else None,
                hit_rate=(cached_requests or 0.0) / each if single and cached is not None and each else None,
                cached_when_hit=cached / cached_requests if single and cached and cached_requests else None,
                models=_models(mix[name]),
                failed_share=failed,
                usd=usd,
                usd_per_month=usd * monthly if usd is not None and monthly else None,
                traffic=None if spread is None else "steady" if spread < steady else "variable",
                variation=spread,
                trend=shape.trend(full, month) if len(full) >= FULL_DAYS_FOR_TREND else None,
                peak_factor=peak,
                full_days=len(full),
                batch=batch,
            )
        )
    return tuple(built)


def _models(rows: list[tuple[Any, ...]]) -> tuple[ModelShare, ...]:
    total = sum(tokens for _, _, _, tokens, _ in rows)
    return tuple(
        ModelShare(name, id_, requests, tokens / total if total else 0.0, usd)
        for name, id_, requests, tokens, usd in rows
    )
