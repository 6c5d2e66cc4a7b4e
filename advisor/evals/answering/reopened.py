"""Answers that earlier result files gave and newer ones leave open: the old measure no longer answers for them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container
from typing import TYPE_CHECKING

from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.evals.answering.outdated import created_on
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.answer import Answer
    from advisor.case.case import Case
    from advisor.evals.quality_report import EvalReport, ModelQuality

_FILE = re.compile(r"(?:(\d{4}-\d\d-\d\d), )?sha256 [0-9a-f]{12}\)")


def from_results(answer: Answer) -> bool:
    """Whether an answer was taken from result files."""
    return answer.source == "measured" and _FILE.search(answer.note) is not None


def reopened_answers(
    report: EvalReport, case: Case, today: ModelQuality | None, found: Container[str]
) -> dict[str, str]:
    """Facts of `case` from files no newer than these, which speak of them without settling them: fact -> why."""
    asked = {**_of_today(report, today), **_of_others(report, case, today)}
    return {
        name: why
        for name, why in asked.items()
        if name not in found and name in case.answers and _earlier(case.answers[name], report)
    }


def _earlier(answer: Answer, report: EvalReport) -> bool:
    """Whether an answer rests on files, none of them newer than the report's newest; undated ones count as older."""
    days = [d for f in report.files if f.scored and (d := created_on(f.created)) is not None]
    before = [datetime.date.fromisoformat(d) for d in _FILE.findall(answer.note) if d]
    return from_results(answer) and (not days or not before or max(before) <= max(days))


def _of_today(report: EvalReport, today: ModelQuality | None) -> dict[str, str]:
    if today is None or today.score is None:
        return {}
    span = f"{words.share(today.low)} to {words.share(today.high)} on {words.count(today.n)} examples"
    open_ = {"prompt_baseline": f"{today.name}: {words.count(today.n)} examples are no baseline of their own"}
    if report.bar is not None:
        open_["prompt_meets_bar"] = (
            f"{today.name}: {span} leaves open whether it meets {words.share(report.bar)}"
        )
    return open_


def _of_others(report: EvalReport, case: Case, today: ModelQuality | None) -> dict[str, str]:
    open_ = {}
    if today is not None and any(m.tuned and m.n for m in report.models):
        open_["few_shot_vs_tuned"] = f"{today.name} over the tuned model: not settled by these files"
    if any(e.signal is not None for e in report.escalations):
        open_["escalation_share"] = "no threshold is shown to be no worse by these files"
    again = not_comparable(report, case)
    if again:
        open_[TRIED] = "; ".join(f"{name}: {why}" for name, why in again.items())
    return open_


def not_comparable(report: EvalReport, case: Case) -> dict[str, str]:
    """Models of the case that were tried before and are scored here, but cannot be compared: model -> why."""
    given = case.answers.get(TRIED)
    if given is None or not from_results(given) or not isinstance(given.value, ModelsTried):
        return {}
    names = {m.name: m.model for m in report.models if m.n and m.model in given.value}
    refused = {c.model: c.refused for c in report.comparisons if c.refused}
    compared = {c.model for c in report.comparisons if not c.refused}
    return {str(names[n]): why for n, why in refused.items() if n in names and n not in compared}
