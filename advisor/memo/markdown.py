"""A decision as a Markdown memo: MADR headings and front matter, carrying its own case and record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.memo import story, sure
from advisor.memo.carried import CASE_FENCE, RECORD_FENCE, case_text
from advisor.memo.record import record_text
from advisor.memo.templating import Safe, for_markdown
from advisor.result import Decision

if TYPE_CHECKING:
    from advisor.outlook import Outlook

_BLANK_LINES = re.compile(r"\n{3,}")


def render(decision: Decision, outlook: Outlook | None = None) -> str:
    """The memo; without an outlook it says nothing on how sure the verdict is.

    Titles, notes and rule texts stay text whatever characters they hold.
    """
    template = for_markdown().get_template("memo.md.j2")
    text = template.render(
        d=decision,
        outlook=outlook,
        date=Safe(decision.as_of.isoformat()),
        story=story,
        sure=sure,
        case_block=Safe(f"{CASE_FENCE}\n{case_text(decision)}```"),
        record_block=Safe(f"{RECORD_FENCE}\n{record_text(decision)}```"),
    )
    return _BLANK_LINES.sub("\n\n", text)
