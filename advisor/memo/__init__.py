"""What leaves the tool: one decision as terminal text, JSON, Markdown memo or HTML page."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.result import Decision
    from advisor.world import World

FORMS = {"text": "text", "json": "json", "memo": "markdown", "html": "html"}
SURE = frozenset({"memo", "html"})
"""The forms that say how sure the verdict is and what would flip it."""


def rendered(decision: Decision, form: str, world: World) -> str:
    """The decision, which `world` led to, in one of FORMS; what a form needs is imported on first use."""
    render = importlib.import_module(f"advisor.memo.{FORMS[form]}").render
    if form not in SURE:
        return str(render(decision))
    from advisor.outlook import outlook

    return str(render(decision, outlook(decision, world)))
