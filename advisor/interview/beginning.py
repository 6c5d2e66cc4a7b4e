"""What an interview is begun with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.case.case import Case


@dataclass(frozen=True)
class Beginning:
    """Answers to start from, or a saved interview to go on with; exports and results that are measured first.

    `said`: what was typed before the first question was put.
    """

    case: Case | None = None
    log: Path | None = None
    usage: Sequence[Path] = ()
    evals: Sequence[Path] = ()
    said: str = ""


NOTHING = Beginning()
