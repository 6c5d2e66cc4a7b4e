"""`/evals FILE...` in the interview: quality measured by result files, to be confirmed before it counts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor import knowledge
from advisor.evals.answering.case_answers import MeasuredQuality, answers
from advisor.evals.answering.keep_report import eval_record
from advisor.evals.asked import Asked, written
from advisor.evals.measure import measure
from advisor.evals.render_report import render
from advisor.interview.measured import MeasuredAnswers

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.evals.quality_report import EvalReport
    from advisor.evals.read_all import Progress
    from advisor.knowledge.store import Knowledge


@dataclass(frozen=True)
class EvalAnswers:
    """A report, what it gives for a case, and both as they are shown."""

    report: EvalReport
    found: MeasuredQuality
    measured: MeasuredAnswers

    @property
    def shown(self) -> str:
        """The report as text."""
        return render(self.report).rstrip()


def measure_quality(
    paths: Sequence[Path],
    asked: Asked,
    case: Case,
    as_of: datetime.date,
    progress: Progress | None = None,
    book: Knowledge | None = None,
) -> EvalAnswers:
    """What result files say of the models of `case`; others are compared with its model. Raises BadInput."""
    book = book or knowledge.load()
    named = case.answers.get("model")
    wanted = replace(asked, today=None if named is None else str(named.value))
    report = measure(paths, book, wanted, as_of, progress)
    found = answers(report, case, book, as_of)
    record = eval_record(report, asked) if found.answers or found.reopened else None
    measured = MeasuredAnswers(written(paths, asked), found.answers, found.remarks, record, found.reopened)
    return EvalAnswers(report, found, measured)
