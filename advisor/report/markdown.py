"""A decision as a Markdown memo: MADR headings and front matter, carrying its own case and record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.decision.decision import Decision
from advisor.report import confidence, sections
from advisor.report.carried.embedded_case import CASE_FENCE, RECORD_FENCE, case_text
from advisor.report.carried.record import record_text
from advisor.report.carried.words_seal import seal_words
from advisor.report.one_page import one_page
from advisor.report.quality_tables import measured_quality
from advisor.report.templating import Safe, for_markdown

if TYPE_CHECKING:
    from advisor.knowledge.references import Reference
    from advisor.sensitivity import Outlook

_BLANK_LINES = re.compile(r"\n{3,}")


def render(decision: Decision, outlook: Outlook | None = None, legend: Sequence[Reference] = ()) -> str:
    """The memo; without an outlook it says nothing on how sure the verdict is. `legend`: what its citations stand for.

    Titles, notes and rule texts stay text whatever characters they hold.
    """
    template = for_markdown().get_template("memo.md.j2")
    text = template.render(
        d=decision,
        outlook=outlook,
        date=Safe(decision.as_of.isoformat()),
        sections=sections,
        page=one_page(decision, outlook),
        legend=legend,
        quality=measured_quality(decision),
        confidence=confidence,
        case_block=Safe(f"{CASE_FENCE}\n{case_text(decision)}```"),
        record_block=Safe(f"{RECORD_FENCE}\n```"),
    )
    text = _BLANK_LINES.sub("\n\n", text)
    kept = record_text(decision, seal_words(text, page=False))
    return text.replace(f"\n{RECORD_FENCE}\n", f"\n{RECORD_FENCE}\n{kept}")
