"""A decision as one self-contained HTML page: inline style and charts, no script, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.memo import charts, story, sure, tornado
from advisor.memo.carried import case_text
from advisor.memo.record import record_text
from advisor.memo.templating import for_html
from advisor.result import Decision

if TYPE_CHECKING:
    from advisor.outlook import Outlook


def render(decision: Decision, outlook: Outlook | None = None) -> str:
    """The page; without an outlook it says nothing on how sure the verdict is.

    Titles, notes and rule texts stay text whatever characters they hold.
    """
    return (
        for_html()
        .get_template("page.html.j2")
        .render(
            d=decision,
            outlook=outlook,
            story=story,
            sure=sure,
            break_even=charts.break_even(decision),
            breakdown=charts.breakdown(decision),
            waterfall=charts.waterfall(decision),
            tornado=tornado.chart(decision, outlook) if outlook is not None else None,
            width=charts.WIDTH,
            case_text=case_text(decision),
            record_text=record_text(decision),
        )
    )
