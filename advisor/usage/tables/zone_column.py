"""The zone in which a table of one's own keeps times that name none: in a column, or in the heading of the times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from advisor.usage.tables.cell_words import cell_words

_ZONE = re.compile(
    r"[A-Z][A-Za-z]+(/[A-Za-z_]+)+ | (UTC|GMT)?[+-]\d{1,2}(:?\d\d)? | \(UTC[+-]\d\d:\d\d\)\ .*", re.VERBOSE
)
_ZONELESS = re.compile(r"[\d./-]{6,10}[T ,]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?( [AP]M)?", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+(?:\([^)]*\))?)[)\]]")
_LAST = re.compile(r"[ _]([A-Za-z]{3,4})$")


def zone_column(column: str, samples: Mapping[str, Sequence[str]]) -> str:
    """The column, where all its cells name zones; empty for none."""
    cells = {c for c in samples.get(column, ()) if c}
    return column if cells and all(map(_is_zone, cells)) else ""


def zone_in(heading: str) -> str:
    """The zone that the heading of a column of times names, in brackets or at its end; empty for none."""
    said = [m[1].strip() for m in _BRACKETED.finditer(heading)] + _LAST.findall(heading)
    return next((z for z in said if _is_zone(z)), "")


def zone_note(column: str, zone: str, times: Iterable[str]) -> str:
    """How times are read that name no zone; empty where they do. `column`: the one that names it, `zone`: the one that
    their heading names; both empty for none."""
    if not any(map(_ZONELESS.fullmatch, times)):
        return ""
    if zone:
        return f"; its times are read in {zone}, as their heading says"
    return (
        f"; its times {f'are read in the zone of {column}' if column else 'name no zone and are read as UTC'}"
    )


def _is_zone(cell: str) -> bool:
    words = cell_words()
    known = {name.upper() for name in (*words["zones"], *words["windows_zones"])}
    return _ZONE.fullmatch(cell) is not None or cell.upper() in known
