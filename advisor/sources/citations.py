"""Where the product cites a claim: rules, entries of the knowledge, questions, lines of a bill, examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from advisor.files.yaml_file import Place as At
from advisor.sources.load_examples import STEM, claims_of, read_examples
from advisor.sources.recompute import priced_case

if TYPE_CHECKING:
    import datetime

    from advisor.decision.basis import DecisionBasis
    from advisor.files.yaml_file import Document
    from advisor.knowledge.store import Knowledge

Kind = Literal["rule", "note", "entry", "question", "line", "example"]
_REGISTERS = ("claims", "sources", STEM)
_QUESTIONS = "checklist"


class Citation(NamedTuple):
    """`kind` of thing, its id, and where it stands: file:line, or the route of a line."""

    kind: Kind
    id: str
    where: str


def citations(basis: DecisionBasis) -> dict[str, list[Citation]]:
    """Claim id -> every place that cites it, in the order rules, knowledge, lines, examples. Raises BadInput."""
    found: dict[str, list[Citation]] = {}
    for claim, citation in _all(basis):
        places = found.setdefault(claim, [])
        if citation not in places:
            places.append(citation)
    return found


def _all(basis: DecisionBasis) -> Iterator[tuple[str, Citation]]:
    yield from _rules(basis)
    for path in sorted(basis.knowledge.folder.glob("*.yaml")):
        if path.stem not in _REGISTERS:
            kind: Kind = "question" if path.stem == _QUESTIONS else "entry"
            document = basis.knowledge.document(path.stem)
            for claim, name, at in _walk(document.data, (), path.stem):
                yield claim, Citation(kind, name, _shown(document, at))
    yield from _lines(basis.knowledge)
    examples, document = read_examples(basis.knowledge)
    for index, row in enumerate(examples.rows):
        citation = Citation("example", row.id, _shown(document, ("rows", index)))
        for claim in claims_of(row) if row.beyond else (row.id,):
            yield claim, citation


def _rules(basis: DecisionBasis) -> Iterator[tuple[str, Citation]]:
    from advisor.rules import Note

    for rule in basis.rules.rules:
        kind: Kind = "note" if isinstance(rule.then, Note) else "rule"
        for claim in rule.cites:
            yield claim, Citation(kind, rule.id, f"{_short(rule.file)}:{rule.line}")


def _walk(data: Any, at: At, name: str) -> Iterator[tuple[str, str, At]]:
    """Every citation below `at`, with the id of the nearest entry around it."""
    if isinstance(data, dict):
        name = str(data.get("id") or data.get("fact") or name)
        for key, value in data.items():
            if key == "cites" and isinstance(value, list):
                for claim in value:
                    yield str(claim), name, at
            else:
                yield from _walk(value, (*at, key), name)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, (*at, index), name)


def _lines(knowledge: Knowledge) -> Iterator[tuple[str, Citation]]:
    """The lines of every bill of the shipped cases, on the documents' day and on the day of compilation."""
    examples, _ = read_examples(knowledge)
    for path in sorted((knowledge.folder / "examples").glob("*.case.yaml")):
        for day in (examples.as_of, knowledge.compiled):
            yield from _priced(knowledge, path, day)


def _priced(knowledge: Knowledge, path: Path, day: datetime.date) -> Iterator[tuple[str, Citation]]:
    money = priced_case(knowledge, path.name, day)
    for route, bills in money.ways.items():
        for bill in bills:
            cited = [(line.item, line.cites) for line in bill.lines]
            cited += [("provisioned GPUs", bill.fleet_cites)] if bill.fleets else []
            for item, claims in cited:
                for claim in claims:
                    yield claim, Citation("line", item, route)


def _shown(document: Document, at: At) -> str:
    return f"{_short(document.file)}:{document.line(at)}"


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])
