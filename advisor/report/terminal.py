"""A decision for the terminal: one screen, the decision first."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.decision import Decision
from advisor.report import question_words, rule_evidence, wording
from advisor.report.route_names import row_name
from advisor.report.rows import footnotes, priced_rows, without_cites
from advisor.report.steps import steps
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.table import lay_out, wrap

_FEW = 3
_LONGEST = 120
"""How much of a name or a title is shown."""
_MORE = (
    "`advisor decide CASE --full` shows the rules, the break-even, the risks and when to look again; "
    "`--format memo` the proof."
)


def render(decision: Decision) -> str:
    """The decision on one screen; user text is shown on one line, hidden characters spelled out."""
    why = map(without_cites, rule_evidence.reasons(decision))
    parts = [
        head(decision),
        costs(decision),
        listed("Why", why),
        listed("First steps", [without_cites(p) for p in decision.plan[:_FEW]], numbered=True),
        listed("Open questions", question_words.questions(decision)[:_FEW]),
        listed("Take care", decision.warnings),
        "\n".join(wrap(_MORE)),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def head(decision: Decision) -> str:
    """Title and day, the option with its standing, the headline, what comes next and what it may lead to."""
    verdict = decision.verdict
    lines = [
        *wrap(f"{one_line(decision.title, _LONGEST) or 'Untitled'} · as of {decision.as_of.isoformat()}"),
        "",
        *wrap(f"{row_name(decision.verdict_row)} · {wording.state(decision)}"),
        *wrap(one_line(verdict.headline, 2000)),
    ]
    for label, step in steps(decision):
        lines += wrap(one_line(step, 2000), f"{label}: ")
    if verdict.then is not None and verdict.then.route is not None:
        lines += wrap(one_line(wording.later(decision, verdict.then), 2000), "Then: ")
    return "\n".join(lines)


def costs(decision: Decision) -> str:
    """Every row with its price; what is closed stands below with its reason."""
    rows = priced_rows(decision)
    head_ = ("", "once", wording.month_heading(decision), wording.total_heading(decision), "")
    cells = [head_, *((one_line(r.name, _LONGEST), *r.cells, r.mark) for r in rows)]
    lines = lay_out(cells, (1, 2, 3), "", folds=(0,))
    for r in rows:
        if not r.route.available:
            lines += wrap(one_line(f"{r.name} is {r.reason}", 500), "", "  ")
    for note in footnotes(decision):
        lines += wrap(one_line(note, 1000), "", "  ")
    if wording.unpriced(decision):
        lines.append(f"{words.UNKNOWN} not known: an answer it needs is missing.")
    return "\n".join(lines)


def listed(heading: str, items: Iterable[str], numbered: bool = False) -> str:
    """A heading with its items, wrapped; nothing if there are none."""
    lines: list[str] = []
    for i, item in enumerate(items, start=1):
        lines += wrap(one_line(item, 4000), f"{i}. " if numbered else "- ")
    return "\n".join([heading, *lines]) if lines else ""
