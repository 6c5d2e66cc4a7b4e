"""The panel's words and tables from a decision: pure text, no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from advisor.report import wording
from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, Finding, RouteCost

_NAME, _MONEY, _OPEN = 12, 8, 5
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COLOURS = ("$primary", "$success", "$warning")
_STRENGTHS = {"strong": 0, "medium": 1, "weak": 2}


def verdict(decision: Decision | None, settled: bool = False) -> Content:
    """The route for now, whether that is settled or proven to be, the headline, and the step after it."""
    if decision is None:
        return Content.styled("Answer the first question and it appears here.", "dim")
    given = decision.verdict
    parts: list[Content | tuple[str, str] | str] = [
        (given.route.upper(), "bold $text-primary"),
        " for now" if given.next.route else "",
        ("   settled" if given.settled or settled else "   not settled", "dim"),
        f"\n{given.headline}",
    ]
    if given.next.when:
        parts += [("\nnext  ", "dim"), f"{given.next.when}"]
    return Content.assemble(*parts)


def folded(decision: Decision | None, key: str, settled: bool = False) -> Content:
    """The whole panel in one line."""
    if decision is None:
        return Content.styled(f"no verdict yet · {key}", "dim")
    given = decision.verdict
    cost = decision.route(given.route).monthly_usd
    return Content.assemble(
        (given.route.upper(), "bold"),
        " for now" if given.next.route else "",
        "" if cost is None else f" · {words.money(cost)}/mo",
        "" if given.settled or settled else " · not settled",
        (f" · {key}", "dim"),
    )


def routes(decision: Decision, width: int) -> Content:
    """The seven routes, a row each: once, a month, over the horizon, and a bar of the horizon cost.

    A click on a row opens its bill.
    """
    horizon = decision.facts.get("horizon_months")
    span = f"{horizon:g} mo" if isinstance(horizon, (int, float)) else "horizon"
    rows = [Content.styled(f"{'route':<{_NAME}}{'once':>{_MONEY}}{'month':>{_MONEY}}{span:>{_MONEY}}", "dim")]
    dearest = max((r.horizon_usd or 0 for r in decision.routes if r.available), default=0)
    room = width - _NAME - 3 * _MONEY - 3
    for route in decision.routes:
        row = _route(route, decision.verdict.route, dearest, width, room)
        rows.append(row.stylize(f"@click=screen.show('costs','{route.id}')", 0, _NAME + 3 * _MONEY))
    return Content("\n").join(rows)


def _route(route: RouteCost, chosen: str, dearest: float, width: int, room: int) -> Content:
    mark, style = (" ◂", "bold") if route.id == chosen else ("  ", "")
    if not route.available:
        why = f"closed: {route.why_not[0]}" if route.why_not else "closed"
        text = Content(f"{route.id:<{_NAME}}  {why}").truncate(width - 2, ellipsis=True)
        return Content.assemble((text.plain, style or "dim"), (mark, style))
    figures = (route.one_time_usd, route.monthly_usd, route.horizon_usd)
    columns = "".join(f"{words.money(f):>{_MONEY}}" for f in figures)
    long = bar(route.horizon_usd, dearest, room)
    return Content.assemble((f"{route.id:<{_NAME}}{columns} ", style), (long, "$primary"), (mark, style))


def bar(value: float | None, most: float, room: int) -> str:
    """A bar of at most `room` cells, exact to an eighth of a cell and padded; any cost above 0 shows."""
    if room < 1 or not value or value <= 0 or most <= 0:
        return " " * max(0, room)
    eighths = max(1, round(value / most * room * 8))
    full, rest = divmod(min(eighths, room * 8), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(room)


def break_even(decision: Decision) -> Content:
    """Break-even volume, multiple and payback of the tuned route against the reference, in a line or two."""
    even = decision.break_even
    if even.tuned_route is None:
        return Content.styled("break-even  not known yet", "dim")
    text = f"{even.tuned_route} against {even.reference_route}: "
    if even.band == "never":
        text += "never cheaper per call"
    elif even.band is None:
        text += "not known yet"
    elif even.multiple is None or even.requests_per_month is None:
        text += "cheaper from the first call"
    else:
        at, have = words.short(even.requests_per_month), words.times(even.multiple)
        text += f"break-even at {at} calls/mo, you have {have}"
    if even.payback_months is not None:
        text += f", pays back in {words.months(even.payback_months)}"
    return Content(text)


def evidence(decision: Decision, width: int, most: int) -> Content:
    """How many fired rules speak for and against the verdict's route, then the weightiest with citations."""
    sides = wording.evidence(decision)
    pro, con = sides.supporting, sides.opposing
    head = f"{len(pro)} rule{'' if len(pro) == 1 else 's'} for, {len(con)} against"
    if decision.conflicts:
        head += f" · {len(decision.conflicts)} disputed"
    rows = [Content.styled(head, "bold")]
    ranked = sorted(
        [("+", f) for f in pro] + [("−", f) for f in con], key=lambda r: _STRENGTHS.get(r[1].strength, 3)
    )
    rows += [_finding(sign, finding, width) for sign, finding in ranked[:most]]
    return Content("\n").join(rows)


def _finding(sign: str, finding: Finding, width: int) -> Content:
    cited = f" [{', '.join(finding.cites[:2])}]" if finding.cites else ""
    says = Content(f"{sign} {finding.says}").truncate(max(8, width - len(cited)), ellipsis=True)
    return Content.assemble(says, (cited, "dim"))


def open_questions(decision: Decision, settled: bool = False) -> Content:
    """The facts whose answers may still change the verdict."""
    names = decision.verdict.open_questions
    if settled or not names:
        return Content.styled("open: nothing that can change the verdict", "dim")
    more = f" and {len(names) - _OPEN} more" if len(names) > _OPEN else ""
    return Content.assemble(("open: ", "dim"), listed(names[:_OPEN]), more)


def listed(names: Iterable[str]) -> str:
    """Fact names as words: `eval infra, data boundary`."""
    return ", ".join(n.replace("_", " ") for n in names)


def short_text(text: str, width: int = 40) -> str:
    """One line of at most `width` characters."""
    line = " ".join(text[: width * 8].split())
    return line if len(line) <= width else line[: width - 1] + "…"


def legend(names: Sequence[str], dashes: Sequence[int]) -> Content:
    """Which dash is which line."""
    samples = {0: "⠒⠒⠒⠒", 4: "⠒⠒ ⠒", 1: "⠂⠂⠂⠂"}
    parts: list[Content] = []
    for i, (name, dash) in enumerate(zip(names, dashes, strict=True)):
        parts.append(Content.assemble((samples.get(dash, "⠒⠒⠒⠒"), _COLOURS[i % len(_COLOURS)]), f" {name}"))
    return Content("  ").join(parts)
