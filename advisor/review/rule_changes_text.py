"""The effect of an edit of the rules, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from advisor.review.rule_changes import CaseUnderRules, RuleChanges
from advisor.sensitivity.outcome import Outcome
from advisor.text.escape import one_line
from advisor.text.json_text import encode
from advisor.text.table import wrap

if TYPE_CHECKING:
    from advisor.decision.decision import Verdict

_TITLE = 60


def text(changes: RuleChanges, cases: Sequence[CaseUnderRules]) -> str:
    """What differs in the rules, how many verdicts flip, and each that does with the reasons."""
    flipped = [c for c in cases if c.flips]
    others = [c for c in cases if not c.flips and c.old.headline != c.new.headline]
    lines = [*_changes(changes), "", f"{len(flipped)} of {len(cases)} verdicts flip."]
    for case in flipped:
        named = "  ".join(n for n in (case.file, one_line(case.title, _TITLE)) if n)
        lines += ["", f"{named}, as of {case.as_of.isoformat()}"]
        lines += [
            f"  {Outcome(case.old.route, case.old.trained)!s} -> {Outcome(case.new.route, case.new.trained)!s}"
        ]
        lines += wrap(case.old.headline, "  before: ") + wrap(case.new.headline, "  now:    ")
        for n, reason in enumerate(case.why):
            lines += wrap(reason, "  because " if n == 0 else "      and ")
    if others:
        lines += ["", "The same verdict in other words:", *(f"  {c.file}: {c.new.headline}" for c in others)]
    return "\n".join(lines) + "\n"


def as_json(changes: RuleChanges, cases: Sequence[CaseUnderRules]) -> str:
    """The same as data."""
    figures = [{"figure": n, "old": old, "new": new} for n, (old, new) in changes.figures.items()]
    rules = {"changed": changes.changed, "added": changes.added, "gone": changes.gone}
    rows = [
        {
            "file": c.file,
            "title": c.title,
            "as_of": c.as_of,
            "old": _verdict(c.old),
            "new": _verdict(c.new),
            "flips": c.flips,
            "why": c.why,
        }
        for c in cases
    ]
    return encode({"format": 1, "figures": figures, "rules": rules, "cases": rows})


def _changes(changes: RuleChanges) -> list[str]:
    lines = [f"{n}: {old or 'new'} -> {new or 'gone'}" for n, (old, new) in changes.figures.items()]
    for kind in ("changed", "added", "gone"):
        if ids := getattr(changes, kind):
            lines += wrap(", ".join(ids), f"{len(ids)} rule{'s' if len(ids) > 1 else ''} {kind}: ", "  ")
    return lines or ["The rules say the same."]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "route": verdict.route,
        "trained": verdict.trained,
        "concluded_by": verdict.concluded_by,
        "headline": verdict.headline,
        "settled": verdict.settled,
    }
