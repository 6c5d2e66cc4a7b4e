"""Costs: every route with every line of its bill, the formula with its numbers, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from advisor.report.route_names import row_name
from advisor.report.rows import priced_rows, row_key
from advisor.text import words
from advisor.tui.screens.browser import Catalogue
from advisor.tui.text.citation_links import linked
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, RouteCost, StatementLine
    from advisor.knowledge.references import Reference
    from advisor.knowledge.store import Knowledge

_NAME, _MONEY = 36, 10
_PERIODS = {"once": "once", "month": "a month"}


class CostsScreen(Catalogue):
    """Every row of one decision, the asked one first selected: `route` is a row's id, or its key."""

    HINT = "filter: part of a route's name"
    EMPTY = "No route matches."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "close", "Close the costs", show=False)]

    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("to_filter", "filter"),
        ("sources", "sources"),
        ("app.command_palette", "more"),
    ]

    def __init__(self, decision: Decision, book: Knowledge, route: str = "") -> None:
        super().__init__()
        self._decision, self._book = decision, book
        chosen = decision.verdict_row
        self._chosen = row_key(chosen)
        self._rows = {row_key(r.route): r.route for r in priced_rows(decision)}
        self.start = route if route in self._rows else self._weighed(route) if route else self._chosen

    def heading(self) -> Content:
        """What the figures are over."""
        horizon = self._decision.facts.get("horizon_months")
        over = f" over {words.months(horizon)}" if isinstance(horizon, int | float) else ""
        return Content(f"Costs{over} as known on {self._decision.as_of}")

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """A row each: its name, and its horizon cost or that it is closed."""
        asked = filter_.lower().split()
        return {
            key: self._row(key, r)
            for key, r in self._rows.items()
            if all(w in f"{key} {row_name(r)}".lower() for w in asked)
        }

    def cited(self, id_: str) -> tuple[Reference, ...]:
        """What the lines of a bill cite."""
        from advisor.knowledge.references import references

        return references(self._book, (cite for line in self._rows[id_].lines for cite in line.cites))

    def _row(self, key: str, route: RouteCost) -> Content:
        cost = words.money(route.horizon_usd) if route.available else "closed"
        mark = " ◂" if key == self._chosen else ""
        money = (f"{cost:>{_MONEY}}{mark}", "bold" if mark else MUTED)
        return Content.assemble(f"{words.shortened(row_name(route), _NAME):<{_NAME}}", money)

    def _weighed(self, route: str) -> str:
        """The key of the row that the policy weighed for this route."""
        return row_key(self._decision.route(route))

    def detail(self, id_: str) -> Content:
        """The bill of one route, once and a month, then what is worth knowing about it."""
        route = self._rows[id_]
        parts = [Content.styled(row_name(route), "bold $text-primary")]
        parts += [linked(f"closed: {why}") for why in route.why_not]
        per_call = "" if route.per_call_usd is None else f", {words.per_call(route.per_call_usd)} a call"
        parts.append(
            Content(
                f"{words.dollars(route.one_time_usd)} once, {words.dollars(route.monthly_usd)} a month{per_call}, "
                f"{words.dollars(route.horizon_usd)} in all"
            )
        )
        parts += [Content("\n").join(self._line(line)) for line in route.lines]
        parts += [linked(note) for note in route.notes]
        tuned = self._decision.break_even.tuned_route
        if tuned is not None and id_ == self._weighed(tuned) and self._decision.attribution:
            parts.append(self._attribution())
        return Content("\n\n").join(parts)

    def _line(self, line: StatementLine) -> Iterator[Content]:
        yield Content.assemble(
            (f"{words.dollars(line.usd)} {_PERIODS[line.period]}", "bold"), f"  {line.item}"
        )
        yield Content(f"  {line.formula}")
        dated = f", as of {line.as_of}" if line.as_of else ""
        yield linked(Content.styled(f"  [{', '.join(line.cites)}]{dated}", MUTED))

    def _attribution(self) -> Content:
        steps = [
            f"  {words.dollars(s.usd_per_month):>{_MONEY}} a month  {s.step}"
            for s in self._decision.attribution
        ]
        return Content("\n").join(
            [Content.styled("Where the saving against today comes from", "bold"), *steps]
        )
