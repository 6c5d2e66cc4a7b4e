"""The effect of an edit of the rules: which rules and figures differ, which verdicts flip, and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.decide import decide
from advisor.decision.assess import assess
from advisor.report.carried.fingerprint import rule_fingerprint
from advisor.text import fact_words

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.assess import Assessment
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Verdict
    from advisor.rules import RuleSet

IS: Mapping[bool | None, str] = {True: "holds", False: "does not hold", None: "is open"}
WAS: Mapping[bool | None, str] = {True: "held", False: "did not hold", None: "was open"}


@dataclass(frozen=True)
class RuleChanges:
    """Two rule sets compared. `figures`: name -> its value as people read it, old and new, None if it is missing."""

    figures: Mapping[str, tuple[str | None, str | None]]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class CaseUnderRules:
    """One case under both rule sets; `why` says what turned the verdict, and is empty if it stands."""

    file: str
    title: str
    as_of: datetime.date
    old: Verdict
    new: Verdict
    why: tuple[str, ...]

    @property
    def flips(self) -> bool:
        """Whether another route is concluded, or the same one with or without training."""
        return (self.old.route, self.old.trained) != (self.new.route, self.new.trained)


def rule_changes(old: RuleSet, new: RuleSet) -> RuleChanges:
    """Figures whose value differs, and rules that say something else, are new, or are gone."""
    before, after = ({name: f"{f.shown} {f.unit}" for name, f in r.figures.items()} for r in (old, new))
    names = [n for n in {**before, **after} if before.get(n) != after.get(n)]
    was, now = ({r.id: rule_fingerprint(r) for r in rules.rules} for rules in (old, new))
    return RuleChanges(
        {n: (before.get(n), after.get(n)) for n in names},
        tuple(i for i in was if i in now and was[i] != now[i]),
        tuple(i for i in now if i not in was),
        tuple(i for i in was if i not in now),
    )


def under_both(
    case: Case, file: str, on: datetime.date, old: DecisionBasis, new: DecisionBasis
) -> CaseUnderRules:
    """`case` decided with both. Raises BadInput if one of them cannot decide it."""
    before, after = decide(case, old, on).verdict, decide(case, new, on).verdict
    found = CaseUnderRules(file, case.title, on, before, after, ())
    if not found.flips:
        return found
    reasons = tuple(_reasons(assess(case, old, on), assess(case, new, on)))
    return CaseUnderRules(file, case.title, on, before, after, reasons)


def _reasons(old: Assessment, new: Assessment) -> Iterator[str]:
    """Changed figures and rules that the two conclusions rest on, then what each of them is under the other rules."""
    changes = rule_changes(old.rules, new.rules)
    behind = {rule.id: None for side in (old, new) for rule in side.rules.behind(side.ruling.rule)}
    resting = {f.name for side in (old, new) for f in side.rules.rests_on(side.ruling.rule)}
    for name, (before, after) in changes.figures.items():
        if name in resting:
            yield f"{name}: {before or 'no such figure'} -> {after or 'no such figure'}"
    yield from _conclusion(new, old, "concludes now", WAS, "before")
    yield from _conclusion(old, new, "concluded before", IS, "now")
    ends = {old.ruling.rule.id, new.ruling.rule.id}
    for rule_id in (i for i in behind if i in changes.changed and i not in ends):
        was, now = _state(old, rule_id), _state(new, rule_id)
        if was is not now:
            yield f"{rule_id} changed: it {WAS[was]} before, and {IS[now]} now"


def _conclusion(
    side: Assessment, other: Assessment, verb: str, states: Mapping[bool | None, str], elsewhere: str
) -> Iterator[str]:
    """The concluding rule of one side, why it holds there, and what it is on the other."""
    rule = side.ruling.rule
    if rule.id == other.ruling.rule.id:
        return
    deciding = [(b.fact, b.test, b.value) for b in side.evaluation.deciding(rule.id)]
    tests = fact_words.reasons(deciding, side.rules.bands)
    if rule.id not in {r.id for r in other.rules.rules}:
        told = f"{elsewhere} without such a rule"
    elif _state(other, rule.id):
        told = f"{elsewhere} {other.ruling.rule.id} comes first"
    else:
        told = f"{elsewhere} it {states[_state(other, rule.id)]}"
    yield f"{rule.id} {verb} ({tests}); {told}"


def _state(side: Assessment, rule_id: str) -> bool | None:
    return side.evaluation.state(rule_id)
