"""Results that no longer say anything: of models that have ended since, or from before the inputs changed."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.evals.created import created_at
from advisor.rules.derived_facts import MONTHS_BETWEEN_SHIFTS
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.evals.report import EvalReport
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
    days, shift = days_held(case, knowledge)
    remarks = []
    for f in report.files:
        day = created_on(f.created)
        if day is not None and (as_of - day).days > days:
            name = one_line(Path(f.file).name, 60)
            remarks.append(f"{name} is of {day}, older than the inputs hold still ({shift}): measure again")
    return remarks


def days_held(case: Case, knowledge: Knowledge) -> tuple[float, str]:
    """For how many days the inputs hold still, endless where that is not known, and the answer that says so."""
    given = case.answers.get("input_shift")
    shift = "" if given is None else str(given.value)
    return MONTHS_BETWEEN_SHIFTS.get(shift, math.inf) * knowledge.assumption("days_per_month").likely, shift
