"""Renders one decision: as terminal text, JSON, Markdown memo or HTML page."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision

FORMS = {
    "text": "terminal",
    "full": "terminal_full",
    "json": "decision_json",
    "memo": "markdown",
    "html": "html",
    "onepage": "one_page",
}
SURE = frozenset({"memo", "html", "onepage"})
"""The forms that say how sure the verdict is and what would flip it."""
CITED = frozenset({"memo", "html"})
"""The forms that say what each citation stands for."""


def plainly(decision: Decision, form: str) -> str:
    """The decision in one of FORMS, without what samples say and what its citations stand for."""
    return str(importlib.import_module(f"advisor.report.{FORMS[form]}").render(decision))


def rendered(decision: Decision, form: str, basis: DecisionBasis) -> str:
    """The decision, which `basis` led to, in one of FORMS; what a form needs is imported on first use."""
    if form not in SURE:
        return plainly(decision, form)
    render = importlib.import_module(f"advisor.report.{FORMS[form]}").render
    from advisor.sensitivity import outlook

    found = outlook(decision, basis)
    if form not in CITED:
        return str(render(decision, found))
    from advisor.report.legend import legend

    return str(render(decision, found, legend(decision, basis.knowledge)))
