"""A decision for the terminal: 80 columns, no colour, the decision first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from advisor.decision.decision import Decision, Finding, RouteCost
from advisor.report import wording
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.table import width

_SHOWN = 5


def render(decision: Decision) -> str:
    """The decision in at most 80 columns; user text is shown on one line, hidden characters spelled out."""
    parts = [
        _head(decision),
        _costs(decision),
        _money(decision),
        _rules("Rules for it", wording.evidence(decision).supporting),
        _rules("Rules against it", wording.evidence(decision).opposing),
        _conflicts(decision),
        _listed("Open questions", wording.questions(decision)),
        _listed("Plan", decision.plan, numbered=True),
        _listed("Risks", decision.risks),
        _listed("Look again", [t.when for t in decision.revisit]),
        _listed("Take care", decision.warnings),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def _head(decision: Decision) -> str:
    verdict = decision.verdict
    trained = "trained" if verdict.trained else "untrained"
    lines = [
        *_wrap(f"{one_line(decision.title, 120) or 'Untitled'} · as of {decision.as_of.isoformat()}"),
        "",
        f"{verdict.route.upper()} ({trained}) {wording.state(decision)}",
        *_wrap(verdict.headline),
    ]
    if verdict.next.when:
        to = f"{verdict.next.route}: " if verdict.next.route else ""
        lines += _wrap(f"Next: {to}{verdict.next.when}", later="      ")
    return "\n".join(lines)


def _costs(decision: Decision) -> str:
    rows = [("", "once", "month", wording.horizon_heading(decision))]
    rows += [(_row_name(decision, r), *wording.money_cells(r)) for r in decision.routes]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = []
    for row, route in zip(rows, (None, *decision.routes), strict=True):
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        lines.append(("  ".join(cells) + _mark(decision, route)).rstrip())
    for closed in (r for r in decision.weighed if not r.available):
        lines += _wrap(f"{closed.id}: closed, {'; '.join(closed.why_not) or 'no reason given'}", later="  ")
    if wording.unpriced(decision):
        lines.append(f"{words.UNKNOWN} not known: an answer it needs is missing.")
    return "\n".join(lines)


def _mark(decision: Decision, route: RouteCost | None) -> str:
    if route is None:
        return ""
    if route is decision.route(decision.verdict.route):
        return "  < the verdict"
    if not route.available:
        return "  closed"
    return "  not measured" if route.candidate else ""


def _row_name(decision: Decision, route: RouteCost) -> str:
    """The route, and its model where it is shown more than once."""
    several = sum(r.id == route.id for r in decision.routes) > 1
    return (
        f"{route.id} {route.model or route.label}{', tuned' if route.trained else ''}"
        if several
        else route.id
    )


def _money(decision: Decision) -> str:
    lines = _wrap(wording.break_even(decision, decision.break_even))
    if decision.against_today != decision.break_even:
        lines += _wrap(wording.break_even(decision, decision.against_today))
    if saving := wording.attribution_sentence(decision):
        lines += _wrap(saving)
    return "\n".join(lines)


def _rules(heading: str, findings: Sequence[Finding]) -> str:
    items = [f"{f.says}{wording.cites(f.cites)}" for f in findings[:_SHOWN]]
    if len(findings) > _SHOWN:
        items.append(f"and {len(findings) - _SHOWN} more")
    return _listed(heading, items)


def _conflicts(decision: Decision) -> str:
    topics = ", ".join(c.topic for c in decision.conflicts)
    return (
        "\n".join(_wrap(f"The sources disagree on: {topics}. The memo says who says what.")) if topics else ""
    )


def _listed(heading: str, items: Iterable[str], numbered: bool = False) -> str:
    lines: list[str] = []
    for i, item in enumerate(items, start=1):
        bullet = f"{i}. " if numbered else "- "
        lines += _wrap(bullet + item, later=" " * len(bullet))
    return "\n".join([heading, *lines]) if lines else ""


def _wrap(text: str, later: str = "") -> list[str]:
    lead = text[: len(text) - len(text.lstrip(" "))]
    return textwrap.wrap(
        lead + one_line(text, 4000),
        width(),
        subsequent_indent=later,
        break_on_hyphens=False,
    )
