"""What usage exports say: plain data, rendered as text or JSON and turned into answers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class SetAside:
    """Records of one file that were not used: why, how many, the first one's row (from 1) and its beginning.

    `calls`: how many of them still count as calls, whose tokens nobody knows.
    """

    why: str
    count: int
    row: int | None
    text: str
    calls: int = 0


@dataclass(frozen=True)
class FileReport:
    """One file: which export it is, rows read and used, and the requests these hold.

    `failure`: why the file as a whole was not read.
    """

    file: str
    format: str | None
    read: int
    used: int
    aside: tuple[SetAside, ...]
    failure: str | None = None
    requests: float | None = None


@dataclass(frozen=True)
class Sizes:
    """Tokens a request: the mean, and median and 90th percentile where the export has single calls."""

    mean: float | None
    median: float | None = None
    p90: float | None = None


@dataclass(frozen=True)
class ModelShare:
    """One model of a workload: its name in the export, its id in the price book, and its share of all tokens.

    `tuned`: the name is that of a tune of it.
    """

    name: str
    id: str | None
    requests: float | None
    tokens_share: float
    usd: float | None
    tuned: bool = False


@dataclass(frozen=True)
class TierShare:
    """One service tier of a workload (standard, batch, flex, priority) and its shares of requests and tokens."""

    tier: str
    requests_share: float
    tokens_share: float


@dataclass(frozen=True)
class MeasuredWorkload:
    """One group of records. Volumes are a month; None where the export does not tell.

    `requests`: all billed calls in the files, of which `measured_requests` carry token counts; means are of those.
    `requests_per_month_low` and `_high`: the range in a period shorter than a month. `input`, `cached`, `written`:
    mean tokens a request, cached ones part of the input; the `_tokens` are sums over the files. `hit_rate`:
    requests that read any cached tokens, and `cached_when_hit` what those read, both only from single calls.
    `shortest_cached`: the tokens of the shortest prefix that its model caches.
    `usd_of_all`: every record carries its spend, so that the sum is the bill.
    `list_usd`: what these tokens cost at the price book's list prices. `variation`: standard deviation over mean
    of full days; `trend`: linear change a month as a share of the mean; `peak_factor`: busiest hour over the mean.
    """

    name: str
    records: int
    first: datetime.datetime | None
    last: datetime.datetime | None
    requests: float | None
    measured_requests: float | None
    unmeasured_share: float
    requests_per_month: float | None
    requests_per_month_low: float | None
    requests_per_month_high: float | None
    tokens_per_month: float | None
    input_tokens: float
    output_tokens: float
    cached_tokens: float | None
    written_tokens: float | None
    input: Sizes
    output: Sizes
    cached: float | None
    cached_share: float | None
    written: float | None
    hit_rate: float | None
    cached_when_hit: float | None
    model: str | None
    models: tuple[ModelShare, ...]
    failed_share: float | None
    usd: float | None
    usd_per_month: float | None
    usd_of_all: bool
    list_usd: float | None
    traffic: str | None
    variation: float | None
    trend: float | None
    peak_factor: float | None
    full_days: int
    tiers: tuple[TierShare, ...]
    batch_share: float
    batch: bool
    shortest_cached: float = 0.0


@dataclass(frozen=True)
class Report:
    """All of it. `start` to `end` is the period that all files together cover; months are made from it.

    `notes`: what is worth knowing; `questions`: what only the user can say. `calendar_months`: the records are sums of
    whole months, and a month is the mean of these. `weekdays`: how days of the week make a month of a shorter time.
    """

    by: str | None
    files: tuple[FileReport, ...]
    start: datetime.datetime | None
    end: datetime.datetime | None
    days_per_month: float
    workloads: tuple[MeasuredWorkload, ...]
    notes: tuple[str, ...]
    sql: tuple[str, ...]
    questions: tuple[str, ...] = ()
    calendar_months: int | None = None
    weekdays: str = ""

    @property
    def days(self) -> float:
        """Days covered, 0 when no record was used."""
        if self.start is None or self.end is None:
            return 0.0
        return (self.end - self.start) / datetime.timedelta(days=1)

    @property
    def used(self) -> int:
        """Rows used, over all files."""
        return sum(f.used for f in self.files)

    @property
    def requests(self) -> float | None:
        """Requests in all files; None where one does not export them."""
        known = [w.requests for w in self.workloads]
        return None if not known or None in known else sum(n for n in known if n is not None)
