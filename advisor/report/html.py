"""A decision as one self-contained HTML page: inline style and charts, no script, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.decision.decision import Decision
from advisor.report import confidence, sections
from advisor.report.carried.embedded_case import PAGE_RECORD, case_text
from advisor.report.carried.record import record_text
from advisor.report.carried.words_seal import seal_words
from advisor.report.charts import chart_geometry, tornado_chart
from advisor.report.charts.forest_chart import ForestDrawing, forest_charts
from advisor.report.one_page import one_page
from advisor.report.quality_tables import QualityTable, measured_quality
from advisor.report.templating import for_html

if TYPE_CHECKING:
    from advisor.knowledge.references import Reference
    from advisor.sensitivity import Outlook


@dataclass(frozen=True)
class QualitySection:
    """What result files said, with its charts."""

    table: QualityTable
    charts: tuple[ForestDrawing, ...]


def render(decision: Decision, outlook: Outlook | None = None, legend: Sequence[Reference] = ()) -> str:
    """The page; without an outlook it says nothing on how sure the verdict is. `legend`: what its citations stand for.

    Titles, notes and rule texts stay text whatever characters they hold.
    """
    from markupsafe import escape

    page = (
        for_html()
        .get_template("page.html.j2")
        .render(
            d=decision,
            outlook=outlook,
            sections=sections,
            page=one_page(decision, outlook),
            legend=legend,
            confidence=confidence,
            break_even=chart_geometry.break_even(decision),
            breakdown=chart_geometry.breakdown(decision),
            waterfall=chart_geometry.waterfall(decision),
            tornado=tornado_chart.tornado_chart(decision, outlook) if outlook is not None else None,
            quality=tuple(
                QualitySection(table, forest_charts(table.record)) for table in measured_quality(decision)
            ),
            width=chart_geometry.WIDTH,
            case_text=case_text(decision),
        )
    )
    kept = escape(record_text(decision, seal_words(page, page=True)))
    return page.replace(f"\n{PAGE_RECORD}", f"\n{PAGE_RECORD}{kept}")
