"""The case a memo carries, to replay it: YAML that is safe inside Markdown and HTML."""

from __future__ import annotations

import re

from advisor.memo.escape import is_hidden
from advisor.result import Decision

CASE_FENCE = "```yaml advisor-case"
RECORD_FENCE = "```json advisor-record"
PAGE_CASE = '<pre id="advisor-case">'
PAGE_RECORD = '<pre id="advisor-record">'
_FENCES = re.compile(r"`{3,}")


def case_text(decision: Decision) -> str:
    """The case as YAML that shows no hidden character and no code fence, and reads back as the same case."""
    from advisor.case import dump

    shown = "".join(_escaped(c) if c != "\n" and is_hidden(c) else c for c in dump(decision.case))
    return _FENCES.sub(lambda run: "\\x60" * len(run[0]), shown)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
