"""Decides a memo again with today's rules, knowledge and date, and says what has changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.report.carried.memo_reader import Memo
from advisor.report.carried.record import Record, RecordedRoute, record
from advisor.report.route_names import row_name
from advisor.review.causes import Cause, causes
from advisor.review.changed_results import changed_results
from advisor.review.edited_words import edited_words
from advisor.review.fired_triggers import Fired, fired_triggers
from advisor.text.json_text import number

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision, RouteCost

THE_RECORD = "the record at its end"


@dataclass(frozen=True)
class HorizonCost:
    """One route then and now: horizon cost in USD, None if not known; and whether it was and is open.

    `was`: how its row was called then, None if that cannot be told.
    """

    route: str
    before: float | None
    after: float | None
    was_open: bool
    is_open: bool
    why_not: tuple[str, ...]
    was: str | None = None


@dataclass(frozen=True)
class CheckedMemo:
    """One file checked. `before` is None for a bare case, which has no earlier decision to compare with.

    `edited` names the parts of the memo that no longer read as they were written, `edits` the words in them.
    """

    file: str
    before: Record | None
    now: Decision
    changed: bool
    totals: tuple[HorizonCost, ...]
    causes: tuple[Cause, ...]
    fired: tuple[Fired, ...]
    edited: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing calls for another look."""
        return not self.changed and not self.fired and not self.edited

    @property
    def words_checked(self) -> bool:
        """Whether its words could be held against the record: memos carry their digests since a later edition."""
        return self.before is None or self.before.words is not None


def check_memo(memo: Memo, basis: DecisionBasis, today: datetime.date) -> CheckedMemo:
    """Compare a memo with the decision of today. Raises BadInput when its case can no longer be decided."""
    from advisor.decide import decide

    before, now = memo.record, decide(memo.case, basis, today)
    after, then = record(now), _then(memo, basis)
    return CheckedMemo(
        memo.file,
        before,
        now,
        _standing(before) != _standing(after),
        tuple(_total(r, before.routes.get(r.id), then) for r in now.weighed),
        causes(before, now, basis),
        fired_triggers(before, now, basis) + changed_results(memo.case, Path(memo.file).parent, basis, today),
        _edited(memo, now, then),
        edited_words(memo, then, basis) if then is not None else (),
    )


def check_case(case: Case, file: str, basis: DecisionBasis, today: datetime.date) -> CheckedMemo:
    """Decide a bare case today; what fires is what its own decision of today already asks for."""
    from advisor.decide import decide

    now = decide(case, basis, today)
    totals = tuple(_total(r, None) for r in now.weighed)
    found = fired_triggers(record(now), now, basis) + changed_results(case, Path(file).parent, basis, today)
    return CheckedMemo(file, None, now, False, totals, (), found)


def _then(memo: Memo, basis: DecisionBasis) -> Decision | None:
    """The memo's case decided again for its day; None if its answers can no longer be decided for that day."""
    from advisor.decide import decide

    try:
        return decide(memo.case, basis, memo.record.as_of)
    except BadInput:
        return None


def _edited(memo: Memo, now: Decision, then: Decision | None) -> tuple[str, ...]:
    """What was changed by hand: parts of the text, and the record itself where it can be made again."""
    return (*memo.edited, THE_RECORD) if _record_differs(memo, now, then) else memo.edited


def _record_differs(memo: Memo, now: Decision, then: Decision | None) -> bool:
    """Whether the same answers, rules and knowledge give another record; False if these are not the same."""
    kept = memo.record
    if then is None or kept.provenance != record(now).provenance:
        return False
    again = record(then)
    return again.facts == kept.facts and again != kept.model_copy(update={"words": None})


def _total(route: RouteCost, before: RecordedRoute | None, then: Decision | None = None) -> HorizonCost:
    return HorizonCost(
        route.id,
        before.horizon_usd if before else None,
        route.horizon_usd,
        before.available if before else route.available,
        route.available,
        route.why_not,
        _called(route.id, before, then),
    )


def _called(route: str, before: RecordedRoute | None, then: Decision | None) -> str | None:
    """How a row was called then, where the same answers give the same cost for that day again."""
    row = next((r for r in then.weighed if r.id == route), None) if then is not None else None
    same = row is not None and before is not None and number(row.horizon_usd) == before.horizon_usd
    return row_name(row) if row is not None and same else None


def _standing(found: Record) -> tuple[str, bool, str | None, bool]:
    verdict = found.verdict
    return verdict.route, verdict.trained, verdict.next, verdict.settled
