"""Reads knowledge/examples.yaml and proves that it fits the register of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from advisor.errors import near
from advisor.sources.examples_schema import Examples

if TYPE_CHECKING:
    from advisor.files.yaml_file import Document
    from advisor.knowledge.store import Knowledge
    from advisor.sources.examples_schema import ExampleRow

STEM = "examples"


def read_examples(knowledge: Knowledge) -> tuple[Examples, Document]:
    """The examples, and the file they stand in. Raises BadInput (file:line)."""
    document = knowledge.document(STEM)
    try:
        examples = Examples.model_validate(document.data)
    except ValidationError as e:
        first = e.errors()[0]
        shown = None if isinstance(first["input"], dict | list) else first["input"]
        message = f"not usable ({first['msg'].removeprefix('Value error, ')})"
        raise document.error(first["loc"], message, text=shown) from None
    claims = {c.id: c for c in knowledge.claims}
    seen: set[str] = set()
    for index, row in enumerate(examples.rows):
        place = ("rows", index)
        if row.id in seen:
            raise document.error(place, "a second row of this name", text=row.id)
        seen.add(row.id)
        if row.beyond and not (row.claims and row.at and row.says):
            raise document.error(place, "a key is missing", expected="claims, at and says in an AUD row")
        for name in claims_of(row):
            if name not in claims:
                raise document.error(place, "unknown claim", text=name, near=near(name, claims))
    return examples, document


def claims_of(row: ExampleRow) -> tuple[str, ...]:
    """The claims a row is about: its own, then those it points at."""
    return row.claims if row.beyond else tuple(dict.fromkeys((row.id, *row.claims)))
