"""What the JSON objects hold that are the cells of a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.parsed_json import parsed_json
from advisor.usage.formats.places import look, value_paths

_PAIR = re.compile(r"(\w+)=(-?\d+(?:\.\d+)?)(?=[,}])")
_OPENED = 50
"""Cells of a column in which it is looked for objects."""


def inside_cells(cells: Sequence[str]) -> dict[str, list[str]]:
    """Their values as text, by path; none for cells of another kind."""
    found: dict[str, list[str]] = {}
    for held in (_object(c) for c in cells[:_OPENED] if c.startswith("{")):
        for inside in value_paths(held):
            found.setdefault(inside, []).append(str(look(held, inside)))
    return found


def _object(cell: str) -> Mapping[str, Any]:
    """The object in a cell, also as Python writes it, and the numbers of one as Athena does; empty for none."""
    for text in (cell, cell.replace("'", '"').replace("None", "null")):
        if (held := parsed_json(text)) is not None:
            return held if isinstance(held, dict) else {}
    return dict(_PAIR.findall(cell))
