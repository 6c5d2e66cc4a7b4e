"""Measuring in the plain interview: exports, sample prompts and results of evaluations, shown before they count."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.case.case import Case
from advisor.cli.plain_lines import PlainLines
from advisor.evals.asked import Asked, read_bar, read_command
from advisor.interview import measured
from advisor.interview.measured import MeasuredAnswers
from advisor.interview.measured_quality import measure_quality


@dataclass(frozen=True)
class PlainMeasuring:
    """Reads files for the case at hand; each method gives what they measure, None if nothing is taken."""

    case: Callable[[], Case]
    as_of: datetime.date
    lines: PlainLines

    def named(self, kind: str, files: str) -> MeasuredAnswers | None:
        """The files named in a command: `usage`, `prompt` or `evals`. Raises BadInput."""
        if kind == "evals":
            return self.results(*read_command(files))
        if kind == "usage":
            return self.usage(measured.files(files))
        return measured.prompts(measured.files(files), self.case())

    def usage(self, paths: Sequence[Path]) -> MeasuredAnswers | None:
        """Exports; of several workloads the one that is picked. Raises BadInput."""
        report = measured.usage(paths, self.as_of)
        self.lines.say("\n".join(measured.summary(report)))
        names = measured.choices(report)
        at: int | None = 0
        if len(names) > 1:
            for number, (_, told) in enumerate(names, 1):
                self.lines.say(f"  {number} {told}")
            question = "Which workload is this about? (a number; anything else: none) "
            at = self.lines.row(len(names), question)
        if at is None:
            self.lines.say("  Nothing was taken.")
            return None
        return measured.measured(report, names[at][0], paths, self.case())

    def results(self, paths: Sequence[Path], asked: Asked) -> MeasuredAnswers | None:
        """Results of evaluations, against a bar that is asked for. Raises BadInput."""
        if asked.bar is None:
            question = "Which score is good enough? (such as 90 %; empty: not known) "
            said = self.lines.line(question, end_is_fine=True)
            asked = replace(asked, bar=read_bar(said)) if said and said.strip() else asked
        found = measure_quality(paths, asked, self.case(), self.as_of)
        self.lines.say(found.shown)
        if found.measured.count:
            return found.measured
        self.lines.say("\n".join(found.measured.lines) or "  Nothing is settled by these files.")
        return None
