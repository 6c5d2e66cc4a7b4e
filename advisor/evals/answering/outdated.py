"""Results that no longer say anything: of models that have ended since, or from before the inputs changed."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.evals.created import created_at
from advisor.rules.facts_from_answers import MONTHS_BETWEEN_SHIFTS
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.evals.quality_report import EvalReport
    from advisor.knowledge.store import Knowledge


def created_on(text: str) -> datetime.date | None:
    """The day of a time as the tools write it; None where there is none."""
    at = created_at(text)
    return None if at is None else at.date()


def without_ended(
    report: EvalReport, knowledge: Knowledge, as_of: datetime.date
) -> tuple[EvalReport, list[str]]:
    """The report without models that have ended or become others since, and a sentence for each."""
    days = [d for f in report.files if f.scored and (d := created_on(f.created)) is not None]
    gone = {}
    for model in report.models if days else ():
        end = None if model.model is None else knowledge.lifecycle(model.model, None, as_of)
        if end is not None and end.shutdown is not None and min(days) < end.shutdown <= as_of:
            became = f"its calls go to {end.replacement}" if end.what == "rerouted" else "it is shut down"
            gone[model.name] = f"measured before {end.shutdown}, when {became} [{end.id}]: no evidence now"
    models = tuple(m for m in report.models if m.name not in gone)
    return replace(report, models=models), [f"{name}: {why}" for name, why in gone.items()]


def stale_files(report: EvalReport, case: Case, knowledge: Knowledge, as_of: datetime.date) -> list[str]:
    """A sentence for each file that is older than the inputs hold still."""
    told = ((f, too_old(f.created, case, knowledge, as_of)) for f in report.files)
    return [f"{one_line(Path(f.file).name, 60)} {says}" for f, says in told if says is not None]


def too_old(created: str, case: Case, knowledge: Knowledge, as_of: datetime.date) -> str | None:
    """That a file created then is older than the inputs hold still; None where it is not, or nobody knows."""
    given, day = case.answers.get("input_shift"), created_on(created)
    shift = "" if given is None else str(given.value)
    held = MONTHS_BETWEEN_SHIFTS.get(shift, math.inf) * knowledge.assumption("days_per_month").likely
    if day is None or (as_of - day).days <= held:
        return None
    return f"is of {day}, older than the inputs hold still ({shift}): measure again"
