"""JSON objects that a log holds over several lines, as LM Studio writes the answers of its server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from advisor.files.parsed_json import parsed_json
from advisor.usage.formats.places import value_paths
from advisor.usage.lines.log_lines import TIME
from advisor.usage.tables.role_names import role_column

_LONGEST = 2000
"""Lines of the longest object."""


def log_objects(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects that count tokens, each with the time before it where it has none of its own."""
    held: list[str] = []
    before = ""
    for line in lines:
        if held:
            held.append(line)
            if line.startswith("}") or len(held) > _LONGEST:
                found = parsed_json("".join(held)) if line.startswith("}") else None
                if isinstance(found, dict) and _counts_tokens(found):
                    yield _timed(found, before)
                held = []
        elif line.rstrip().endswith("{") and '"' not in line:
            held, before = ["{\n"], line


def _counts_tokens(record: dict[str, Any]) -> bool:
    names = list(value_paths(record))
    return all(role_column(role, names, counted=False) for role in ("input", "output"))


def _timed(record: dict[str, Any], before: str) -> dict[str, Any]:
    time = TIME.search(before)
    if time is None or role_column("time", list(record), counted=False) is not None:
        return record
    return {"time": time[0].replace(",", "."), **record}
