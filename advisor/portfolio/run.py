"""Decide all cases, over several processes when there are many; only one line a case is kept."""

from __future__ import annotations

import datetime
import gc
import itertools
import multiprocessing
import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from advisor.case.answer import Answer
from advisor.decision.basis import load_basis
from advisor.errors import BadInput
from advisor.portfolio.quick_verdict import quick_verdict, verdict_rules_only
from advisor.portfolio.table_file import read_table
from advisor.portfolio.workload_row import (
    Failure,
    Portfolio,
    Row,
    SharedBase,
    gates,
    workload_row,
)
from advisor.portfolio.workloads import Job, is_table, jobs

CHUNK = 32
"""Cases a process takes at a time."""
ALONE = 64
"""Up to so many cases one process decides alone: starting others would take longer."""
_AHEAD = 3
_COLLECT_AFTER = 50_000
"""New objects of a worker between two searches for garbage: a case leaves hardly any."""

Outcome = Row | Failure


class Decider:
    """Decides jobs on one date, in this process. `ranges`: also say how sure each verdict is."""

    def __init__(self, rules: Sequence[Path], as_of: datetime.date, *, ranges: bool = False) -> None:
        self.basis = verdict_rules_only(load_basis(rules))
        self.as_of, self.ranges = as_of, ranges
        self.gates = gates(self.basis.rules)

    def decide(self, job: Job, use_cases: int | None = None) -> Outcome:
        """The line of one job; `use_cases`: as if so many tuned use cases shared its base."""
        try:
            name, case = job.case()
            if use_cases is not None:
                case = case.answered("tuned_use_cases", Answer(use_cases, "assumed"))
            sure = None
            if self.ranges:
                from advisor.sensitivity.monte_carlo import ranges

                sure = ranges(case, self.basis, self.as_of).holds
            return workload_row(
                quick_verdict(case, self.basis, self.as_of), self.gates, name, job.place, sure
            )
        except BadInput as e:
            return Failure(job.place, str(e.at(job.file, job.line)))


def portfolio(
    path: Path,
    as_of: datetime.date,
    rules: Sequence[Path] = (),
    *,
    ranges: bool = False,
    processes: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Portfolio:
    """Decide every case in `path`, a folder or a CSV; a bad one is reported and the rest is done.

    `processes`: default one a core. Raises BadInput if there is no case at all, or a bad rule file.
    """
    every = jobs(path)
    first = list(itertools.islice(every, ALONE + 1))
    if not first:
        raise BadInput("no case in here", file=str(path), expected="*.case.yaml files, or a CSV of facts")
    count = 1 if len(first) <= ALONE else processes or os.cpu_count() or 1
    with _Pool(rules, as_of, ranges, count) as pool:
        notes = list(read_table(path).notes) if is_table(path) else []
        rows: list[Row] = []
        failures: list[Failure] = []
        bases: dict[str, list[tuple[Job, Row]]] = defaultdict(list)
        for done, (job, outcome) in enumerate(pool.decide(itertools.chain(first, every)), start=1):
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                rows.append(outcome)
                if outcome.base is not None:
                    bases[outcome.base].append((job, outcome))
            if job.also:
                notes.append(
                    f"{job.file} is counted once; the same workload stands in {', '.join(job.also)}."
                )
            if progress is not None:
                progress(done)
        shared = tuple(_shared(pool, base, found) for base, found in sorted(bases.items()) if len(found) > 1)
    rows.sort(key=lambda r: (r.saving is None, -(r.saving or 0.0), r.workload, r.file))
    return Portfolio(as_of, tuple(rows), tuple(failures), shared, tuple(notes))


def _shared(pool: _Pool, base: str, found: Sequence[tuple[Job, Row]]) -> SharedBase:
    """What the tuned use cases of one base cost a month alone, and where they share it [T.multi]."""
    together = pool.decide((job for job, _ in found), len(found))
    alone = {job.place: r.monthly or 0.0 for job, r in found}
    total = 0.0
    for job, outcome in together:
        monthly = alone[job.place]
        if isinstance(outcome, Row) and outcome.base == base and outcome.monthly is not None:
            monthly = min(monthly, outcome.monthly)
        total += monthly
    return SharedBase(base, tuple(r.workload for _, r in found), sum(alone.values()), total)


class _Pool:
    """One decider here, or one in each of several processes."""

    def __init__(self, rules: Sequence[Path], as_of: datetime.date, ranges: bool, count: int) -> None:
        self._own = Decider(rules, as_of, ranges=ranges)
        self._workers: ProcessPoolExecutor | None = None
        self._ahead = _AHEAD * count
        if count > 1:
            self._workers = ProcessPoolExecutor(
                count, multiprocessing.get_context("spawn"), _start, (tuple(rules), as_of, ranges)
            )

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)

    def decide(self, every: Iterable[Job], use_cases: int | None = None) -> Iterator[tuple[Job, Outcome]]:
        """Each job and its outcome, in order; few are under way at once."""
        if self._workers is None:
            for job in every:
                yield job, self._own.decide(job, use_cases)
            return
        waiting: deque[tuple[list[Job], Future[list[Outcome]]]] = deque()
        source = iter(every)
        while True:
            while len(waiting) < self._ahead and (chunk := list(itertools.islice(source, CHUNK))):
                waiting.append((chunk, self._workers.submit(_work, chunk, use_cases)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            yield from zip(chunk, future.result(), strict=True)


_decider: list[Decider] = []


def _start(*settings: Any) -> None:
    """Make the decider of a worker process; it lasts, so the collector need not look through it again."""
    gc.set_threshold(_COLLECT_AFTER)
    rules, as_of, ranges = settings
    _decider.append(Decider(rules, as_of, ranges=ranges))
    gc.freeze()


def _work(chunk: Sequence[Job], use_cases: int | None) -> list[Outcome]:
    return [_decider[0].decide(job, use_cases) for job in chunk]
