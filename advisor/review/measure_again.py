"""Decide a case once more on what its result files say now, asked as they were asked before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case.facts import TRIED
from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.case.eval_record import EvalRecord
    from advisor.decision.basis import DecisionBasis
    from advisor.evals.quality_report import EvalReport


def measured_again(
    record: EvalRecord, paths: Sequence[Path], newer: Sequence[Path], case: Case, basis: DecisionBasis,
    as_of: datetime.date,
) -> str:  # fmt: skip
    """What comes of it, as the rest of a sentence. Newer files that hold every model stand alone."""
    from advisor.decide import decide
    from advisor.evals.answering.case_answers import answers

    try:
        report = _report(record, paths, newer, basis, as_of)
        found = answers(report, case, basis.knowledge, as_of)
        after = case.without(*_taken_from(record, case))
        for name, answer in found.answers.items():
            after = after.answered(name, answer)
        before, now = (decide(c, basis, as_of).verdict for c in (case, after))
    except BadInput as e:
        return f"measured again: {e.message}"
    same = (before.route, before.trained, before.model) == (now.route, now.trained, now.model)
    says = "the same verdict" if same else f"the verdict would be: {now.headline}"
    return f"measured again, {says} (advisor evals, --into takes it over)"


def _taken_from(record: EvalRecord, case: Case) -> list[str]:
    """The answers that rest on the files of the record; of models tried, others may rest on other things."""
    hashes = [f.sha256 for f in record.files]
    return [n for n, a in case.answers.items() if n != TRIED and any(h in a.note for h in hashes)]


def _report(
    record: EvalRecord,
    paths: Sequence[Path],
    newer: Sequence[Path],
    basis: DecisionBasis,
    as_of: datetime.date,
) -> EvalReport:
    from advisor.evals.asked import Asked
    from advisor.evals.measure import measure

    asked = Asked(
        record.bar, record.margin, record.metric, None, record.baseline, (record.low_end, record.high_end),
        record.columns,
    )  # fmt: skip
    if newer:
        alone = measure(newer, basis.knowledge, asked, as_of)
        if {m.name for m in record.models} <= {m.name for m in alone.models}:
            return alone
    return measure([*paths, *newer], basis.knowledge, asked, as_of)
