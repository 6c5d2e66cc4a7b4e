"""How sure a verdict is, what would flip it, whether it is settled, and which question matters next.

Each part is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.outlook.look import Outlook, outlook
    from advisor.outlook.power import by_power, next_question
    from advisor.outlook.settling import is_settled, settled

__all__ = ["Outlook", "by_power", "is_settled", "next_question", "outlook", "settled"]

_HOMES = {
    "Outlook": "look",
    "outlook": "look",
    "by_power": "power",
    "next_question": "power",
    "is_settled": "settling",
    "settled": "settling",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
