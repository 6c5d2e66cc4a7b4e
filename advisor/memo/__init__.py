"""What leaves the tool: one decision as terminal text, JSON, Markdown memo or HTML page."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.result import Decision

FORMS = {"text": "text", "json": "json", "memo": "markdown", "html": "html"}


def rendered(decision: Decision, form: str) -> str:
    """The decision in one of FORMS; the module of that form is imported on first use."""
    text: str = importlib.import_module(f"advisor.memo.{FORMS[form]}").render(decision)
    return text
