"""Points of metrics put together: for each time and model one record with all its counts."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.usage.lines.metric_names import model_in, own_name, role_of

_Counts = dict[tuple[float | None, str], dict[str, float]]


@dataclass(frozen=True)
class Series:
    """One metric with its labels, and its points: seconds since 1970, None without a time, and a value.

    `running`: each value counts from the start on.
    """

    metric: str
    labels: Mapping[str, str]
    points: Sequence[tuple[float | None, float]]
    running: bool = False


def records_of(series: Iterable[Series], *, cached_apart: bool) -> list[dict[str, Any]]:
    """A record for each time and model; empty where the series do not count both input and output tokens."""
    known = _likeliest(series)
    if not {"input", "output"} <= set(known):
        return []
    sums: _Counts = defaultdict(lambda: defaultdict(float))
    for role, of_role in known.items():
        for one in of_role:
            for time, value in _steps(one):
                sums[time, model_in(one.metric, one.labels)][role] += value
    counts = _whole(sums)
    step = _step([t for t, _ in sums if t is not None])
    return [
        _record(time, step, model, of, known, apart=cached_apart)
        for (time, model), of in sorted(counts.items(), key=lambda s: (s[0][0] or 0.0, s[0][1]))
    ]


def _likeliest(series: Iterable[Series]) -> dict[str, list[Series]]:
    """For each role the series of the metric with the shortest name: two of one role count the same."""
    found: dict[str, dict[str, list[Series]]] = defaultdict(lambda: defaultdict(list))
    for one in series:
        if (role := role_of(one.metric, one.labels)) is not None:
            found[role][own_name(one.metric)].append(one)
    return {role: named[min(named, key=lambda n: (len(n), n))] for role, named in found.items()}


def _steps(series: Series) -> Iterator[tuple[float | None, float]]:
    """Each point as the count of its own time: a counter that fell began anew."""
    points = sorted(series.points, key=lambda p: p[0] or 0.0)
    if not series.running or len(points) < 2:
        yield from points
        return
    for (time, before), (_, value) in itertools.pairwise(points):
        yield time, value - before if value >= before else value


def _whole(sums: _Counts) -> _Counts:
    """The same as whole numbers, what was cut off added to the next ones, so that their sums are kept."""
    left: dict[tuple[str, str], float] = defaultdict(float)
    found: _Counts = {}
    for (time, model), counts in sorted(sums.items(), key=lambda s: s[0][0] or 0.0):
        found[time, model] = {}
        for role, value in counts.items():
            whole = round(value + left[model, role])
            left[model, role] += value - whole
            found[time, model][role] = float(whole)
    return found


def _step(times: Sequence[float]) -> float:
    """Seconds from one time to the next, mostly; 0 where there is only one."""
    ordered = sorted(set(times))
    gaps = Counter(b - a for a, b in itertools.pairwise(ordered))
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _record(
    time: float | None,
    step: float,
    model: str,
    counts: Mapping[str, float],
    known: Mapping[str, Any],
    *,
    apart: bool,
) -> dict[str, Any]:
    beside = sum(counts.get(r, 0.0) for r in ("cached", "written")) if apart else 0.0
    record: dict[str, Any] = {"metrics": "points", "input_tokens": counts.get("input", 0.0) + beside}
    record |= {"output_tokens": counts.get("output", 0.0)}
    record |= {f"{r}_tokens": counts.get(r, 0.0) for r in ("cached", "written") if r in known}
    record |= {"requests": counts.get("requests", 0.0)} if "requests" in known else {}
    record |= {"model": model} if model else {}
    if time is not None:
        record |= {"time": _iso(time)} | ({"until": _iso(time + step)} if step else {})
    return record


def _iso(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()
