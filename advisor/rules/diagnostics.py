"""The kinds of findings about rules, each with a permanent code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.errors import BadInput
from advisor.files.yaml_file import Document, Place

CODES: Mapping[str, str] = {
    "A001": "not a readable rule",
    "A002": "unknown fact",
    "A003": "unknown route",
    "A004": "a value of the wrong type, unit or size",
    "A005": "a condition that can never hold",
    "A006": "a condition that always holds",
    "A007": "a policy rule that earlier ones always settle first",
    "A008": "two rules that conclude differently, with no order between them",
    "A009": "rules that wait on each other",
    "A010": "a missing citation",
    "A011": "a missing fires or silent case",
    "A012": "a threshold that no case tests on both sides",
    "A013": "a verdict that nothing leads to",
    "A014": "a gap: answers that lead to no verdict",
    "A015": "an inline case that does not hold",
    "A016": "two rules of one name",
    "A017": "a claim that no rule carries",
    "A018": "a test that no case turns on",
    "A019": "not a figure, or one of another unit",
    "A020": "a figure that nothing uses",
    "A021": "a sentence that spells out a figure",
}


@dataclass(frozen=True, order=True)
class Diagnostic:
    """A finding of the audit: its code, a place, a sentence; for a gap, a case file that shows it."""

    code: str
    file: str
    line: int
    message: str
    case: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}"


class RuleError(BadInput):
    """A BadInput about a rule, with the code of its kind."""

    code: str = "A001"


def fault(code: str, doc: Document, place: Place, message: str, **details: object) -> RuleError:
    """A RuleError that points at `place` in `doc`."""
    found = RuleError(message, file=doc.file, line=doc.line(place), **details)  # type: ignore[arg-type]
    found.code = code
    return found


def coded(code: str, error: BadInput, doc: Document, place: Place) -> RuleError:
    """`error` as a RuleError that points at `place` in `doc`."""
    return fault(code, doc, place, error.message, text=error.text, expected=error.expected, near=error.near)


OnFault = Callable[[RuleError], None]


def refuse(found: RuleError) -> None:
    """An OnFault that stops at the first."""
    raise found
