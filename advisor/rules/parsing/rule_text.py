"""A rule as written: its keys, and where they stand. A gate or a topic is written once and makes several."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from advisor.files.yaml_file import Document, Place
from advisor.rules.parsing.rule_part import RulePart
from advisor.rules.terms import Terms


class RuleText(Struct, frozen=True):
    """One rule: the folder it came with, its file, its keys, and its place in the file.

    `block` is the place of the gate or topic that it is written in; its own place where it stands alone.
    """

    folder: Path
    doc: Document
    place: Place
    theme: str
    id: str
    data: Mapping[str, Any]
    block: Place

    def part(self, key: str, terms: Terms) -> RulePart:
        """What stands under a key, to be read."""
        return RulePart(self.doc, self.place_of(key), self.data[key], terms)

    def place_of(self, *steps: str | int) -> Place:
        """Where a part of the rule stands; a part that is said once for the whole block stands there."""
        inner = (*self.place, *steps)
        shared = (*self.block, *steps)
        return (
            shared
            if inner[: len(self.place) + 1] not in self.doc.lines and shared in self.doc.lines
            else inner
        )

    def written(self) -> tuple[int, int | None]:
        """First and last line of the rule, or of the block that holds it; None: to the end of the file."""
        first = self.doc.line(self.block)
        depth = len(self.block)
        after = [
            line for place, line in self.doc.lines.items() if line > first and place[:depth] != self.block
        ]
        return first, min(after) - 1 if after else None
