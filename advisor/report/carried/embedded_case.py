"""The case a memo carries, to replay it: YAML that is safe inside Markdown and HTML."""

from __future__ import annotations

from advisor.decision.decision import Decision
from advisor.text.escape import is_hidden, spelled

CASE_FENCE = "```yaml advisor-case"
RECORD_FENCE = "```json advisor-record"
PAGE_CASE = '<pre id="advisor-case">'
PAGE_RECORD = '<pre id="advisor-record">'


def case_text(decision: Decision) -> str:
    """The case as YAML without a hidden character, which reads back as the same case.

    Every answer stands on one line of its own, so no text in it can close a code fence.
    """
    from advisor.case.case import dump

    return "".join(spelled(c) if c != "\n" and is_hidden(c) else c for c in dump(decision.case))
