"""`/usage` and `/prompt` on the interview screen: read in the background, shown, and taken over when confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.tui.widgets.question import AnswerInput

if TYPE_CHECKING:
    from advisor.interview.measured import MeasuredAnswers
    from advisor.tui.screens.interview import InterviewScreen
    from advisor.usage import Report

NONE = "none of these"
TAKE, LEAVE = "yes, take them", "no, leave the answers as they are"
UNTIL_PICKED = "nothing changes until you pick"


async def usage(screen: InterviewScreen, paths: Sequence[Path]) -> None:
    """Read exports; ask which workload where there are several; show what would be taken."""
    from advisor.interview import measured

    told = screen.remark(f"Reading {_names(paths)} …")

    def progress(path: Path, percent: float) -> None:
        screen.app.call_from_thread(told.update, f"Reading {path.name} … {percent:.0f} %")

    try:
        report = await asyncio.to_thread(measured.usage, paths, screen.core.as_of, progress)
    except BadInput as e:
        told.remove()
        _refused(screen, e)
        return
    told.update("\n".join(measured.summary(report)))
    names = measured.choices(report)
    if len(names) == 1:
        _one(screen, report, names[0][0], paths)
        return
    more = len(report.workloads) - len(names)
    screen.offer(
        "Which workload is this about?",
        [
            *((line, lambda n=name: _one(screen, report, n, paths)) for name, line in names),
            (NONE, screen.go_on),
        ],
        f"and {more} smaller ones" if more > 0 else "",
        must=True,
    )


async def prompts(screen: InterviewScreen, paths: Sequence[Path]) -> None:
    """Count sample prompts for the model that was named; show what would be taken."""
    from advisor.interview import measured

    try:
        found = await asyncio.to_thread(measured.prompts, paths, screen.begun().case())
    except BadInput as e:
        _refused(screen, e)
        return
    _confirm(screen, found)


def _one(screen: InterviewScreen, report: Report, workload: str, paths: Sequence[Path]) -> None:
    from advisor.interview import measured

    try:
        found = measured.measured(report, workload, paths, screen.begun().case())
    except BadInput as e:
        screen.go_on()
        _refused(screen, e)
        return
    _confirm(screen, found)


def _confirm(screen: InterviewScreen, found: MeasuredAnswers) -> None:
    screen.begun()
    screen.remark("\n".join(found.lines))
    screen.offer(
        f"Take these {len(found.answers)} answers?",
        [(TAKE, lambda: screen.did(screen.begun().measured(found))), (LEAVE, screen.go_on)],
        UNTIL_PICKED,
        must=True,
    )


def _refused(screen: InterviewScreen, error: BadInput) -> None:
    screen.remark(f"{error}. The interview goes on.", fault=True)


def begin(screen: InterviewScreen, kind: str) -> None:
    """Begin the command; the file is typed."""
    line = screen.query_one(AnswerInput)
    line.focus()
    line.value = f"/{kind} "
    line.cursor_position = len(line.value)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(p.name or str(p) for p in paths[:3]) + (", …" if len(paths) > 3 else "")
