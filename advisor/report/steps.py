"""What to do first and what comes next, neither said twice."""

from __future__ import annotations

import re

from advisor.decision.decision import Decision
from advisor.report.rows import without_cites

_FIGURES = re.compile(r"\$?[\w.-]*\d[\w.,-]*\w|\d")


def steps(decision: Decision) -> list[tuple[str, str]]:
    """What to do first and what comes next, each with its label; a step that says the headline again is left out."""
    first, then = _first_step(decision), decision.verdict.next.when
    asked = bool(decision.missing) and decision.verdict.next.open == decision.missing
    again = bool(first and asked) or _repeats(then, decision.verdict.headline)
    return [(label, step) for label, step in (("First", first), ("Next", "" if again else then)) if step]


def _repeats(step: str, headline: str) -> bool:
    """Whether every model and figure of a step stands in the headline too."""
    named = set(_FIGURES.findall(step))
    return bool(named) and named <= set(_FIGURES.findall(headline))


def _first_step(decision: Decision) -> str:
    """How the plan begins, in a sentence; empty if the step after the verdict begins the same way."""
    if not decision.plan:
        return ""
    begins = without_cites(decision.plan[0]).partition(". ")[0].rstrip(".")
    after = decision.verdict.next.when.split(maxsplit=1)
    return "" if after[:1] == begins.split(maxsplit=1)[:1] else f"{begins}."
