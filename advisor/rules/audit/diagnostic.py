"""One finding of the audit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Diagnostic:
    """A code that stays the same for good, a place, a sentence; for a gap, a case file that shows it."""

    code: str
    file: str
    line: int
    message: str
    case: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}"
