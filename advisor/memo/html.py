"""A decision as one self-contained HTML page: inline style and charts, no script, no request."""

from __future__ import annotations

from advisor.memo import charts, story
from advisor.memo.carried import case_text
from advisor.memo.record import record_text
from advisor.memo.templating import for_html
from advisor.result import Decision


def render(decision: Decision) -> str:
    """The page. Titles, notes and rule texts stay text whatever characters they hold."""
    return (
        for_html()
        .get_template("page.html.j2")
        .render(
            d=decision,
            story=story,
            break_even=charts.break_even(decision),
            breakdown=charts.breakdown(decision),
            waterfall=charts.waterfall(decision),
            width=charts.WIDTH,
            case_text=case_text(decision),
            record_text=record_text(decision),
        )
    )
