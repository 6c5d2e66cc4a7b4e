"""What an edit of the rules does while the app is open: the rules that were read against the files as they are."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor import rules
from advisor.decision.basis import DecisionBasis
from advisor.files import paths
from advisor.review.rule_changes import rule_changes, under_both
from advisor.review.rule_changes_text import text

if TYPE_CHECKING:
    from advisor.case.case import Case

_SAME = """The rules in the files are those that decided.

Edit a file in {shipped}, or put one of your own into {own}, and ask again: the verdicts that flip are listed here, \
with the reasons, before anything is decided with the edit."""


def edit_effect(
    read: DecisionBasis, now: DecisionBasis, cases: Sequence[tuple[str, Case]], on: datetime.date
) -> str:
    """`cases`, each with where it is from, under the rules that were read and under those in the files now.

    Where these are the same, under the shipped rules and under all. Raises BadInput if a case cannot be decided.
    """
    old = read
    if now.rules.sha256 == read.rules.sha256:
        if not now.own_rules:
            return _SAME.format(shipped=paths.RULES, own=paths.user_rules())
        old = DecisionBasis(rules.load([paths.RULES]), read.knowledge)
    new = DecisionBasis(now.rules, read.knowledge)
    found = [under_both(case, origin, on, old, new) for origin, case in cases]
    return text(rule_changes(old.rules, new.rules), found)
