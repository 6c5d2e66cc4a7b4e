"""How sure a verdict is, what would flip it, whether it is settled, and which question matters next.

Each part is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.sensitivity.question_power import by_power, next_question
    from advisor.sensitivity.settling.settle import is_settled, settled
    from advisor.sensitivity.summary import Outlook, outlook

__all__ = ["Outlook", "by_power", "is_settled", "next_question", "outlook", "settled"]

_HOMES = {
    "Outlook": "summary",
    "outlook": "summary",
    "by_power": "question_power",
    "next_question": "question_power",
    "is_settled": "settling.settle",
    "settled": "settling.settle",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
