"""The zone in which a table of one's own keeps times that name none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from advisor.usage.tables.cell_words import cell_words

_ZONE = re.compile(r"[A-Z][A-Za-z]+(/[A-Za-z_]+)+|((UTC|GMT)?[+-]\d\d:?\d\d)")
_ZONELESS = re.compile(r"[\d./-]{6,10}[T ,]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?( [AP]M)?", re.IGNORECASE)


def zone_column(column: str, samples: Mapping[str, Sequence[str]]) -> str:
    """The column, where all its cells name zones; empty for none."""
    cells = {c for c in samples.get(column, ()) if c}
    return column if cells and all(map(_is_zone, cells)) else ""


def zone_note(column: str, times: Iterable[str]) -> str:
    """How times are read that name no zone; empty where they do. `column`: the one that names it, empty for none."""
    if not any(map(_ZONELESS.fullmatch, times)):
        return ""
    return (
        f"; its times {f'are read in the zone of {column}' if column else 'name no zone and are read as UTC'}"
    )


def _is_zone(cell: str) -> bool:
    return _ZONE.fullmatch(cell) is not None or cell.upper() in cell_words()["zones"]
