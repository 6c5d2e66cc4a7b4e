"""The panel's groups from a decision: pure text in whole sentences, each row with what it opens."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from advisor.case.fact_names import shown
from advisor.decision.current_questions import current_questions, model_asked_about
from advisor.report import rule_evidence, wording
from advisor.report.route_names import route_name, row_name
from advisor.report.rows import DEARER, PricedRow, priced_rows, row_key, upkeep_counted
from advisor.report.steps import steps
from advisor.text import words
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, Finding

_NAME, _MONEY, _OPEN, _LEAST_BAR = 23, 8, 5, 5
_WIDEST_NAME, _GOOD_BAR = 42, 18
_EIGHTHS = " ▏▎▍▌▋▊▉"
EMPTY = "Answer the first question: the verdict so far, its money and its reasons appear here."


@dataclass(frozen=True)
class PanelRow:
    """One row of the part it belongs to. `opens`: a screen and the row it starts at; None: only to read."""

    part: str
    text: Content
    opens: tuple[str, str] | None = None


def heading(part: str, name: str, beside: str = "") -> PanelRow:
    """The title of a group."""
    return PanelRow(part, Content.assemble((name.upper(), "bold $text-primary"), (f"  {beside}", MUTED)))


def verdict(decision: Decision | None, settled: bool = False) -> Iterator[PanelRow]:
    """What to do, whether that is settled or proven to be, the step after it, and what is open."""
    if decision is None:
        yield PanelRow("verdict", Content.styled(EMPTY, MUTED))
        return
    given = decision.verdict
    yield heading("verdict", "Verdict so far", "settled" if given.settled or settled else "not settled")
    yield PanelRow("verdict", Content.styled(given.headline, "bold"), ("rules", given.concluded_by))
    yield PanelRow("verdict", Content.assemble(("Runs on: ", MUTED), row_name(decision.verdict_row)))
    for label, step in steps(decision):
        yield PanelRow("verdict", Content.assemble((f"{label}: ", MUTED), step))
    if not (given.settled or settled) and current_questions(decision):
        yield PanelRow("open", Content.assemble(("Open: ", MUTED), still_open(decision)), ("review", ""))


def still_open(decision: Decision) -> str:
    """What is open, as people call it, the first few: `quality checks, good enough (gpt-6-luna) and 3 more`.

    What was said of a model that is replaced is open again, for the model in brackets.
    """
    names, model = current_questions(decision), model_asked_about(decision)
    more = f" and {len(names) - _OPEN} more" if len(names) > _OPEN else ""
    again = f" ({model})" if model else ""
    return ", ".join(shown(n) + again * (n in decision.case.answers) for n in names[:_OPEN]) + more


def folded(decision: Decision | None, key: str, settled: bool = False, width: int = 80) -> Content:
    """The whole panel in one line; the name gives way to money and standing, the key comes where there is room."""
    if decision is None:
        return Content.styled(f"no verdict yet · {key} panel", MUTED)
    row = decision.verdict_row
    money = "" if row.monthly_usd is None else f" · {words.money(row.monthly_usd)} a month"
    standing = "" if decision.verdict.settled or settled else " · not settled"
    name = words.shortened(row_name(row), max(width - len(money) - len(standing), 1))
    line = Content.assemble((name, "bold"), money, standing)
    opened = Content.styled(f" · {key} panel", MUTED)
    return line + opened if line.cell_length + opened.cell_length <= width else line


def routes(decision: Decision, width: int) -> Iterator[PanelRow]:
    """Today's bill and every row on one scale: the verdict's, what is open, what is closed and why.

    A row opens the bill of its route.
    """
    today = _today(decision)
    known = [r.horizon_usd for r in decision.routes if r.horizon_usd is not None]
    dearest = max((*known, today or 0.0), default=0.0)
    yield heading("routes", "Money", f"a month, and over {wording.horizon_heading(decision)}")
    if not known and today is None:
        yield PanelRow("routes", Content(_unpriced(decision)), ("costs", "prompt"))
        return
    if today is not None:
        months = wording.horizon(decision) or 1
        name = ["today with upkeep" if upkeep_counted(decision) else "today's bill"]
        yield PanelRow("routes", _bill(name, today / months, today, dearest, width), ("costs", "prompt"))
    for row in priced_rows(decision):
        yield PanelRow("routes", _route(row, dearest, width), ("costs", row_key(row.route)))


def _unpriced(decision: Decision) -> str:
    """That nothing has a price, and what every price waits for."""
    waits = ", ".join(map(shown, decision.missing))
    return (
        f"Nothing has a price yet. Every price waits for: {waits}." if waits else "Nothing has a price yet."
    )


def _today(decision: Decision) -> float | None:
    """USD over the horizon if everything stays as it runs today; None while that is not known."""
    months = wording.horizon(decision)
    return None if decision.today_usd is None or months is None else decision.today_usd * months


def _route(row: PricedRow, dearest: float, width: int) -> Content:
    """A row, and under it why it is not the verdict where its bar does not tell."""
    name, cost = _name(row.name, _named(width) - 2, width - 2), row.route
    bill = _bill(name, cost.monthly_usd, cost.horizon_usd, dearest, width, chosen=row.chosen)
    if row.chosen or row.mark == DEARER:
        return bill
    why = textwrap.fill(row.reason, max(20, width - 2))
    return Content.assemble(bill, "\n", (textwrap.indent(why, "  "), MUTED))


def _name(name: str, column: int, width: int) -> list[str]:
    """`name` in lines cut between words only: in the column of names, else as wide as the panel, its end in the column.

    The figures stand beside its first line, or beside the last where the first is wider than the column.
    """
    lines = textwrap.wrap(name, column, break_on_hyphens=False, break_long_words=False)
    if max(map(len, lines)) > column:
        lines = textwrap.wrap(name, width, break_on_hyphens=False)
        lines += [""] if len(lines[-1]) > column else []
    return lines


def _bill(
    name: Sequence[str],
    month: float | None,
    whole: float | None,
    dearest: float,
    width: int,
    *,
    chosen: bool = False,
) -> Content:
    figures = "".join(f"{words.money(usd):>{_MONEY}}" for usd in (month, whole))
    named = _named(width)
    room = width - named - 2 * _MONEY - 1
    drawn = bar(whole, dearest, room) if room >= _LEAST_BAR else ""
    at = 0 if max(map(len, name)) <= named - 2 else len(name) - 1
    marks = ("▸ " if chosen else "  ", *["  "] * len(name))
    lines = [Content(f"{mark}{line}") for mark, line in zip(marks, name, strict=False)]
    lines[at] = Content.assemble(f"{marks[at]}{name[at]:<{named - 2}}{figures} ", (drawn, "$text-primary"))
    return Content("\n").join(line.stylize("bold") if chosen else line for line in lines)


def _named(width: int) -> int:
    """The width of the names: more of it where a readable bar still fits beside them."""
    return max(_NAME, min(_WIDEST_NAME, width - 2 * _MONEY - 1 - _GOOD_BAR))


def bar(value: float | None, most: float, room: int) -> str:
    """A bar of at most `room` cells, exact to an eighth of a cell and padded; any cost above 0 shows."""
    if room < 1 or not value or value <= 0 or most <= 0:
        return " " * max(0, room)
    eighths = max(1, round(value / most * room * 8))
    full, rest = divmod(min(eighths, room * 8), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(room)


def break_even(decision: Decision) -> PanelRow:
    """Break-even volume, multiple and payback of the tuned route against the reference, in a line or two."""
    even = decision.break_even
    if even.tuned_route is None:
        return PanelRow("break-even", Content.styled("Break-even is not known yet.", MUTED))
    tuned, rival = (
        route_name(decision, even.tuned_route, trained=True),
        route_name(decision, even.reference_route),
    )
    if even.band == "never":
        text = f"{tuned} never costs less a call than {rival}"
    elif even.band is None:
        text = f"From which volume {tuned} pays is not known yet"
    elif even.multiple is None or even.requests_per_month is None:
        text = f"{tuned} costs less than {rival} from the first call"
    else:
        at, have = words.short(even.requests_per_month), words.times(even.multiple)
        text = f"{tuned} pays from about {at} calls a month; you have {have} that"
    if even.payback_months is not None:
        text += f"; it pays back in {words.months(even.payback_months)}"
    return PanelRow("break-even", Content(f"{text[:1].upper()}{text[1:]}."), ("costs", even.tuned_route))


def evidence(decision: Decision) -> Iterator[PanelRow]:
    """The weightiest reasons for and against the verdict, whole and with citations; a row opens its rule."""
    sides, told = rule_evidence.on_the_table(decision), rule_evidence.relevant(decision)
    counts = ((len(sides.supporting), "for it"), (len(sides.opposing), "against"))
    beside = [f"{n} {side}" for n, side in counts if n]
    if decision.conflicts:
        beside.append(f"the sources disagree on {len(decision.conflicts)}")
    yield heading("evidence", "Why", ", ".join(beside))
    if not told.supporting:
        why = Content(f"+ {rule_evidence.concluded(decision)}")
        yield PanelRow("evidence", why, ("rules", decision.verdict.concluded_by))
    for sign, findings in (("+", told.supporting), ("−", told.opposing)):
        yield from (_finding(sign, finding) for finding in findings)


def _finding(sign: str, finding: Finding) -> PanelRow:
    cited = f" [{', '.join(finding.cites[:2])}]" if finding.cites else ""
    return PanelRow(
        "evidence",
        Content.assemble(f"{sign} {finding.says}", (cited, MUTED)),
        ("rules", finding.rule),
    )


def legend(names: Sequence[str], dashes: Sequence[int], colours: Sequence[str]) -> Content:
    """Which dash is which line."""
    samples = {0: "⠒⠒⠒⠒", 4: "⠒⠒ ⠒", 1: "⠂⠂⠂⠂"}
    parts = [
        Content.assemble((samples.get(dash, "⠒⠒⠒⠒"), colours[i % len(colours)]), f" {name}")
        for i, (name, dash) in enumerate(zip(names, dashes, strict=True))
    ]
    return Content("\n").join(parts)
