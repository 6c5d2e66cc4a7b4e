"""`/usage`, `/prompt`, `/evals` on the interview screen: read in the background, shown, taken over when confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.evals.asked import Asked
from advisor.tui.host import Choice

if TYPE_CHECKING:
    from advisor.interview.measured import MeasuredAnswers
    from advisor.tui.host import InterviewHost
    from advisor.usage import Report

NONE = "none of these"
BARS = (80, 85, 90, 95, 98)
"""Percent offered as the score that is good enough."""
NO_BAR = "not known"
TAKE, LEAVE = "yes, take them", "no, leave the answers as they are"
UNTIL_PICKED = "nothing changes until you pick"


async def usage(host: InterviewHost, paths: Sequence[Path]) -> None:
    """Read exports; ask which workload where there are several; show what would be taken."""
    from advisor.interview import measured

    told = host.remark(f"Reading {_names(paths)} …")

    def progress(path: Path, percent: float) -> None:
        host.app.call_from_thread(told.update, f"Reading {path.name} … {percent:.0f} %")

    try:
        report = await asyncio.to_thread(measured.usage, paths, host.core.as_of, progress)
    except BadInput as e:
        told.remove()
        _refused(host, e)
        return
    told.update("\n".join(measured.summary(report)))
    names = measured.choices(report)
    if len(names) == 1:
        _one(host, report, names[0][0], paths)
        return
    more = len(report.workloads) - len(names)
    host.offer(
        "Which workload is this about?",
        [
            *(Choice(line, partial(_one, host, report, name, paths)) for name, line in names),
            Choice(NONE, host.resume),
        ],
        f"and {more} smaller ones" if more > 0 else "",
        must=True,
    )


async def prompts(host: InterviewHost, paths: Sequence[Path]) -> None:
    """Count sample prompts for the model that was named; show what would be taken."""
    from advisor.interview import measured

    try:
        found = await asyncio.to_thread(measured.prompts, paths, host.ensure_conversation().case())
    except BadInput as e:
        _refused(host, e)
        return
    _confirm(host, found)


def ask_bar(host: InterviewHost, paths: Sequence[Path], asked: Asked) -> None:
    """Ask which score is good enough where it was not said, then measure."""
    if asked.bar is not None:
        host.app.run_worker(quality(host, paths, asked), group="measure", exclusive=True)
        return

    def with_bar(bar: float | None) -> None:
        host.app.run_worker(quality(host, paths, replace(asked, bar=bar)), group="measure", exclusive=True)

    choices = [Choice(f"{percent} %", partial(with_bar, percent / 100)) for percent in BARS]
    host.offer(
        "Which score is good enough?",
        [*choices, Choice(NO_BAR, partial(with_bar, None))],
        "another one: /evals file --bar 92%",
        must=True,
    )


async def quality(host: InterviewHost, paths: Sequence[Path], asked: Asked) -> None:
    """Read results of evaluations; show scores, comparisons, and what would be taken."""
    from advisor.interview.measured_quality import measure_quality

    told = host.remark(f"Reading {_names(paths)} …")
    case = host.ensure_conversation().case()
    try:
        found = await asyncio.to_thread(measure_quality, paths, asked, case, host.core.as_of)
    except BadInput as e:
        told.remove()
        _refused(host, e)
        return
    told.update(found.shown)
    if found.measured.count:
        _confirm(host, found.measured)
    else:
        host.remark("\n".join([*found.measured.lines, "Nothing is settled by these files."]))
        host.resume()


def _one(host: InterviewHost, report: Report, workload: str, paths: Sequence[Path]) -> None:
    from advisor.interview import measured

    try:
        found = measured.measured(report, workload, paths, host.ensure_conversation().case())
    except BadInput as e:
        host.resume()
        _refused(host, e)
        return
    _confirm(host, found)


def _confirm(host: InterviewHost, found: MeasuredAnswers) -> None:
    host.ensure_conversation()
    host.remark("\n".join(found.lines))
    host.offer(
        f"Take these {found.count} answers?",
        [
            Choice(TAKE, lambda: host.show_reaction(host.ensure_conversation().measured(found))),
            Choice(LEAVE, host.resume),
        ],
        UNTIL_PICKED,
        must=True,
    )


def _refused(host: InterviewHost, error: BadInput) -> None:
    host.remark(f"{error}. The interview goes on.", fault=True)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(p.name or str(p) for p in paths[:3]) + (", …" if len(paths) > 3 else "")
