"""Records that a database prints one below the other, a field a line: psql's expanded form, MySQL's \\G."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_BETWEEN = re.compile(r"-\[ RECORD \d+ \][-+]*|\*{5,} ?\d+\. row ?\*{5,}")
_FIELD = re.compile(r"\s*([A-Za-z_][\w.]*)\s*[|:] ?(.*)")


def record_blocks(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The records of such a text; none for any other."""
    record: dict[str, str] | None = None
    for line in lines:
        if _BETWEEN.fullmatch(line.strip()):
            yield from [record] if record else []
            record = {}
        elif record is not None and (field := _FIELD.fullmatch(line.rstrip("\n"))) is not None:
            record[field[1]] = field[2].strip()
    yield from [record] if record else []
