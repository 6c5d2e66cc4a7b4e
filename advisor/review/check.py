"""Decide a memo again with today's rules, knowledge and date, and say what is not as it was."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.report.memo_reader import Memo
from advisor.report.record import Record, RecordedRoute, record
from advisor.report.words_seal import edited
from advisor.review.causes import Cause, causes
from advisor.review.result_files import changed_results
from advisor.review.triggers import Fired, fired

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision, RouteCost

THE_RECORD = "the record at its end"


@dataclass(frozen=True)
class Total:
    """One route then and now: horizon cost in USD, None where not known; and whether it was and is open."""

    route: str
    before: float | None
    after: float | None
    was_open: bool
    is_open: bool
    why_not: tuple[str, ...]


@dataclass(frozen=True)
class CheckedMemo:
    """One file checked. `before` is None for a bare case, which has no earlier decision to compare with.

    `edited` names the parts of the memo that no longer read as they were written.
    """

    file: str
    before: Record | None
    now: Decision
    changed: bool
    totals: tuple[Total, ...]
    causes: tuple[Cause, ...]
    fired: tuple[Fired, ...]
    edited: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing calls for another look."""
        return not self.changed and not self.fired and not self.edited

    @property
    def words_checked(self) -> bool:
        """Whether its words could be held against the record: memos carry their digests since a later edition."""
        return self.before is None or self.before.words is not None


def check_memo(memo: Memo, world: DecisionBasis, today: datetime.date) -> CheckedMemo:
    """Compare a memo with the decision of today. Raises BadInput when its case can no longer be decided."""
    from advisor.decide import decide

    before, now = memo.record, decide(memo.case, world, today)
    after = record(now)
    return CheckedMemo(
        memo.file,
        before,
        now,
        _standing(before) != _standing(after),
        tuple(_total(r, before.routes.get(r.id)) for r in now.weighed),
        causes(before, now, world),
        fired(before, now, world) + changed_results(memo.case, Path(memo.file).parent, world, today),
        _edited(memo, now, world),
    )


def check_case(case: Case, file: str, world: DecisionBasis, today: datetime.date) -> CheckedMemo:
    """Decide a bare case today; what fires is what its own decision of today already asks for."""
    from advisor.decide import decide

    now = decide(case, world, today)
    totals = tuple(_total(r, None) for r in now.weighed)
    found = fired(record(now), now, world) + changed_results(case, Path(file).parent, world, today)
    return CheckedMemo(file, None, now, False, totals, (), found)


def _edited(memo: Memo, now: Decision, world: DecisionBasis) -> tuple[str, ...]:
    """What was changed by hand: parts of the text, and the record itself where it can be made again."""
    kept = memo.record
    parts = edited(memo.words, kept.words) if kept.words is not None else ()
    return (*parts, THE_RECORD) if _record_differs(memo, now, world) else parts


def _record_differs(memo: Memo, now: Decision, world: DecisionBasis) -> bool:
    """Whether the same answers, rules and knowledge give another record; False where these are not the same."""
    from advisor.decide import decide

    kept, today = memo.record, record(now)
    if kept.provenance != today.provenance:
        return False
    again = today if kept.as_of == now.as_of else record(decide(memo.case, world, kept.as_of))
    return again.facts == kept.facts and again != kept.model_copy(update={"words": None})


def _total(route: RouteCost, before: RecordedRoute | None) -> Total:
    return Total(
        route.id,
        before.horizon_usd if before else None,
        route.horizon_usd,
        before.available if before else route.available,
        route.available,
        route.why_not,
    )


def _standing(found: Record) -> tuple[str, bool, str | None, bool]:
    verdict = found.verdict
    return verdict.route, verdict.trained, verdict.next, verdict.settled
