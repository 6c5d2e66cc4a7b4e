"""`/usage` and `/prompt` on the interview screen: read in the background, shown, and taken over when confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.tui.host import Choice

if TYPE_CHECKING:
    from advisor.interview.measured import MeasuredAnswers
    from advisor.tui.host import Host
    from advisor.usage import Report

NONE = "none of these"
TAKE, LEAVE = "yes, take them", "no, leave the answers as they are"
UNTIL_PICKED = "nothing changes until you pick"


async def usage(host: Host, paths: Sequence[Path]) -> None:
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


async def prompts(host: Host, paths: Sequence[Path]) -> None:
    """Count sample prompts for the model that was named; show what would be taken."""
    from advisor.interview import measured

    try:
        found = await asyncio.to_thread(measured.prompts, paths, host.ensure_conversation().case())
    except BadInput as e:
        _refused(host, e)
        return
    _confirm(host, found)


def _one(host: Host, report: Report, workload: str, paths: Sequence[Path]) -> None:
    from advisor.interview import measured

    try:
        found = measured.measured(report, workload, paths, host.ensure_conversation().case())
    except BadInput as e:
        host.resume()
        _refused(host, e)
        return
    _confirm(host, found)


def _confirm(host: Host, found: MeasuredAnswers) -> None:
    host.ensure_conversation()
    host.remark("\n".join(found.lines))
    host.offer(
        f"Take these {len(found.answers)} answers?",
        [
            Choice(TAKE, lambda: host.show_reaction(host.ensure_conversation().measured(found))),
            Choice(LEAVE, host.resume),
        ],
        UNTIL_PICKED,
        must=True,
    )


def _refused(host: Host, error: BadInput) -> None:
    host.remark(f"{error}. The interview goes on.", fault=True)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(p.name or str(p) for p in paths[:3]) + (", …" if len(paths) > 3 else "")
